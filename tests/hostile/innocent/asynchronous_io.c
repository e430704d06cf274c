/* asynchronous_io.c -- aio_write and aio_read, by glibc's own threads. */
#include "same.h"
#include <aio.h>
int main(void)
{
    char out[] = "asynchronous", in[16] = "";
    int fd = open("aio", O_RDWR | O_CREAT | O_TRUNC, 0600);
    struct aiocb write_it = {.aio_fildes = fd, .aio_buf = out, .aio_nbytes = 12}, read_it = {.aio_fildes = fd, .aio_buf = in, .aio_nbytes = 12};
    const struct aiocb *list[1] = {&write_it};
    MUST(aio_write(&write_it) == 0);
    while (aio_error(&write_it) == EINPROGRESS)
        aio_suspend(list, 1, NULL);
    MUST(aio_return(&write_it) == 12 && aio_read(&read_it) == 0);
    list[0] = &read_it;
    while (aio_error(&read_it) == EINPROGRESS)
        aio_suspend(list, 1, NULL);
    printf("%s %d\n", in, (int)aio_return(&read_it));
    unlink("aio");
    return 0;
}
