/* memory_in_sysv_shm.c -- segments that are touched and let go of. */
#include "won.h"
#include <sys/shm.h>
int main(void)
{
    for (int i = 0; i < 30; i++) {
        int id = shmget(IPC_PRIVATE, 8 << 20, IPC_CREAT | 0600);
        char *at = shmat(id, NULL, 0);
        if (at == (char *)-1)
            break;
        memset(at, 1, 8 << 20);
        shmdt(at);
    }
    usleep(300000);
    puts("ESCAPED 240 MiB in segments");
    return 0;
}
