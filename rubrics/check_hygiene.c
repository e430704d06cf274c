/* check_hygiene.c -- the checks that rest on the ledger of descriptors and on who waited for whom. */
#include "rubrics/ends.h"
#include "rubrics/hygiene.h"
#include "rubrics/look.h"
#include "rubrics/stuck.h"

#include <string.h>

#define BIT(code) (UINT64_C(1) << FINDING_##code)

/* Each check looks at the run of a case in which most is wrong, and adds up its cases. What could not be seen to its
 * end is not passed, and earns no part either. */

static bool was_stopped(const struct report *report)
{
    return report->outcome != OUTCOME_EXITED && report->outcome != OUTCOME_SIGNALED &&
           report->outcome != OUTCOME_DEADLOCK;
}

struct count {
    size_t right, wrong, objects;
    size_t open; /* of the wrong: who was stuck with it might still have used it, or closed it */
    size_t died; /* of the wrong: a signal ended who had it */
    bool undecided;
};

/* unused: only ends that their process never used; accept_exit: one that it used may be left to its end. */
static struct count count_ends(const struct look *look, const struct report *report, bool unused, bool accept_exit)
{
    const struct fds_ledger *ledger = &report->ledger;
    struct count count = {.objects = ledger->object_count, .undecided = was_stopped(report) || !ledger->is_whole};
    for (size_t i = 0; i < ledger->row_count; i++) {
        const struct fds_row *row = &ledger->rows[i];
        bool as_used = ends_as_used(report, row);
        if (!hygiene_counts(row) || !look_wants(look, stuck_process(report, row->process)) || (unused && as_used))
            continue;
        const struct report_process *process = stuck_process_of(report, row->process);
        bool had_time = process && !hygiene_was_killed(process);
        bool is_wrong = as_used ? row->closed == FDS_OPEN && !accept_exit && had_time
                                : hygiene_end(report, row) == HYGIENE_LEFT_OPEN;
        count.wrong += is_wrong;
        count.right += !is_wrong;
        count.open += is_wrong && stuck_is_open_question(report, row);
        count.died += is_wrong && had_time && process->ended_by == ENDED_BY_SIGNAL;
    }
    return count;
}

static struct count worst_of(const struct look *look, const char *case_id, bool unused, bool accept_exit)
{
    struct count worst = {0};
    bool any = false;
    for (size_t i = 0; i < look->evidence->run_count; i++) {
        const struct run_evidence *run = &look->evidence->runs[i];
        if (strcmp(run->case_id, case_id) != 0)
            continue;
        struct count count = count_ends(look, &run->report, unused, accept_exit);
        count.undecided |= worst.undecided;
        count.objects = count.objects < worst.objects || !any ? count.objects : worst.objects;
        if (!any || count.wrong > worst.wrong)
            worst = count;
        worst.undecided = count.undecided;
        worst.objects = count.objects;
        any = true;
    }
    return worst;
}

static const char *open_text(const struct count *sum, struct arena *arena)
{
    if (sum->died > 0 && sum->died == sum->wrong)
        return ", for a signal ended its process before";
    if (sum->died > 0)
        return arena_printf(arena, ", %zu of them because a signal ended its process before", sum->died);
    if (sum->open == 0)
        return "";
    if (sum->open == sum->wrong)
        return " when the program got stuck, which might still have used or closed them";
    return arena_printf(arena, ", %zu of them when the program got stuck, which might still have used or closed them",
                        sum->open);
}

