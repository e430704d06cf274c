/* scripts_that_run_each_other.c -- two scripts, each the other's interpreter; and one whose interpreter is init. */
#include "won.h"
static void script(const char *name, const char *text)
{
    int fd = open(name, O_CREAT | O_WRONLY, 0700);
    (void)!write(fd, text, strlen(text));
    close(fd);
}
int main(void)
{
    char here[256], text[300];
    if (!getcwd(here, sizeof here))
        return 1;
    snprintf(text, sizeof text, "#!%s/b\n", here);
    script("a", text);
    snprintf(text, sizeof text, "#!%s/a\n", here);
    script("b", text);
    script("c", "#!/proc/1/exe\n");
    must_fail("a", execl("./a", "a", NULL));
    pid_t child = fork();
    if (child == 0) {
        execl("./c", "c", NULL);
        _exit(99);
    }
    won_if("c", reap(child) != 99);
    return 0;
}
