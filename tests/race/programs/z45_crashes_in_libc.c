/* It uses a name that is not there yet, in a function of libc's or by itself; or writes to a pipe
 * that nobody reads. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static _Atomic(char *) name;
static char there[32];

static void uses(char *now)
{
    char copy[32] = "";
    struct tm tm = {0};
    FILE *in = fmemopen("some text", 9, "r");
#ifdef STRCPY
    strcpy(copy, now); // @crash STRCPY
#endif
#ifdef MEMCPY
    memcpy(copy, now, 4); // @crash MEMCPY
#endif
#ifdef PRINTF
    snprintf(copy, sizeof copy, "%s", now + 8); // @crash PRINTF
#endif
#ifdef STRTOL
    copy[0] = (char)strtol(now, NULL, 10); // @crash STRTOL
#endif
#ifdef FPUTS
    fputs(now, stderr); // @crash FPUTS
#endif
#ifdef FGETS
    fgets(now, 4, in); // @crash FGETS
#endif
#ifdef ITSELF
    copy[0] = *now; // @crash ITSELF
#endif
#ifdef GMTIME
    gmtime_r((time_t *)now, &tm); // @crash GMTIME
#endif
#ifdef WRITE
    int ends[2];
    pipe(ends);
    close(ends[0]);
    write(ends[1], copy, now ? 0 : 1); // @crash WRITE
#endif
    fclose(in);
    (void)copy;
    (void)tm;
}

static void *looks(void *unused)
{
    uses(name);
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, looks, NULL);
    name = there;
    pthread_join(t, NULL);
    return 0;
}
