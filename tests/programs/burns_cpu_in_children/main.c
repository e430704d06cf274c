#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            for (volatile unsigned long n = 0;; n++)
                continue;
    while (wait(NULL) > 0)
        continue;
    return 0;
}
