/* test_stacks.c -- which line of a reader of stacks is believed, and which is not. */
#include "server/stacks.h"
#include "tests/unit/made_up.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct source files[] = {{.name = "main.c"}, {.name = "src/list.c"}};

/* want: "STACK FILE:LINE FUNCTION>CALLED" for each place; NULL: it makes no sense. */
static const struct row {
    const char *name, *said;
    bool any_file;
    const char *want;
} rows[] = {
    {"the innermost line of the student's",
     "stack 8\nread\t0\t\t\nreceive\t36\tread\tmain.c\nmain\t50\treceive\tmain.c\nend 1\n", false,
     "8 main.c:36 receive>read "},
    {"by what was called if the call tells nothing", "stack 8\n__GI___libc_read\t0\t\t\nmain\t5\t\tmain.c\nend 1\n",
     false, "8 main.c:5 main>read "},
    {"the call tells more than a function without a name",
     "stack 8\n\t0\t\t\nmain\t5\tsem_wait@GLIBC_2.34\tmain.c\nend 1\n", false, "8 main.c:5 main>sem_wait "},
    {"by the name in the source, not the one that a header made of it",
     "stack 8\nread\t0\t\t\nmain\t5\t__isoc99_fscanf@GLIBC_2.7\tmain.c\nend 1\n", false, "8 main.c:5 main>fscanf "},
    {"a header of the kit is not the student's",
     "stack 8\nread\t0\t\t\nmp_recv_\t9\tread\t/box/kit/mp.h\nmain\t5\tmp_recv_\tmain.c\nend 1\n", false,
     "8 main.c:5 main>mp_recv "},
    {"several stacks, one of them without a place",
     "stack 0\nstack 8\nmain\t5\t\tsrc/list.c\nstack 9\nstart\t0\t\t\nend 3\n", false, "8 src/list.c:5 main> "},
    {"a file that nobody submitted", "stack 8\nmain\t5\t\t/etc/passwd\nend 1\n", false, ""},
    {"any file of a program from elsewhere", "stack 8\nmain\t5\t\ta/b.c\nend 1\n", true, "8 a/b.c:5 main> "},
    {"but none of the system", "stack 8\nmain\t5\t\t/usr/include/x.h\nend 1\n", true, ""},
    {"a function with a strange name", "stack 8\nma\033in\t5\trm -rf\tmain.c\nend 1\n", false, "8 main.c:5 > "},
    {"nothing at all", "", false, NULL},
    {"no end", "stack 8\n", false, NULL},
    {"another number of stacks", "stack 8\nend 2\n", false, NULL},
    {"more after the end", "stack 8\nend 1\nx\n", false, NULL},
    {"a frame before any stack", "main\t5\t\tmain.c\nend 0\n", false, NULL},
    {"a line that is no number", "stack 8\nmain\t-5\t\tmain.c\nend 1\n", false, NULL},
    {"a stack that is no number", "stack 99999999999\nend 1\n", false, NULL},
    {"a line too big", "stack 8\nmain\t4294967296\t\tmain.c\nend 1\n", false, NULL},
    {"no stacks", "end 0\n", false, ""},
    {"a lock, and where another one was taken",
     "stack 8\tfirst\t0\t40\nf\t7\tpthread_mutex_lock\tmain.c\ntook 5\tmain.c\tsecond\t80\t120\nend 1\n", false,
     "8 main.c:7 f>pthread_mutex_lock (first) took second[2] main.c:5 of 8 "},
    {"a lock in something bigger", "stack 8\tall\t8\t50\nf\t7\tpthread_mutex_lock\tmain.c\nend 1\n", false,
     "8 main.c:7 f>pthread_mutex_lock (all) "},
    {"a pointer to something else", "stack 8\tbuffer\t0\t40\nf\t7\tread\tmain.c\nend 1\n", false, "8 main.c:7 f>read "},
    {"a lock without a name, and one of somebody else's file",
     "stack 8\nf\t7\tpthread_mutex_lock\tmain.c\ntook 5\tmain.c\ntook 5\tx.c\tm\t0\t40\nend 1\n", false,
     "8 main.c:7 f>pthread_mutex_lock "},
    {"a variable with a strange name", "stack 8\trm -rf\t0\t40\nf\t7\tsem_wait\tmain.c\nend 1\n", false,
     "8 main.c:7 f>sem_wait "},
    {"a variable of no size", "stack 8\tm\t0\nend 1\n", false, NULL},
    {"the array of a pipe", "stack 8\nmain\t2\tpipe@GLIBC_2.2.5\tmain.c\ngiven ctx.out[0]\tmain\nend 1\n", false,
     "8 main.c:2 main>pipe (ctx.out[0]) "},
    {"an array of something else", "stack 8\nmain\t2\tread\tmain.c\ngiven text[0]\tmain\nend 1\n", false,
     "8 main.c:2 main>read "},
    {"the array of a stack before", "stack 8\nmain\t2\tpipe\tmain.c\nstack 9\ngiven fd[0]\t\nend 2\n", false,
     "8 main.c:2 main>pipe "},
    {"an array with a strange name", "stack 8\nmain\t2\tpipe\tmain.c\ngiven a b\tmain\nend 1\n", false,
     "8 main.c:2 main>pipe "},
    {"an array given nowhere", "given fd[0]\tmain\nend 0\n", false, NULL},
    {"a lock taken nowhere", "took 5\tmain.c\tm\t0\t40\nend 0\n", false, NULL},
    {"a lock taken at no line", "stack 8\ntook x\tmain.c\tm\t0\t40\nend 1\n", false, NULL},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        AUTO_BUF struct buf told = {0};
        struct report report = {0};
        bool ok = stacks_read(bytes_of(rows[i].said), files, rows[i].any_file ? 0 : 2, arena, &report);
        const struct report_place *places = report.places;
        buf_add(&told, "", 0);
        for (size_t k = 0; ok && k < report.place_count; k++) {
            buf_printf(&told, "%" PRIu32 " %s:%" PRIu32 " %s>%s ", places[k].stack, places[k].file, places[k].line,
                       places[k].function ? places[k].function : "", places[k].called);
            if (*places[k].variable)
                buf_printf(&told, "(%s) ", places[k].variable);
        }
        for (size_t k = 0; ok && k < report.taken_count; k++)
            buf_printf(&told, "took %s %s:%" PRIu32 " of %" PRIu32 " ", report.taken[k].variable, report.taken[k].file,
                       report.taken[k].line, report.taken[k].stack);
        if (ok != (rows[i].want != NULL) || (ok && strcmp(told.data, rows[i].want) != 0))
            fail_msg("%s: %d '%s'", rows[i].name, ok, told.data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
