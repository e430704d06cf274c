/* moves.c -- processes and threads that sleep all the time, and are always woken: in the way that argv[1] names. */
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int rounds;

static void echo(int from, int to)
{
    char c;
    while (read(from, &c, 1) == 1)
        write(to, &c, 1);
    _exit(0);
}

static void ping(int to, int from)
{
    char c = 'x';
    for (int i = 0; i < rounds; i++) {
        write(to, &c, 1);
        if (read(from, &c, 1) != 1)
            abort();
    }
    close(to);
    while (wait(NULL) > 0)
        continue;
}

static void by_pipe(void)
{
    int there[2], back[2];
    pipe(there);
    pipe(back);
    if (fork() == 0) {
        close(there[1]);
        echo(there[0], back[1]);
    }
    ping(there[1], back[0]);
}

static void by_socket(void)
{
    int pair[2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    if (fork() == 0) {
        close(pair[0]);
        echo(pair[1], pair[1]);
    }
    close(pair[1]);
    char c = 'x';
    for (int i = 0; i < rounds; i++) {
        write(pair[0], &c, 1);
        if (read(pair[0], &c, 1) != 1)
            abort();
    }
    close(pair[0]);
    wait(NULL);
}

/* A byte goes round through eight processes. */
static void by_pipeline(void)
{
    int first[2], last[2], next[2];
    pipe(first);
    last[0] = first[0];
    for (int i = 0; i < 8; i++) {
        pipe(next);
        if (fork() == 0) {
            close(first[1]);
            close(next[0]);
            echo(last[0], next[1]);
        }
        close(last[0]);
        close(next[1]);
        last[0] = next[0];
    }
    ping(first[1], last[0]);
}

/* More bytes than a pipe holds: the writer sleeps too. */
static void by_full_pipe(void)
{
    static char block[100000];
    int ends[2];
    pipe(ends);
    if (fork() == 0) {
        close(ends[1]);
        while (read(ends[0], block, 5000) > 0)
            continue;
        _exit(0);
    }
    for (int i = 0; i < rounds / 10; i++)
        write(ends[1], block, sizeof block);
    close(ends[1]);
    wait(NULL);
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static int turn;

static void *takes_turns(void *mine)
{
    for (int i = 0; i < rounds; i++) {
        pthread_mutex_lock(&mutex);
        while (turn != (mine != NULL))
            pthread_cond_wait(&cond, &mutex);
        turn = !turn;
        pthread_cond_broadcast(&cond);
        pthread_mutex_unlock(&mutex);
    }
    return NULL;
}

static void by_cond(void)
{
    pthread_t one, two;
    pthread_create(&one, NULL, takes_turns, NULL);
    pthread_create(&two, NULL, takes_turns, &turn);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
}

static void by_semaphore(void)
{
    sem_t *sems = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&sems[0], 1, 0);
    sem_init(&sems[1], 1, 0);
    int mine = fork() == 0;
    for (int i = 0; i < rounds; i++) {
        sem_post(&sems[!mine]);
        while (sem_wait(&sems[mine]) < 0)
            continue;
    }
    if (mine)
        _exit(0);
    wait(NULL);
}

static void nothing(int signal)
{
    (void)signal;
}

static void by_signal(void)
{
    sigset_t set, none;
    sigemptyset(&none);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGUSR1, nothing);
    pid_t other = fork();
    for (int i = 0; i < rounds / 20; i++) {
        if (other > 0)
            kill(other, SIGUSR1);
        sigsuspend(&none);
        if (other == 0)
            kill(getppid(), SIGUSR1);
    }
    if (other == 0)
        _exit(0);
    wait(NULL);
}

static void by_children(void)
{
    for (int i = 0; i < rounds / 100; i++) {
        if (fork() == 0)
            _exit(0);
        wait(NULL);
    }
}

/* The child that is killed may have made a child of its own, in the act; the program gets that one's end too. */
static void by_killed_forker(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    for (int i = 0; i < rounds / 50; i++) {
        pid_t child = fork();
        if (child == 0) {
            fork();
            _exit(0);
        }
        for (volatile int k = 0; k < rand() % 200000; k++)
            continue;
        kill(child, SIGKILL);
        while (wait(NULL) > 0)
            continue;
    }
}

static const struct {
    const char *name;
    void (*run)(void);
} rows[] = {{"pipe", by_pipe},           {"socket", by_socket},     {"pipeline", by_pipeline},
            {"full-pipe", by_full_pipe}, {"cond", by_cond},         {"semaphore", by_semaphore},
            {"signal", by_signal},       {"children", by_children}, {"killed-forker", by_killed_forker}};

int main(int argc, char **argv)
{
    rounds = atoi(argv[2]);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(argv[1], rows[i].name) == 0)
            rows[i].run();
    puts("done");
    return argc - 3;
}
