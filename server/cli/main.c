/* main.c -- the program `bothends`: finds the subcommand and runs it. */
#include "server/cli/cli.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *purpose;
} commands[] = {
    {"grade", cli_grade, "grade sources by a rubric"},
    {"check", cli_check, "compile and run sources without a rubric, and report every finding"},
    {"rubric", cli_rubric, "validate rubrics, and test exercises with their own programs"},
    {"serve", cli_serve, "serve HTTP and grade, until SIGTERM"},
    {"run", cli_run, "run any program inside the walls and report how it ended"},
    {"report", cli_report, "show a grade or a run report as one HTML file"},
    {"doctor", cli_doctor, "say which isolation this machine gives, and what to change for more"},
    {"worker", cli_worker, "grade for a service, without HTTP"},
    {"token", cli_token, "make, list and revoke API tokens"},
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands, WORD_MAX = 16 };

static void print_help(FILE *out)
{
    (void)fputs("usage: bothends COMMAND [ARGUMENT...]\n\n", out); /* nobody to tell if nobody reads */
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        (void)fprintf(out, "  %-8s %s\n", commands[i].name, commands[i].purpose); /* likewise */
    (void)fputs("\n`bothends COMMAND --help` tells more. Exit status: 0 done, 1 an error was found, 2 usage,\n"
                "3 the grader itself failed.\n",
                out); /* likewise */
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* How many letters must be put in, left out, changed or swapped with their neighbour to get from one word to the other
 * (optimal string alignment: Damerau 1964, Wagner and Fischer's table). Long words are never near. */
static unsigned word_distance(const char *a, const char *b)
{
    size_t m = strlen(a), n = strlen(b);
    if (m > WORD_MAX || n > WORD_MAX)
        return WORD_MAX;
    unsigned d[WORD_MAX + 1][WORD_MAX + 1];
    for (unsigned i = 0; i <= m; i++)
        for (unsigned k = 0; k <= n; k++) {
            d[i][k] = i == 0 ? k : i;
            if (i == 0 || k == 0)
                continue;
            d[i][k] = least(least(d[i - 1][k], d[i][k - 1]) + 1, d[i - 1][k - 1] + (a[i - 1] != b[k - 1]));
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                d[i][k] = least(d[i][k], d[i - 2][k - 2] + 1);
        }
    return d[m][n];
}

static int unknown(const char *name)
{
    const struct command *near = NULL;
    unsigned distance = 3;
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        unsigned d = word_distance(name, commands[i].name);
        if (d < distance && d < strlen(name)) {
            near = &commands[i];
            distance = d;
        }
    }
    if (near)
        (void)fprintf(stderr, "bothends: no command '%s'; did you mean '%s'?\n", name, near->name); /* last words */
    else
        (void)fprintf(stderr, "bothends: no command '%s'; `bothends --help` lists them\n", name); /* last words */
    return EXIT_USAGE;
}

/* A descriptor 0 to 2 that is closed would be given to the next file we open, and then written to as if it were stderr.
 */
static bool hold_standard_fds(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == 0 ? O_RDONLY : O_WRONLY) != fd)
            return false;
    return true;
}

int main(int argc, char **argv)
{
    if (!hold_standard_fds())
        return EXIT_BROKEN;
    (void)umask(077); /* what is kept of students is for nobody else, also in a folder that others may enter */
    if (argc < 2) {
        print_help(stderr);
        return EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        print_help(stdout);
        return fflush(stdout) == 0 ? EXIT_DONE : EXIT_BROKEN;
    }
    if (strcmp(name, "--version") == 0) {
        (void)puts("bothends " BOTHENDS_VERSION); /* checked by fflush */
        return fflush(stdout) == 0 ? EXIT_DONE : EXIT_BROKEN;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(name, commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    return unknown(name);
}
