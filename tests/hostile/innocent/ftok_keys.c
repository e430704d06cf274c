/* ftok_keys.c -- the classical way to agree on a key. */
#include "same.h"
#include <sys/shm.h>
int main(int argc, char **argv)
{
    (void)argc;
    key_t key = ftok(argv[0], 'b');
    int id = shmget(key, 100, IPC_CREAT | IPC_EXCL | 0600);
    MUST(key != -1 && id >= 0);
    printf("%d %d\n", shmget(key, 100, 0) == id, shmctl(id, IPC_RMID, NULL));
    return 0;
}
