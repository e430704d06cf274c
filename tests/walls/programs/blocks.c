/* blocks.c -- processes and threads that sleep: in the way that argv[1] names. */
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int ends[2];

/* The child keeps a copy of the write end that it waits for the end of. */
static void keeps_own_end(void)
{
    char c;
    pipe(ends);
    if (fork() == 0) {
        read(ends[0], &c, 1);
        _exit(0);
    }
    close(ends[0]);
    close(ends[1]);
    wait(NULL);
}

static void with_sleeper(void)
{
    if (fork() == 0)
        keeps_own_end();
    nanosleep(&(struct timespec){60, 0}, NULL);
}

static void with_burner(void)
{
    if (fork() == 0)
        keeps_own_end();
    for (;;)
        ;
}

static void spins(void)
{
    if (fork() == 0)
        nanosleep(&(struct timespec){60, 0}, NULL);
    while (waitpid(-1, NULL, WNOHANG) == 0)
        ;
}

static void counts(void)
{
    for (volatile unsigned long n = 0;; n++)
        ;
}

static void with_alarm(void)
{
    alarm(60);
    keeps_own_end();
}

static volatile sig_atomic_t rings;

static void counts_rings(int signal)
{
    (void)signal;
    rings++;
}

static void waits_for_a_ring(void)
{
    while (rings == 0)
        ;
}

static void alarm_taken_back(void)
{
    alarm(60);
    alarm(0);
    keeps_own_end();
}

static void alarm_rang(void)
{
    signal(SIGALRM, counts_rings);
    ualarm(1000, 0);
    waits_for_a_ring();
    keeps_own_end();
}

/* The old signal comes when it is unblocked; the new one is still to come. */
static void alarm_set_while_it_waits(void)
{
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, SIGALRM);
    signal(SIGALRM, counts_rings);
    sigprocmask(SIG_BLOCK, &only, NULL);
    ualarm(1000, 0);
    do
        sigpending(&only);
    while (!sigismember(&only, SIGALRM));
    alarm(60);
    sigprocmask(SIG_UNBLOCK, &only, NULL);
    keeps_own_end();
}

static void rings_often(void)
{
    signal(SIGALRM, counts_rings);
    setitimer(ITIMER_REAL, &(struct itimerval){{60, 0}, {0, 1000}}, NULL);
    waits_for_a_ring();
    keeps_own_end();
}

static void alarm_through_exec(void)
{
    alarm(60);
    execl("/proc/self/exe", "blocks", "keeps-own-end", (char *)NULL);
}

static void cpu_timers(void)
{
    timer_t timer;
    setitimer(ITIMER_PROF, &(struct itimerval){{1, 0}, {1, 0}}, NULL);
    setitimer(ITIMER_VIRTUAL, &(struct itimerval){{1, 0}, {1, 0}}, NULL);
    timer_create(CLOCK_PROCESS_CPUTIME_ID, NULL, &timer);
    timer_settime(timer, 0, &(struct itimerspec){{1, 0}, {1, 0}}, NULL);
    keeps_own_end();
}

static void with_timer(void)
{
    timer_t timer;
    timer_create(CLOCK_MONOTONIC, NULL, &timer);
    timer_settime(timer, 0, &(struct itimerspec){{0, 0}, {60, 0}}, NULL);
    keeps_own_end();
}

static void timer_rang(void)
{
    timer_t timer;
    signal(SIGUSR1, counts_rings);
    timer_create(CLOCK_MONOTONIC, &(struct sigevent){.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1}, &timer);
    timer_settime(timer, 0, &(struct itimerspec){{0, 0}, {0, 1000000}}, NULL);
    waits_for_a_ring();
    keeps_own_end();
}

static void timer_removed(void)
{
    timer_t timer;
    timer_create(CLOCK_REALTIME, NULL, &timer);
    timer_settime(timer, 0, &(struct itimerspec){{60, 0}, {60, 0}}, NULL);
    timer_delete(timer);
    keeps_own_end();
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;

static void *waits_for_cond(void *is_timed)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 60;
    pthread_mutex_lock(&mutex);
    if (is_timed)
        pthread_cond_timedwait(&cond, &mutex, &until);
    else
        pthread_cond_wait(&cond, &mutex);
    return NULL;
}

