/* leader_is_gone_a_child_writes_late.c -- another thread waits for what a child sends after a while. */
#include "same.h"
static int p[2];
static void *work(void *x)
{
    char c = 0;
    close(p[1]);
    MUST(read(p[0], &c, 1) == 1);
    printf("%c\n", c);
    exit(0);
    return x;
}
int main(void)
{
    pthread_t t;
    MUST(pipe(p) == 0);
    if (fork() == 0) {
        nap_ms(200);
        _exit(write(p[1], "w", 1) != 1);
    }
    pthread_create(&t, NULL, work, NULL);
    pthread_exit(NULL);
}
