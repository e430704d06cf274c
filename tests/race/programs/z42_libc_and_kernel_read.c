/* What libc and the kernel read for one thread, changed by another meanwhile; -DTWIN: under a lock. */
#define _GNU_SOURCE
#include <mqueue.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
#ifdef TWIN
#define ALONE(what)                \
    pthread_mutex_lock(&lock);     \
    what;                          \
    pthread_mutex_unlock(&lock)
#else
#define ALONE(what) what
#endif

static char to_writev[4], to_pwrite[4], to_sendto[4], to_mq_send[4], to_sendmsg[4];
static char to_strcasecmp[4], to_strspn[4], to_strpbrk[4], to_mempcpy[4], to_vprintf[4];
static struct iovec parts_of_writev[1] = {{to_writev, 4}}, parts_of_sendmsg[1] = {{to_sendmsg, 4}};
static struct {
    long type;
    char text[4];
} to_msgsnd = {1, ""};
static struct sembuf to_semop[1] = {{0, 1, 0}};
static struct timespec to_nanosleep, to_clock_nanosleep;
static sigset_t to_sigmask;
static time_t to_gmtime_r;

static void prints(const char *format, ...)
{
    char text[16];
    va_list args;
    va_start(args, format);
    ALONE(vsnprintf(text, sizeof text, format, args));
    va_end(args);
}

static void *reads(void *unused)
{
    char copy[8];
    volatile int used = 0;
    struct tm tm;
    int pair[2], queue = msgget(IPC_PRIVATE, 0600), set = semget(IPC_PRIVATE, 1, 0600);
    struct mq_attr attributes = {.mq_maxmsg = 2, .mq_msgsize = 64};
    mqd_t mq = mq_open("/z42", O_RDWR | O_CREAT, 0600, &attributes);
    FILE *f = tmpfile();
    struct msghdr message = {.msg_iov = parts_of_sendmsg, .msg_iovlen = 1};
    socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
    ALONE(writev(fileno(f), parts_of_writev, 1));
    ALONE(pwrite(fileno(f), to_pwrite, 4, 0));
    ALONE(sendto(pair[0], to_sendto, 4, 0, NULL, 0));
    ALONE(sendmsg(pair[0], &message, 0));
    ALONE(mq_send(mq, to_mq_send, 4, 0));
    ALONE(msgsnd(queue, &to_msgsnd, 4, 0));
    ALONE(semop(set, to_semop, 1));
    ALONE(nanosleep(&to_nanosleep, NULL));
    ALONE(clock_nanosleep(CLOCK_MONOTONIC, 0, &to_clock_nanosleep, NULL));
    ALONE(pthread_sigmask(SIG_BLOCK, &to_sigmask, NULL));
    ALONE(gmtime_r(&to_gmtime_r, &tm));
    ALONE(used += strcasecmp(to_strcasecmp, ""));
    ALONE(used += (int)strspn(to_strspn, "a"));
    ALONE(used += strpbrk(to_strpbrk, "a") != NULL);
    ALONE(mempcpy(copy, to_mempcpy, 4));
    prints("%s", to_vprintf);
    return unused;
}

static void *changes(void *unused)
{
    ALONE(to_writev[3] = 1);
    ALONE(parts_of_writev[0].iov_len = 4);
    ALONE(to_pwrite[3] = 1);
    ALONE(to_sendto[3] = 1);
    ALONE(to_sendmsg[3] = 1);
    ALONE(parts_of_sendmsg[0].iov_len = 4);
    ALONE(to_mq_send[3] = 1);
    ALONE(to_msgsnd.text[3] = 1);
    ALONE(to_semop[0].sem_op = 1);
    ALONE(to_nanosleep.tv_nsec = 1);
    ALONE(to_clock_nanosleep.tv_nsec = 1);
    ALONE(sigaddset(&to_sigmask, SIGUSR2));
    ALONE(to_gmtime_r = 1);
    ALONE(to_strcasecmp[0] = 0);
    ALONE(to_strspn[0] = 0);
    ALONE(to_strpbrk[0] = 0);
    ALONE(to_mempcpy[3] = 1);
    ALONE(to_vprintf[0] = 0);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, reads, NULL);
    pthread_create(&b, NULL, changes, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    mq_unlink("/z42");
    return 0;
}
