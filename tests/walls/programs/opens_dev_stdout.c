/* opens_dev_stdout.c -- the streams by name, the devices, a file in each place that may be written. */
#include <stdio.h>

static int put(const char *path)
{
    FILE *file = fopen(path, "w");
    int bad = !file || fprintf(file, "%s\n", path) < 0;
    return (file && fclose(file) != 0) || bad;
}

int main(void)
{
    int bad = put("/dev/stdout") + put("/dev/stderr") + put("/dev/null") + put("/tmp/a") + put("/work/a") +
              put("/dev/shm/a") + put("b");
    FILE *random = fopen("/dev/urandom", "r");
    return bad + (!random || fgetc(random) == EOF);
}