/* may_do_without: a program without a pipe has left no end open, and that is fine. */
static struct verdict check_ends(struct look *look, bool unused, bool may_do_without, const char *all_right)
{
    bool accept_exit = look->criterion->accept_exit;
    struct count sum = {0};
    bool any_pipe = false;
    for (size_t i = 0; i < look->criterion->case_count; i++) {
        const char *id = look->rubric->cases[look->criterion->cases[i]].id;
        struct count worst = worst_of(look, id, unused, accept_exit);
        sum.right += worst.right;
        sum.wrong += worst.wrong;
        sum.open += worst.open;
        sum.died += worst.died;
        sum.undecided |= worst.undecided;
        any_pipe |= worst.objects > 0;
        (void)look_codes_wanted(look, id, /* they say what the count is made of */
                                BIT(PIPE_END_LEFT_OPEN) | (unused || accept_exit ? 0 : BIT(PIPE_END_OPEN_AT_EXIT)) |
                                    (worst.died > 0 ? BIT(CRASH) : 0));
    }
    if (!any_pipe && !may_do_without)
        return (struct verdict){0, VERDICT_UNDECIDED, "The program made no pipe, so there was nothing to close."};
    if (sum.undecided)
        return (struct verdict){
            0, VERDICT_UNDECIDED,
            "The program was stopped before its end, so whether it closes its pipe ends could not be decided."};
    if (sum.wrong == 0)
        return (struct verdict){sum.right, sum.right, all_right};
    return (struct verdict){sum.right, sum.right + sum.wrong,
                            arena_printf(look->arena, "Of %zu pipe ends that %s, %zu %s not closed%s.",
                                         sum.right + sum.wrong, unused ? "are not used" : "should be closed", sum.wrong,
                                         sum.wrong == 1 ? "was" : "were", open_text(&sum, look->arena))};
}

struct verdict check_closes_unused_ends(struct look *look)
{
    return check_ends(look, true, false, "Every process closes the pipe ends that it does not use.");
}

struct verdict check_closes_all_ends(struct look *look)
{
    return check_ends(look, false, false,
                      look->criterion->accept_exit
                          ? "Every process closes the pipe ends that it does not use, and ends with the others."
                          : "Every process closes all its pipe ends.");
}

struct verdict check_no_end_left_open(struct look *look)
{
    return check_ends(look, false, true, "No pipe end is left open.");
}

/* Things that are wrong each by itself; a case without any is right. */
static struct verdict check_codes(struct look *look, uint64_t codes, const char *all_right, const char *wrong)
{
    size_t count = 0, right = look_by_case(look, codes, &count);
    if (count == 0)
        return (struct verdict){right, right, all_right};
    return (struct verdict){right, right + count,
                            arena_printf(look->arena, "%s: seen in %zu place%s.", wrong, count, count == 1 ? "" : "s")};
}

struct verdict check_no_bad_close(struct look *look)
{
    return check_codes(look, BIT(DOUBLE_CLOSE) | BIT(BAD_FD),
                       "No descriptor is closed twice, and none was seen in use that was not open.",
                       "Descriptors that were not open were closed or used");
}

struct verdict check_no_broken_pipe(struct look *look)
{
    return check_codes(look, BIT(BROKEN_PIPE), "Nobody writes to a pipe that nobody reads.",
                       "A pipe was written to that nobody could read any more");
}

struct verdict check_closes_files(struct look *look)
{
    return check_codes(look, BIT(FD_LEAK), "Every file that is opened is closed.",
                       "Files were opened and never closed");
}

struct verdict check_reaps_children(struct look *look)
{
    size_t children = 0, wrong = 0;
    bool undecided = false;
    for (size_t i = 0; i < look->criterion->case_count; i++) {
        const char *id = look->rubric->cases[look->criterion->cases[i]].id;
        size_t most = 0, found = look_codes_wanted(look, id, BIT(ZOMBIE_LEFT) | BIT(ORPHAN_LEFT));
        for (size_t k = 0; k < look->evidence->run_count; k++) {
            const struct report *report = &look->evidence->runs[k].report;
            size_t here = 0;
            if (strcmp(look->evidence->runs[k].case_id, id) != 0)
                continue;
            undecided |= was_stopped(report) || report->outcome == OUTCOME_DEADLOCK || !report->ledger.is_whole;
            for (size_t p = 0; p < report->process_count; p++)
                here += report->processes[p].parent >= 0 && look_wants(look, report->processes[p].name);
            most = here > most ? here : most;
        }
        children += most > found ? most : found;
        wrong += found;
    }
    if (undecided)
        return (struct verdict){0, VERDICT_UNDECIDED,
                                "The program did not come to its end, so whether it waits for its children could not "
                                "be decided."};
    if (wrong == 0)
        return (struct verdict){children, children, "Every child is waited for."};
    return (struct verdict){children - wrong, children,
                            children == 1 ? "The only child was not waited for."
                                          : arena_printf(look->arena, "Of %zu children, %zu %s not waited for.",
                                                         children, wrong, wrong == 1 ? "was" : "were")};
}
