/* built_with_asan.c -- AddressSanitizer and UBSan have nothing to say. */
#include "same.h"
int main(void)
{
    char *text = malloc(100);
    strcpy(text, "clean");
    pid_t pid = fork();
    if (pid == 0) {
        free(text);
        _exit(3);
    }
    printf("%s %d\n", text, reap(pid));
    free(text);
    return 0;
}
