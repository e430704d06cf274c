/* What the kernel fills for one thread, read by another meanwhile; -DTWIN: under a lock. */
#define _GNU_SOURCE
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/un.h>
#include <sys/wait.h>
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

static int raced_waitpid, raced_sem_getvalue, raced_sigwait, raced_pipe[2], raced_socketpair[2], raced_getsockopt;
static socklen_t raced_length_of_recvfrom = sizeof(struct sockaddr_un), raced_length_of_getsockopt = sizeof raced_getsockopt;
static struct sockaddr_un from_recvfrom;
static char raced_by_recvfrom[4], raced_by_mq_receive[64];
static struct {
    long type;
    char text[4];
} raced_by_msgrcv;
static unsigned short raced_by_getall[2];
static struct shmid_ds raced_by_shmctl;
static struct pollfd raced_poll;
static fd_set raced_select;
static time_t raced_time;
static struct timeval raced_gettimeofday;
static struct timespec raced_clock_gettime, raced_clock_getres;
static struct tms raced_times;
static struct rusage raced_getrusage;
static sigset_t raced_sigmask, raced_sigpending;
static struct sigaction raced_sigaction;
static pthread_t raced_create;
static pthread_key_t raced_key_create;

static pid_t child;
static sem_t posted;

static void *nothing(void *unused)
{
    return unused;
}

static void *fills(void *unused)
{
    int pair[2], queue = msgget(IPC_PRIVATE, 0600), set = semget(IPC_PRIVATE, 2, 0600),
                 segment = shmget(IPC_PRIVATE, 64, 0600);
    struct mq_attr attributes = {.mq_maxmsg = 2, .mq_msgsize = 64};
    mqd_t mq = mq_open("/z41", O_RDWR | O_CREAT, 0600, &attributes);
    struct {
        long type;
        char text[4];
    } letter = {1, "abc"};
    sigset_t usr1;
    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);
    socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
    write(pair[1], "abcd", 4);
    msgsnd(queue, &letter, 4, 0);
    mq_send(mq, "abcd", 4, 0);
    raise(SIGUSR1);
    raced_poll.fd = pair[0];
    raced_poll.events = POLLOUT;
    ALONE(FD_SET(pair[0], &raced_select));
    ALONE(waitpid(child, &raced_waitpid, 0));
    ALONE(sem_getvalue(&posted, &raced_sem_getvalue));
    ALONE(sigwait(&usr1, &raced_sigwait));
    ALONE(pipe(raced_pipe));
    ALONE(socketpair(AF_UNIX, SOCK_STREAM, 0, raced_socketpair));
    ALONE(poll(&raced_poll, 1, 0));
    ALONE(select(pair[0] + 1, NULL, &raced_select, NULL, &(struct timeval){0, 0}));
    ALONE(recvfrom(pair[0], raced_by_recvfrom, 4, 0, (struct sockaddr *)&from_recvfrom, &raced_length_of_recvfrom));
    ALONE(getsockopt(pair[0], SOL_SOCKET, SO_TYPE, &raced_getsockopt, &raced_length_of_getsockopt));
    ALONE(msgrcv(queue, &raced_by_msgrcv, 4, 0, 0));
    ALONE(mq_receive(mq, raced_by_mq_receive, sizeof raced_by_mq_receive, NULL));
    ALONE(semctl(set, 0, GETALL, raced_by_getall));
    ALONE(shmctl(segment, IPC_STAT, &raced_by_shmctl));
    ALONE(time(&raced_time));
    ALONE(gettimeofday(&raced_gettimeofday, NULL));
    ALONE(clock_gettime(CLOCK_MONOTONIC, &raced_clock_gettime));
    ALONE(clock_getres(CLOCK_MONOTONIC, &raced_clock_getres));
    ALONE(times(&raced_times));
    ALONE(getrusage(RUSAGE_SELF, &raced_getrusage));
    ALONE(pthread_sigmask(SIG_BLOCK, NULL, &raced_sigmask));
    ALONE(sigpending(&raced_sigpending));
    ALONE(sigaction(SIGUSR2, NULL, &raced_sigaction));
    ALONE(pthread_create(&raced_create, NULL, nothing, NULL));
    ALONE(pthread_key_create(&raced_key_create, NULL));
    return unused;
}

static long sum;
static void *looks(void *unused)
{
    ALONE(sum += raced_waitpid);
    ALONE(sum += raced_sem_getvalue);
    ALONE(sum += raced_sigwait);
    ALONE(sum += raced_pipe[1]);
    ALONE(sum += raced_socketpair[1]);
    ALONE(sum += raced_poll.revents);
    ALONE(sum += FD_ISSET(0, &raced_select));
    ALONE(sum += raced_by_recvfrom[3]);
    ALONE(sum += raced_length_of_recvfrom);
    ALONE(sum += raced_getsockopt);
    ALONE(sum += raced_length_of_getsockopt);
    ALONE(sum += raced_by_msgrcv.text[3]);
    ALONE(sum += raced_by_mq_receive[3]);
    ALONE(sum += raced_by_getall[1]);
    ALONE(sum += (long)raced_by_shmctl.shm_segsz);
    ALONE(sum += raced_time);
    ALONE(sum += raced_gettimeofday.tv_usec);
    ALONE(sum += raced_clock_gettime.tv_nsec);
    ALONE(sum += raced_clock_getres.tv_nsec);
    ALONE(sum += raced_times.tms_utime);
    ALONE(sum += raced_getrusage.ru_minflt);
    ALONE(sum += sigismember(&raced_sigmask, SIGUSR2));
    ALONE(sum += sigismember(&raced_sigpending, SIGUSR2));
    ALONE(sum += raced_sigaction.sa_flags);
    ALONE(sum += raced_create != 0);
    ALONE(sum += raced_key_create);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    sigset_t usr1;
    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);
    sigprocmask(SIG_BLOCK, &usr1, NULL);
    sem_init(&posted, 0, 1);
    child = fork();
    if (child == 0)
        _exit(3);
    pthread_create(&a, NULL, fills, NULL);
    pthread_create(&b, NULL, looks, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    pthread_join(raced_create, NULL);
    mq_unlink("/z41");
    return 0;
}
