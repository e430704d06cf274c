/* writes_to_full.c -- the devices that everybody has. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
int main(void)
{
    char zeros[64] = "x", random[64] = "";
    int full = open("/dev/full", O_WRONLY), zero = open("/dev/zero", O_RDWR), urandom = open("/dev/urandom", O_RDONLY);
    int error = write(full, "x", 1) < 0 ? errno : 0;
    ssize_t got = read(zero, zeros, 64);
    char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, zero, 0);
    printf("%s %zd %d %zd %d %d\n", strerrorname_np(error), got, zeros[0], read(urandom, random, 64),
           page != MAP_FAILED && page[100] == 0, open("/dev/null", O_RDWR) >= 0);
    return 0;
}
