/* rows.c -- one row a name: what instrumentation and schedules cost, on the loops that lessons are made of. */
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MANY = 10000000, FEW = 2000000, WORDS = 262144, PASSES = 38, OWN = 65536, ROUNDS = 50000, CHILDREN = 500 };

struct shared {
    volatile int count;
    atomic_int atomic;
    pthread_mutex_t lock;
    int words[WORDS];
} * s;
static int own[2][OWN], mine[WORDS];
static volatile int counts[2][64];

static void increments(int n)
{
    for (int i = 0; i < n; i++)
        s->count++;
}
static void one_counter(void)
{
    increments(MANY);
}
static void two_racing(void)
{
    if (fork() == 0) {
        increments(MANY / 2);
        _exit(0);
    }
    increments(MANY / 2);
    (void)wait(NULL);
}
static void shared_array(void)
{
    for (int pass = 0; pass < PASSES; pass++)
        for (int i = 0; i < WORDS; i++)
            s->words[i] += pass;
}
static void private_array(void)
{
    for (int pass = 0; pass < PASSES; pass++)
        for (int i = 0; i < WORDS; i++)
            mine[i] += pass;
}
static void mutex(void)
{
    for (int i = 0; i < FEW; i++) {
        (void)pthread_mutex_lock(&s->lock);
        s->count++;
        (void)pthread_mutex_unlock(&s->lock);
    }
}
static void atomics(void)
{
    for (int i = 0; i < MANY; i++)
        atomic_fetch_add(&s->atomic, 1);
}
static void *counts_alone(void *which)
{
    volatile int *count = which;
    for (int i = 0; i < MANY / 2; i++)
        (*count)++;
    return NULL;
}
static void *walks_alone(void *which)
{
    int *words = which;
    for (int pass = 0; pass < MANY / 2 / OWN; pass++)
        for (int i = 0; i < OWN; i++)
            words[i] += pass;
    return NULL;
}
static void two_threads(void *(*work)(void *), void *first, void *second)
{
    pthread_t a, b;
    (void)pthread_create(&a, NULL, work, first);
    (void)pthread_create(&b, NULL, work, second);
    (void)pthread_join(a, NULL);
    (void)pthread_join(b, NULL);
}
static void thread_counters(void)
{
    two_threads(counts_alone, (void *)counts[0], (void *)counts[1]);
}
static void thread_arrays(void)
{
    two_threads(walks_alone, own[0], own[1]);
}
static void ping_pong(void)
{
    int there[2], back[2];
    char ball = 'x';
    if (pipe(there) < 0 || pipe(back) < 0)
        abort();
    if (fork() == 0) {
        for (int i = 0; i < ROUNDS; i++)
            if (read(there[0], &ball, 1) != 1 || write(back[1], &ball, 1) != 1)
                _exit(1);
        _exit(0);
    }
    for (int i = 0; i < ROUNDS; i++)
        if (write(there[1], &ball, 1) != 1 || read(back[0], &ball, 1) != 1)
            abort();
    (void)wait(NULL);
}
static void forks(void)
{
    for (int i = 0; i < CHILDREN; i++) {
        if (fork() == 0)
            _exit(0);
        (void)wait(NULL);
    }
}

static const struct {
    const char *name;
    void (*work)(void);
} rows[] = {
    {"shared_counter", one_counter},
    {"two_racing", two_racing},
    {"shared_array", shared_array},
    {"private_array", private_array},
    {"mutex", mutex},
    {"atomic", atomics},
    {"thread_counters", thread_counters},
    {"thread_arrays", thread_arrays},
    {"ping_pong", ping_pong},
    {"forks", forks},
};

int main(int argc, char **argv)
{
    pthread_mutexattr_t shared;
    int runs = open("../runs", O_WRONLY | O_APPEND); /* so that the one who times them can count them */
    if (runs < 0 || write(runs, "x", 1) != 1 || close(runs) < 0)
        return 2;
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (argc != 2 || s == MAP_FAILED)
        return 2;
    (void)pthread_mutexattr_init(&shared);
    (void)pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    (void)pthread_mutex_init(&s->lock, &shared);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(argv[1], rows[i].name) == 0) {
            rows[i].work();
            return 0;
        }
    return 2;
}
