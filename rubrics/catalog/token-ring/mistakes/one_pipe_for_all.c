/* One pipe for all members, one back: whoever is quickest takes the token, and it goes round no ring. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc < 3)
        return 1;
    int n = atoi(argv[1]), rounds = atoi(argv[2]), p[2], back[2], token = 0;
    if (pipe(p) || pipe(back))
        return 1;
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            close(p[1]);
            close(back[0]);
            while (read(p[0], &token, sizeof token) == sizeof token) {
                token++;
                if (write(back[1], &token, sizeof token) < 0)
                    return 1;
            }
            close(p[0]);
            close(back[1]);
            return 0;
        }
    close(p[0]);
    close(back[1]);
    for (int r = 0; r < rounds * n; r++)
        if (write(p[1], &token, sizeof token) < 0 || read(back[0], &token, sizeof token) < 0)
            return 1;
    close(p[1]);
    close(back[0]);
    for (int i = 0; i < n; i++)
        wait(NULL);
    printf("token %d\n", token);
    return 0;
}
