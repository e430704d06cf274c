/* Each looks whether there is a token, and takes it then: there was one for the first only, who does not give it back.
 */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sem_t *tokens = mmap(NULL, sizeof *tokens, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int status, got = 0;
    sem_init(tokens, 1, 1);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            int n;
            sem_getvalue(tokens, &n);
            if (n > 0)
                sem_wait(tokens); // @take
            _exit(n > 0);
        }
    while (wait(&status) > 0) // @wait
        got += WEXITSTATUS(status);
    printf("%d\n", got);
    return 0;
}
