/* what lies in the memory of stdout at the fork() is made up: a buffer of half the address space, that goes away */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    static char text[64] = "made up";
    stdout->_IO_buf_base = stdout->_IO_write_base = text;
    stdout->_IO_write_ptr = stdout->_IO_buf_end = (char *)-1;
    pid_t pid = fork();
    stdout->_IO_write_ptr = text;
    if (pid == 0)
        _exit(0);
    wait(NULL);
    _exit(0);
}