static void waits_with_thread(int is_timed)
{
    pthread_t thread;
    pthread_create(&thread, NULL, waits_for_cond, is_timed ? &ends : NULL);
    pthread_join(thread, NULL);
}

static void waits_for_lock(void)
{
    waits_with_thread(0);
}

static void waits_for_lock_timed(void)
{
    waits_with_thread(1);
}

/* One of each kind of descriptor; from 3 on. */
static void holds_all_kinds(void)
{
    int pair[2];
    mkfifo("fifo", 0600);
    open("fifo", O_RDWR);            /* 3 */
    pipe(ends);                      /* 4 5 */
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair); /* 6 7 */
    eventfd(0, 0);                   /* 8 */
    open("/dev/null", O_WRONLY);     /* 9 */
    open("fifo", O_PATH);            /* 10 */
    mkfifo("/tmp/fifo", 0600);
    open("/tmp/fifo", O_RDWR);       /* 11 */
    pause();
}

static void waits_for_socket(void)
{
    int pair[2];
    char c;
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    read(pair[0], &c, 1);
}

static void waits_for_socket_timed(void)
{
    int pair[2];
    char c;
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){60, 0}, sizeof(struct timeval));
    read(pair[0], &c, 1);
}

/* The timer is inherited; who made it has ended. */
static void waits_for_timerfd(void)
{
    char text[8];
    int fd = timerfd_create(CLOCK_MONOTONIC, 0);
    if (fork() > 0) {
        wait(NULL);
        read(fd, text, 8);
        return;
    }
    timerfd_settime(fd, 0, &(struct itimerspec){{0, 0}, {60, 0}}, NULL);
}

/* Nobody reads the timer: the parent waits, and the child for its own write end. */
static void has_timerfd(void)
{
    char c;
    int fd = timerfd_create(CLOCK_MONOTONIC, 0), ends[2];
    timerfd_settime(fd, 0, &(struct itimerspec){{0, 0}, {60, 0}}, NULL);
    if (pipe(ends) < 0)
        return;
    if (fork() == 0)
        _exit((int)read(ends[0], &c, 1));
    close(ends[0]);
    close(ends[1]);
    wait(NULL);
}

/* The same, but the child watches descriptors: the timer may be among them. A third has closed it. */
static void watches_beside_timerfd(void)
{
    int fd = timerfd_create(CLOCK_MONOTONIC, 0), ends[2];
    timerfd_settime(fd, 0, &(struct itimerspec){{0, 0}, {60, 0}}, NULL);
    if (pipe(ends) < 0)
        return;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            if (i == 1)
                close(fd);
            _exit(poll(&(struct pollfd){ends[0], POLLIN, 0}, 1, -1));
        }
    wait(NULL);
}

static void stays_stopped(void)
{
    if (fork() == 0)
        raise(SIGSTOP);
    wait(NULL);
}

static const struct {
    const char *name;
    void (*run)(void);
} rows[] = {{"keeps-own-end", keeps_own_end},
            {"with-sleeper", with_sleeper},
            {"with-alarm", with_alarm},
            {"alarm-taken-back", alarm_taken_back},
            {"alarm-rang", alarm_rang},
            {"alarm-set-while-it-waits", alarm_set_while_it_waits},
            {"rings-often", rings_often},
            {"alarm-through-exec", alarm_through_exec},
            {"cpu-timers", cpu_timers},
            {"with-timer", with_timer},
            {"timer-rang", timer_rang},
            {"timer-removed", timer_removed},
            {"with-burner", with_burner},
            {"spins", spins},
            {"counts", counts},
            {"lock", waits_for_lock},
            {"lock-timed", waits_for_lock_timed},
            {"all-kinds", holds_all_kinds},
            {"socket", waits_for_socket},
            {"socket-timed", waits_for_socket_timed},
            {"timerfd", waits_for_timerfd},
            {"has-timerfd", has_timerfd},
            {"watches-beside-timerfd", watches_beside_timerfd},
            {"stopped", stays_stopped},
            {"pause", (void (*)(void))pause}};

int main(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(argv[1], rows[i].name) == 0)
            rows[i].run();
    return argc;
}
