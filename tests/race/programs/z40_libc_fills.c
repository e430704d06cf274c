/* What libc fills from files, streams and texts, read by another thread meanwhile; -DTWIN: under a lock. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/utsname.h>
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

static char raced_pread[4], raced_readv[4], raced_fgets[16], raced_fscanf[16], raced_sscanf[16], raced_vsnprintf[16], raced_inet_ntop[16];
static char raced_getcwd[4096], raced_realpath[4096], raced_readlink[16], raced_strerror_r[64], raced_ctime_r[32];
static char raced_fread[4], raced_gethostname[256], raced_vsprintf[16], raced_text_of_strtok_r[] = "ab cd";
static char *raced_line_of_getline, *raced_line_of_getdelim, *raced_text_of_asprintf, *raced_place_of_strtok_r;
static size_t raced_room_of_getline, raced_room_of_getdelim;
static struct stat raced_stat, raced_fstat, raced_fstatat;
static struct utsname raced_uname;
static struct in_addr raced_inet_pton;
static struct tm raced_mktime = {.tm_year = 100, .tm_mday = 40};

static void formats(const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    ALONE(vsnprintf(raced_vsnprintf, sizeof raced_vsnprintf, format, args));
    ALONE(vsprintf(raced_vsprintf, format, again));
    va_end(again);
    va_end(args);
}

static FILE *stream(void)
{
    static char text[] = "one two\n";
    return fmemopen(text, strlen(text), "r");
}

static void *fills(void *unused)
{
    int fd = open("text", O_RDWR | O_CREAT, 0600);
    struct iovec parts[] = {{raced_readv, 1}, {raced_readv + 1, 3}};
    struct in_addr home = {htonl(0x7f000001)};
    const time_t then = 0;
    FILE *f = stream(), *g = stream(), *h = stream(), *i = stream(), *k = stream();
    write(fd, "abcdefgh", 8);
    lseek(fd, 0, SEEK_SET);
    symlink("text", "link");
    ALONE(pread(fd, raced_pread, 4, 0));
    ALONE(readv(fd, parts, 2));
    ALONE(fgets(raced_fgets, sizeof raced_fgets, f));
    ALONE(fread(raced_fread, 2, 2, g));
    ALONE(fscanf(h, "%15s", raced_fscanf));
    ALONE(sscanf("word", "%15s", raced_sscanf));
    ALONE(getline(&raced_line_of_getline, &raced_room_of_getline, i));
    ALONE(getdelim(&raced_line_of_getdelim, &raced_room_of_getdelim, ' ', k));
    formats("%d", 7);
    ALONE(asprintf(&raced_text_of_asprintf, "%d", 7));
    ALONE(inet_ntop(AF_INET, &home, raced_inet_ntop, sizeof raced_inet_ntop));
    ALONE(inet_pton(AF_INET, "127.0.0.1", &raced_inet_pton));
    ALONE(getcwd(raced_getcwd, sizeof raced_getcwd));
    ALONE(realpath(".", raced_realpath));
    ALONE(readlink("link", raced_readlink, sizeof raced_readlink));
    ALONE(strerror_r(4711, raced_strerror_r, sizeof raced_strerror_r));
    ALONE(ctime_r(&then, raced_ctime_r));
    ALONE(gethostname(raced_gethostname, sizeof raced_gethostname));
    ALONE(strtok_r(raced_text_of_strtok_r, " ", &raced_place_of_strtok_r));
    ALONE(stat("text", &raced_stat));
    ALONE(fstat(fd, &raced_fstat));
    ALONE(fstatat(AT_FDCWD, "text", &raced_fstatat, 0));
    ALONE(uname(&raced_uname));
    ALONE(mktime(&raced_mktime));
    return unused;
}

static long sum;
static void *looks(void *unused)
{
    ALONE(sum += raced_pread[3]);
    ALONE(sum += raced_readv[3]);
    ALONE(sum += raced_fgets[3]);
    ALONE(sum += raced_fread[3]);
    ALONE(sum += raced_fscanf[2]);
    ALONE(sum += raced_sscanf[4]);
    ALONE(sum += raced_line_of_getline != NULL);
    ALONE(sum += (long)raced_room_of_getline);
    ALONE(sum += raced_line_of_getdelim != NULL);
    ALONE(sum += (long)raced_room_of_getdelim);
    ALONE(sum += raced_vsnprintf[1]);
    ALONE(sum += raced_vsprintf[1]);
    ALONE(sum += raced_text_of_asprintf != NULL);
    ALONE(sum += raced_inet_ntop[8]);
    ALONE(sum += raced_inet_pton.s_addr);
    ALONE(sum += raced_getcwd[0]);
    ALONE(sum += raced_realpath[0]);
    ALONE(sum += raced_readlink[3]);
    ALONE(sum += raced_strerror_r[3]);
    ALONE(sum += raced_ctime_r[3]);
    ALONE(sum += raced_gethostname[0]);
    ALONE(sum += raced_text_of_strtok_r[2]);
    ALONE(sum += raced_place_of_strtok_r != NULL);
    ALONE(sum += raced_stat.st_size);
    ALONE(sum += raced_fstat.st_size);
    ALONE(sum += raced_fstatat.st_size);
    ALONE(sum += raced_uname.sysname[0]);
    ALONE(sum += raced_mktime.tm_mon);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, fills, NULL);
    pthread_create(&b, NULL, looks, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
