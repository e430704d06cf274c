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

static int of_waitpid, of_sem_getvalue, of_sigwait, of_pipe[2], of_socketpair[2], options;
static socklen_t length_of_recvfrom = sizeof(struct sockaddr_un), length_of_getsockopt = sizeof options;
static struct sockaddr_un from_recvfrom;
static char by_recvfrom[4], by_mq_receive[64];
static struct {
    long type;
    char text[4];
} by_msgrcv;
static unsigned short by_getall[2];
static struct shmid_ds by_shmctl;
static struct pollfd polled;
static fd_set selected;
static time_t of_time;
static struct timeval of_gettimeofday;
static struct timespec of_clock_gettime, of_clock_getres;
static struct tms of_times;
static struct rusage of_getrusage;
static sigset_t of_sigmask, of_sigpending;
static struct sigaction of_sigaction;
static pthread_t of_create;
static pthread_key_t of_key_create;

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
    polled.fd = pair[0];
    polled.events = POLLOUT;
    ALONE(FD_SET(pair[0], &selected));
    ALONE(waitpid(child, &of_waitpid, 0));
    ALONE(sem_getvalue(&posted, &of_sem_getvalue));
    ALONE(sigwait(&usr1, &of_sigwait));
    ALONE(pipe(of_pipe));
    ALONE(socketpair(AF_UNIX, SOCK_STREAM, 0, of_socketpair));
    ALONE(poll(&polled, 1, 0));
    ALONE(select(pair[0] + 1, NULL, &selected, NULL, &(struct timeval){0, 0}));
    ALONE(recvfrom(pair[0], by_recvfrom, 4, 0, (struct sockaddr *)&from_recvfrom, &length_of_recvfrom));
    ALONE(getsockopt(pair[0], SOL_SOCKET, SO_TYPE, &options, &length_of_getsockopt));
    ALONE(msgrcv(queue, &by_msgrcv, 4, 0, 0));
    ALONE(mq_receive(mq, by_mq_receive, sizeof by_mq_receive, NULL));
    ALONE(semctl(set, 0, GETALL, by_getall));
    ALONE(shmctl(segment, IPC_STAT, &by_shmctl));
    ALONE(time(&of_time));
    ALONE(gettimeofday(&of_gettimeofday, NULL));
    ALONE(clock_gettime(CLOCK_MONOTONIC, &of_clock_gettime));
    ALONE(clock_getres(CLOCK_MONOTONIC, &of_clock_getres));
    ALONE(times(&of_times));
    ALONE(getrusage(RUSAGE_SELF, &of_getrusage));
    ALONE(pthread_sigmask(SIG_BLOCK, NULL, &of_sigmask));
    ALONE(sigpending(&of_sigpending));
    ALONE(sigaction(SIGUSR2, NULL, &of_sigaction));
    ALONE(pthread_create(&of_create, NULL, nothing, NULL));
    ALONE(pthread_key_create(&of_key_create, NULL));
    return unused;
}

static long sum;
static void *looks(void *unused)
{
    ALONE(sum += of_waitpid);
    ALONE(sum += of_sem_getvalue);
    ALONE(sum += of_sigwait);
    ALONE(sum += of_pipe[1]);
    ALONE(sum += of_socketpair[1]);
    ALONE(sum += polled.revents);
    ALONE(sum += FD_ISSET(0, &selected));
    ALONE(sum += by_recvfrom[3]);
    ALONE(sum += length_of_recvfrom);
    ALONE(sum += options);
    ALONE(sum += length_of_getsockopt);
    ALONE(sum += by_msgrcv.text[3]);
    ALONE(sum += by_mq_receive[3]);
    ALONE(sum += by_getall[1]);
    ALONE(sum += (long)by_shmctl.shm_segsz);
    ALONE(sum += of_time);
    ALONE(sum += of_gettimeofday.tv_usec);
    ALONE(sum += of_clock_gettime.tv_nsec);
    ALONE(sum += of_clock_getres.tv_nsec);
    ALONE(sum += of_times.tms_utime);
    ALONE(sum += of_getrusage.ru_minflt);
    ALONE(sum += sigismember(&of_sigmask, SIGUSR2));
    ALONE(sum += sigismember(&of_sigpending, SIGUSR2));
    ALONE(sum += of_sigaction.sa_flags);
    ALONE(sum += of_create != 0);
    ALONE(sum += of_key_create);
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
    pthread_join(of_create, NULL);
    mq_unlink("/z41");
    return 0;
}
