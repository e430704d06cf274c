/* libc_entries.c -- what exercises call of libc, area by area: each area says what it came to. */
#include "same.h"
#include <ctype.h>
#include <math.h>
#include <semaphore.h>
#include <stdarg.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/times.h>

static int print_to(char *out, size_t size, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int n = vsnprintf(out, size, format, list);
    va_end(list);
    return n;
}

static void strings(void)
{
    char a[64] = "", b[64], *rest = NULL;
    strcpy(a, "one,two");
    strcat(a, ",three");
    strncat(a, "!", 1);
    memcpy(b, a, sizeof a);
    MUST(strcmp(a, b) == 0 && strncmp(a, "one", 3) == 0 && strlen(a) == 14 && strchr(a, ',') == a + 3);
    MUST(strrchr(a, ',') == a + 7 && strstr(a, "two") == a + 4 && strcspn(a, ",") == 3 && strspn(a, "eno") == 3);
    int words = 0;
    for (char *word = strtok(b, ","); word; word = strtok(NULL, ","))
        words++;
    memmove(a + 1, a, 3);
    MUST(memcmp(a, "oone", 4) == 0 && memchr(a, 'e', 10) && strdup(a) && strtok_r(a, "o", &rest));
    MUST(atoi("42") == 42 && atol("43") == 43 && strtol("0x10", NULL, 16) == 16 && strtoul("7", NULL, 10) == 7);
    MUST(atof("0.5") == 0.5 && strtod("2.5", NULL) == 2.5 && abs(-3) == 3 && labs(-4) == 4);
    MUST(isdigit('5') && isalpha('x') && isspace(' ') && toupper('q') == 'Q' && tolower('Q') == 'q');
    MUST(strpbrk("abc", "cb") && strerror(EPIPE) && print_to(b, sizeof b, "%d", 5) == 1 && sscanf("9", "%d", &words));
    printf("strings %d\n", words);
}

static int by_number(const void *x, const void *y)
{
    return *(const int *)x - *(const int *)y;
}

static void numbers(void)
{
    int list[] = {5, 3, 9, 1}, key = 9;
    qsort(list, 4, sizeof *list, by_number);
    MUST(bsearch(&key, list, 4, sizeof *list, by_number) == &list[3]);
    srand(3);
    MUST(rand() >= 0 && random() >= 0);
    int *more = calloc(4, sizeof *more);
    more = realloc(more, 100);
    void *aligned = NULL;
    MUST(more[3] == 0 && posix_memalign(&aligned, 64, 128) == 0 && aligned_alloc(64, 64));
    free(more);
    printf("numbers %d %.0f %.0f\n", list[0], sqrt(list[3]), floor(pow(2, 3) + 0.5));
}

static void streams(void)
{
    char line[64] = "", *grown = NULL;
    size_t size = 0;
    int ends[2];
    MUST(pipe(ends) == 0);
    FILE *in = fdopen(ends[0], "r"), *out = fdopen(ends[1], "w");
    MUST(in && out && setvbuf(out, NULL, _IOLBF, 0) == 0);
    fprintf(out, "%s %d\n", "line", 1);
    fputs("second\n", out);
    fputc('x', out);
    putc('y', out);
    fwrite("z\n", 1, 2, out);
    dprintf(ends[1], "direct\n");
    MUST(fflush(out) == 0 && fclose(out) == 0);
    MUST(fscanf(in, "%63s", line) == 1 && getc(in) == ' ' && fgetc(in) == '1' && ungetc('1', in) == '1');
    int lines = 0;
    while (fgets(line, sizeof line, in))
        lines++;
    MUST(feof(in) && !ferror(in));
    clearerr(in);
    fclose(in);
    FILE *file = fopen("stream", "w+");
    MUST(file && fwrite("0123456789", 1, 10, file) == 10 && fseek(file, 3, SEEK_SET) == 0 && ftell(file) == 3);
    MUST(fread(line, 1, 2, file) == 2 && line[0] == '3');
    rewind(file);
    MUST(getline(&grown, &size, file) == 10 && fileno(file) > 2 && access("stream", R_OK) == 0);
    fclose(file);
    file = freopen("stream", "r", fopen("/dev/null", "r"));
    MUST(file && fgetc(file) == '0' && remove("stream") == 0);
    putchar('s');
    setbuf(stdout, NULL);
    printf("treams %d\n", lines);
    errno = EAGAIN;
    perror("to stderr");
    fprintf(stderr, "%s\n", getenv("HOME") ? "a home" : "none");
    MUST(setenv("NEW", "1", 1) == 0 && getenv("NEW") && unsetenv("NEW") == 0 && putenv("A=b") == 0);
}

