/* report.c -- `bothends report GRADE [FILE...]`: a grade or a run report as one HTML file. */
#include "sandbox/base/fd.h"
#include "server/cli/cli.h"
#include "server/report_page.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

enum { DOCUMENT_BYTES_MAX = 64 * 1024 * 1024, FILE_BYTES_MAX = 8 * 1024 * 1024 };

static const char help[] =
    "usage: bothends report GRADE.json [FILE...] [-o REPORT.html]\n"
    "\n"
    "Makes one HTML file of what grade, check or run printed as JSON: criteria, findings, the sequence of events, "
    "every\n"
    "pipe end over time and who waits for whom. It needs nothing else, and loads nothing from anywhere.\n"
    "\n"
    "  GRADE.json     a grade or a run report; - is stdin\n"
    "  FILE...        the sources that were graded, to be shown with marks\n"
    "  -o FILE        where to write it; default stdout\n"
    "\n"
    "Exit status: 0 done; 2 usage, or these are not the files of the grade; 3 it failed.\n";

struct plan {
    const char *document, *out;
    char **files;
    size_t file_count;
};

static bool read_flags(struct plan *plan, int argc, char **argv, struct arena *arena)
{
    plan->files = arena_alloc(arena, (size_t)argc, sizeof *plan->files);
    bool flags = true;
    for (int at = 1; at < argc; at++) {
        const char *word = argv[at];
        if (flags && strcmp(word, "--") == 0) {
            flags = false;
        } else if (flags && strcmp(word, "-o") == 0 && at + 1 < argc) {
            plan->out = argv[++at];
        } else if (flags && word[0] == '-' && word[1] != '\0') {
            return cli_complain("report has no flag ", word);
        } else if (!plan->document) {
            plan->document = word;
        } else {
            plan->files[plan->file_count++] = argv[at];
        }
    }
    return plan->document || cli_complain("report needs a document: ", "bothends report GRADE.json");
}

static int write_file(const char *path, struct bytes data)
{
    AUTO_CLOSE int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd >= 0 && fd_write_all(fd, data.data, data.size))
        return EXIT_DONE;
    (void)fprintf(stderr, "bothends: write '%s': %s\n", path, strerror(errno)); /* last words */
    return EXIT_BROKEN;
}

int cli_report(int argc, char **argv)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct plan plan = {0};
    struct bytes document, page;
    struct err e = {0};
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0))
        return cli_print(BYTES(help)) ? EXIT_DONE : EXIT_BROKEN;
    if (!read_flags(&plan, argc, argv, arena))
        return EXIT_USAGE;
    if (!cli_read(plan.document, DOCUMENT_BYTES_MAX, arena, &document, &e))
        return cli_fail(&e);
    struct source *files = arena_alloc(arena, plan.file_count, sizeof *files);
    for (size_t i = 0; i < plan.file_count; i++) {
        const char *slash = strrchr(plan.files[i], '/');
        files[i].name = slash ? slash + 1 : plan.files[i];
        if (!fd_read_file(plan.files[i], FILE_BYTES_MAX, arena, &files[i].data, &e))
            return cli_fail(&e);
    }
    if (!report_page(document, files, plan.file_count, arena, &page, &e))
        return cli_fail(&e);
    if (plan.out)
        return write_file(plan.out, page);
    return cli_print(page) ? EXIT_DONE : EXIT_BROKEN;
}
