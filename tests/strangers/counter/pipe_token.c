/* one byte in a pipe is the key: who has read it may count */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int key[2];

static void take(void) { char c; if (read(key[0], &c, 1) != 1) _exit(1); }
static void give(void) { if (write(key[1], "k", 1) != 1) _exit(1); }

int main(int argc, char **argv)
{
    unsigned n = 4, m = 1000;
    if (argc == 3 && (sscanf(argv[1], "%u", &n) != 1 || sscanf(argv[2], "%u", &m) != 1)) {
        fprintf(stderr, "usage: %s [N M]\n", argv[0]);
        return 2;
    }
    unsigned *counter = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (counter == MAP_FAILED || pipe(key) < 0) {
        perror("counter");
        return 1;
    }
    give();
    for (unsigned i = 0; i < n; i++) {
        if (fork() == 0) {
            for (unsigned j = 0; j < m; j++) {
                take();
                *counter += 1;
                give();
            }
            _exit(0);
        }
    }
    while (wait(NULL) != -1)
        continue;
    take();
    printf("Counter: %u\n", *counter);
    close(key[0]);
    close(key[1]);
    return 0;
}
