/* names_of_all_kinds.c -- file names that a shell or a JSON writer stumbles over. */
#include "won.h"
int main(void)
{
    static const char *const names[] = {"a\nb", "\xff\xfe", "-rf *", "\"};alert(1)", "$(reboot)", "\033[2J", ".. "};
    for (int i = 0; i < 7; i++) {
        int fd = open(names[i], O_WRONLY | O_CREAT, 0600);
        printf("%d", fd >= 0);
        close(fd);
    }
    puts("");
    return 0;
}
