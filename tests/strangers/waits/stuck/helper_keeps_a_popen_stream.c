#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int go[2];
    char c;
    FILE *out = popen("cat > /dev/null", "w");
    pipe(go);
    if (fork() == 0) {
        close(go[1]);
        read(go[0], &c, 1);
        _exit(0);
    }
    close(go[0]);
    fprintf(out, "some text\n");
    pclose(out);
    write(go[1], "g", 1);
    close(go[1]);
    wait(NULL);
    return 0;
}
