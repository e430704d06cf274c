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

static char in_pread[4], in_readv[4], in_fgets[16], in_fscanf[16], in_sscanf[16], in_vsnprintf[16], in_inet_ntop[16];
static char in_getcwd[4096], in_realpath[4096], in_readlink[16], in_strerror_r[64], in_ctime_r[32];
static char in_fread[4], in_gethostname[256], in_vsprintf[16], text_of_strtok_r[] = "ab cd";
static char *line_of_getline, *line_of_getdelim, *text_of_asprintf, *place_of_strtok_r;
static size_t room_of_getline, room_of_getdelim;
static struct stat in_stat, in_fstat, in_fstatat;
static struct utsname in_uname;
static struct in_addr in_inet_pton;
static struct tm in_mktime = {.tm_year = 100, .tm_mday = 40};

static void formats(const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    ALONE(vsnprintf(in_vsnprintf, sizeof in_vsnprintf, format, args));
    ALONE(vsprintf(in_vsprintf, format, again));
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
    struct iovec parts[] = {{in_readv, 1}, {in_readv + 1, 3}};
    struct in_addr home = {htonl(0x7f000001)};
    const time_t then = 0;
    FILE *f = stream(), *g = stream(), *h = stream(), *i = stream(), *k = stream();
    write(fd, "abcdefgh", 8);
    lseek(fd, 0, SEEK_SET);
    symlink("text", "link");
    ALONE(pread(fd, in_pread, 4, 0));
    ALONE(readv(fd, parts, 2));
    ALONE(fgets(in_fgets, sizeof in_fgets, f));
    ALONE(fread(in_fread, 2, 2, g));
    ALONE(fscanf(h, "%15s", in_fscanf));
    ALONE(sscanf("word", "%15s", in_sscanf));
    ALONE(getline(&line_of_getline, &room_of_getline, i));
    ALONE(getdelim(&line_of_getdelim, &room_of_getdelim, ' ', k));
    formats("%d", 7);
    ALONE(asprintf(&text_of_asprintf, "%d", 7));
    ALONE(inet_ntop(AF_INET, &home, in_inet_ntop, sizeof in_inet_ntop));
    ALONE(inet_pton(AF_INET, "127.0.0.1", &in_inet_pton));
    ALONE(getcwd(in_getcwd, sizeof in_getcwd));
    ALONE(realpath(".", in_realpath));
    ALONE(readlink("link", in_readlink, sizeof in_readlink));
    ALONE(strerror_r(4711, in_strerror_r, sizeof in_strerror_r));
    ALONE(ctime_r(&then, in_ctime_r));
    ALONE(gethostname(in_gethostname, sizeof in_gethostname));
    ALONE(strtok_r(text_of_strtok_r, " ", &place_of_strtok_r));
    ALONE(stat("text", &in_stat));
    ALONE(fstat(fd, &in_fstat));
    ALONE(fstatat(AT_FDCWD, "text", &in_fstatat, 0));
    ALONE(uname(&in_uname));
    ALONE(mktime(&in_mktime));
    return unused;
}

static long sum;
static void *looks(void *unused)
{
    ALONE(sum += in_pread[3]);
    ALONE(sum += in_readv[3]);
    ALONE(sum += in_fgets[3]);
    ALONE(sum += in_fread[3]);
    ALONE(sum += in_fscanf[2]);
    ALONE(sum += in_sscanf[4]);
    ALONE(sum += line_of_getline != NULL);
    ALONE(sum += (long)room_of_getline);
    ALONE(sum += line_of_getdelim != NULL);
    ALONE(sum += (long)room_of_getdelim);
    ALONE(sum += in_vsnprintf[1]);
    ALONE(sum += in_vsprintf[1]);
    ALONE(sum += text_of_asprintf != NULL);
    ALONE(sum += in_inet_ntop[8]);
    ALONE(sum += in_inet_pton.s_addr);
    ALONE(sum += in_getcwd[0]);
    ALONE(sum += in_realpath[0]);
    ALONE(sum += in_readlink[3]);
    ALONE(sum += in_strerror_r[3]);
    ALONE(sum += in_ctime_r[3]);
    ALONE(sum += in_gethostname[0]);
    ALONE(sum += text_of_strtok_r[2]);
    ALONE(sum += place_of_strtok_r != NULL);
    ALONE(sum += in_stat.st_size);
    ALONE(sum += in_fstat.st_size);
    ALONE(sum += in_fstatat.st_size);
    ALONE(sum += in_uname.sysname[0]);
    ALONE(sum += in_mktime.tm_mon);
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
