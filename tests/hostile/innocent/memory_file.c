/* memory_file.c -- memfd_create, seals, a mapping that a child changes. */
#include "same.h"
int main(void)
{
    int fd = memfd_create("mine", MFD_ALLOW_SEALING);
    MUST(fd >= 0 && ftruncate(fd, 4096) == 0);
    int *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    pid_t pid = fork();
    if (pid == 0) {
        at[0] = 9;
        _exit(0);
    }
    MUST(reap(pid) == 0);
    munmap(at, 4096);
    int sealed;
    do
        sealed = fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE);
    while (sealed < 0 && errno == EBUSY); /* the kernel itself may hold the page for a while */
    MUST(sealed == 0);
    int value;
    MUST(pread(fd, &value, sizeof value, 0) == sizeof value);
    printf("%d %s\n", value, write(fd, "x", 1) < 0 ? strerrorname_np(errno) : "written");
    return 0;
}
