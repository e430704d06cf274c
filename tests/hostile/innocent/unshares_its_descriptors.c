/* unshares_its_descriptors.c -- unshare of what is no namespace. */
#include "same.h"
static void *apart(void *fd)
{
    MUST(unshare(CLONE_FILES) == 0 && close(*(int *)fd) == 0);
    return NULL;
}
int main(void)
{
    int fd = dup(1);
    pthread_t thread;
    pthread_create(&thread, NULL, apart, &fd);
    pthread_join(thread, NULL);
    printf("%d %d\n", fcntl(fd, F_GETFD) >= 0, unshare(CLONE_FS | CLONE_SYSVSEM));
    return 0;
}
