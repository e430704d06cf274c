#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int i_have_a[2];
    char c;
    int a = open("a.lock", O_CREAT | O_RDWR, 0600);
    int b = open("b.lock", O_CREAT | O_RDWR, 0600);
    flock(b, LOCK_EX);
    pipe(i_have_a);
    if (fork() == 0) {
        close(a);
        close(b);
        a = open("a.lock", O_RDWR);
        b = open("b.lock", O_RDWR);
        close(i_have_a[0]);
        flock(a, LOCK_EX);
        write(i_have_a[1], "a", 1);
        flock(b, LOCK_EX); /* child */
        _exit(0);
    }
    close(i_have_a[1]);
    read(i_have_a[0], &c, 1);
    close(i_have_a[0]);
    flock(a, LOCK_EX); /* parent */
    wait(NULL);
    return 0;
}
