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

static char raced_writev[4], raced_pwrite[4], raced_sendto[4], raced_mq_send[4], raced_sendmsg[4];
static char raced_strcasecmp[4], raced_strspn[4], raced_strpbrk[4], raced_mempcpy[4], raced_vprintf[4], raced_printf_most[4] = "abc";
static struct iovec raced_parts_of_writev[1] = {{raced_writev, 4}}, raced_parts_of_sendmsg[1] = {{raced_sendmsg, 4}};
static struct {
    long type;
    char text[4];
} raced_msgsnd = {1, ""};
static struct sembuf raced_semop[1] = {{0, 1, 0}};
static struct timespec raced_nanosleep, raced_clock_nanosleep;
static sigset_t raced_sigmask;
static time_t raced_gmtime_r;

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
    struct msghdr message = {.msg_iov = raced_parts_of_sendmsg, .msg_iovlen = 1};
    socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
    ALONE(used += strcasecmp(raced_strcasecmp, ""));
    ALONE(used += (int)strspn(raced_strspn, "a"));
    ALONE(used += strpbrk(raced_strpbrk, "a") != NULL);
    ALONE(mempcpy(copy, raced_mempcpy, 4));
    prints("%s", raced_vprintf);
    ALONE(snprintf(copy, sizeof copy, "%*d%.*s", 2, 7, 3, raced_printf_most));
    ALONE(writev(fileno(f), raced_parts_of_writev, 1));
    ALONE(pwrite(fileno(f), raced_pwrite, 4, 0));
    ALONE(sendto(pair[0], raced_sendto, 4, 0, NULL, 0));
    ALONE(sendmsg(pair[0], &message, 0));
    ALONE(mq_send(mq, raced_mq_send, 4, 0));
    ALONE(msgsnd(queue, &raced_msgsnd, 4, 0));
    ALONE(semop(set, raced_semop, 1));
    ALONE(nanosleep(&raced_nanosleep, NULL));
    ALONE(clock_nanosleep(CLOCK_MONOTONIC, 0, &raced_clock_nanosleep, NULL));
    ALONE(pthread_sigmask(SIG_BLOCK, &raced_sigmask, NULL));
    ALONE(gmtime_r(&raced_gmtime_r, &tm));
    return unused;
}

static void *changes(void *unused)
{
    ALONE(raced_writev[3] = 1);
    ALONE(raced_parts_of_writev[0].iov_len = 4);
    ALONE(raced_pwrite[3] = 1);
    ALONE(raced_sendto[3] = 1);
    ALONE(raced_sendmsg[3] = 1);
    ALONE(raced_parts_of_sendmsg[0].iov_len = 4);
    ALONE(raced_mq_send[3] = 1);
    ALONE(raced_msgsnd.text[3] = 1);
    ALONE(raced_semop[0].sem_op = 1);
    ALONE(raced_nanosleep.tv_nsec = 1);
    ALONE(raced_clock_nanosleep.tv_nsec = 1);
    ALONE(sigaddset(&raced_sigmask, SIGUSR2));
    ALONE(raced_gmtime_r = 1);
    ALONE(raced_strcasecmp[0] = 0);
    ALONE(raced_strspn[0] = 0);
    ALONE(raced_strpbrk[0] = 0);
    ALONE(raced_mempcpy[3] = 1);
    ALONE(raced_vprintf[0] = 0);
    ALONE(raced_printf_most[2] = 0);
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
