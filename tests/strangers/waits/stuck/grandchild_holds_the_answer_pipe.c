#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int answers[2], questions[2];
    char buf[64];
    ssize_t n;
    pipe(answers);
    pipe(questions);
    if (fork() == 0) {
        close(answers[0]);
        close(questions[1]);
        if (fork() == 0) {
            while ((n = read(questions[0], buf, sizeof buf)) > 0)
                printf("asked %.*s\n", (int)n, buf);
            close(questions[0]);
            return 0;
        }
        close(questions[0]);
        write(answers[1], "42", 2);
        close(answers[1]);
        wait(NULL);
        return 0;
    }
    close(answers[1]);
    close(questions[0]);
    while ((n = read(answers[0], buf, sizeof buf)) > 0)
        printf("answer %.*s\n", (int)n, buf);
    close(answers[0]);
    write(questions[1], "why", 3);
    close(questions[1]);
    wait(NULL);
    return 0;
}
