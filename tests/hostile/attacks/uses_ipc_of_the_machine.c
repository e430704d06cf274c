/* uses_ipc_of_the_machine.c -- segments and queues that were made outside. */
#include "won.h"
#include <mqueue.h>
#include <sys/shm.h>
int main(int argc, char **argv)
{
    must_fail("segment", shmget((key_t)strtol(argc > 1 ? argv[1] : "1", NULL, 0), 1, 0));
    must_fail("memory", shm_open(argc > 2 ? argv[2] : "/x", O_RDWR, 0));
    must_fail("queue", mq_open(argc > 2 ? argv[2] : "/x", O_RDWR));
    for (int id = 0; id < 1000; id++)
        won_if("by number", shmat(id, NULL, 0) != (void *)-1);
    return 0;
}
