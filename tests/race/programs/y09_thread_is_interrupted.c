/* y09_thread_is_interrupted -- pthread_kill() ends a read() */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <sys/stat.h>
#include <pthread.h>
#include <stdatomic.h>

int p[2];
atomic_int done;
void h(int s) { (void)s; }
void *w(void *a) {
    char c;
    (void)a;
    read(p[0], &c, 1);
    done = 1;
    return NULL;
}
int main(void) {
    pthread_t t;
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = h;
    sigaction(SIGUSR1, &sa, NULL);
    pipe(p);
    pthread_create(&t, NULL, w, NULL);
    while (!done) { pthread_kill(t, SIGUSR1); usleep(50000); }
    pthread_join(t, NULL);
    puts("interrupted");
    close(p[0]); close(p[1]);
    return 0;
}
