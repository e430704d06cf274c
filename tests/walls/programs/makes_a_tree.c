/* makes_a_tree.c -- a process, its child and its grandchild, a thread, one after another: events in a fixed order. */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Its descriptors are its own, so that the kernel gives back what it wrote when it was joined already. */
static void *leaves_slowly(void *unused)
{
    static char bytes[4 << 20];
    if (unshare(CLONE_FILES) < 0 || write(memfd_create("large", 0), bytes, sizeof bytes) != sizeof bytes)
        _exit(4);
    return unused;
}

int main(void)
{
    pthread_t thread;
    if (fork() == 0) {
        if (fork() == 0)
            _exit(3);
        wait(NULL);
        _exit(2);
    }
    wait(NULL);
    pthread_create(&thread, NULL, leaves_slowly, NULL);
    pthread_join(thread, NULL);
    if (fork() == 0)
        raise(SIGTERM);
    wait(NULL);
    return 1;
}