static void execs(void)
{
    for (int i = 0; i < 6; i++) {
        pid_t pid = fork();
        char *args[] = {"sh", "-c", "exit $0", "3", NULL}, *none[] = {NULL};
        if (pid == 0) {
            if (i == 0)
                execlp("sh", "sh", "-c", "exit 3", NULL);
            if (i == 1)
                execvp("sh", args);
            if (i == 2)
                execl("/bin/sh", "sh", "-c", "exit 3", NULL);
            if (i == 3)
                execle("/bin/sh", "sh", "-c", "exit 3", NULL, none);
            if (i == 4)
                execve("/bin/sh", args, none);
            execv("/bin/sh", args);
            _exit(9);
        }
        MUST(reap(pid) == 3);
    }
    pid_t pid = fork();
    if (pid == 0)
        exit(4);
    int status;
    MUST(wait(&status) == pid && WEXITSTATUS(status) == 4 && getpgrp() == getpgid(0) && getppid() > 0);
    pid = fork();
    if (pid == 0)
        abort();
    struct rusage used;
    MUST(wait4(pid, &status, 0, &used) == pid && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    puts("execs 6");
}

static void *hand_back(void *at)
{
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
    return at;
}

static void threads(void)
{
    pthread_mutexattr_t mutex_attr;
    pthread_condattr_t cond_attr;
    pthread_attr_t attr;
    pthread_barrierattr_t barrier_attr;
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    pthread_barrier_t barrier;
    pthread_rwlock_t rwlock;
    pthread_spinlock_t spin;
    pthread_t thread;
    sem_t sem;
    void *back;
    pthread_mutexattr_init(&mutex_attr);
    pthread_mutexattr_settype(&mutex_attr, PTHREAD_MUTEX_RECURSIVE);
    MUST(pthread_mutex_init(&mutex, &mutex_attr) == 0 && pthread_mutexattr_destroy(&mutex_attr) == 0);
    MUST(pthread_mutex_lock(&mutex) == 0 && pthread_mutex_trylock(&mutex) == 0 && pthread_mutex_unlock(&mutex) == 0);
    MUST(pthread_mutex_unlock(&mutex) == 0 && pthread_mutex_destroy(&mutex) == 0);
    pthread_condattr_init(&cond_attr);
    pthread_condattr_setclock(&cond_attr, CLOCK_MONOTONIC);
    MUST(pthread_cond_init(&cond, &cond_attr) == 0 && pthread_cond_signal(&cond) == 0 && pthread_cond_destroy(&cond) == 0);
    pthread_barrierattr_init(&barrier_attr);
    pthread_barrierattr_setpshared(&barrier_attr, PTHREAD_PROCESS_SHARED);
    MUST(pthread_barrier_init(&barrier, &barrier_attr, 1) == 0 && pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD);
    pthread_rwlockattr_t rwlock_attr;
    pthread_rwlockattr_init(&rwlock_attr);
    pthread_rwlockattr_setpshared(&rwlock_attr, PTHREAD_PROCESS_SHARED);
    MUST(pthread_barrier_destroy(&barrier) == 0 && pthread_rwlock_init(&rwlock, &rwlock_attr) == 0 && pthread_rwlock_wrlock(&rwlock) == 0);
    MUST(pthread_rwlock_unlock(&rwlock) == 0 && pthread_rwlock_destroy(&rwlock) == 0);
    MUST(pthread_spin_init(&spin, 0) == 0 && pthread_spin_lock(&spin) == 0 && pthread_spin_unlock(&spin) == 0);
    MUST(sem_init(&sem, 0, 1) == 0 && sem_wait(&sem) == 0 && sem_trywait(&sem) < 0 && sem_post(&sem) == 0 && sem_destroy(&sem) == 0);
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_JOINABLE);
    MUST(pthread_create(&thread, &attr, hand_back, &sem) == 0 && pthread_join(thread, &back) == 0 && back == &sem);
    MUST(pthread_create(&thread, NULL, hand_back, NULL) == 0 && pthread_detach(thread) == 0);
    MUST(pthread_equal(pthread_self(), pthread_self()));
    puts("threads");
}

static void clocks(void)
{
    struct timeval now;
    struct timespec spec;
    struct tms used;
    char text[32];
    time_t past = 86400;
    struct tm parts;
    MUST(gettimeofday(&now, NULL) == 0 && time(NULL) > past && clock() >= 0 && times(&used) > 0);
    MUST(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spec) == 0 && clock_getres(CLOCK_MONOTONIC, &spec) == 0);
    MUST(gmtime_r(&past, &parts) && strftime(text, sizeof text, "%Y-%m-%d", &parts) == 10 && localtime(&past) && mktime(&parts) >= 0);
    MUST(difftime(past, 0) == 86400 && usleep(1000) == 0 && sleep(0) == 0);
    struct timeval none = {0, 0};
    MUST(select(0, NULL, NULL, NULL, &none) == 0);
    printf("clocks %s\n", text);
}

int main(void)
{
    strings();
    numbers();
    streams();
    execs();
    threads();
    clocks();
    return 0;
}
