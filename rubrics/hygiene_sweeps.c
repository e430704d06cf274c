/* hygiene_sweeps.c -- is a close() of what is not open one of a loop over all numbers? Its lines say it. */
#include "rubrics/hygiene.h"

#include "rubrics/stuck.h"

/* The same lines of the student's lead to both calls; of what is not known, it is taken for so. */
static bool is_one_way(const struct report *report, const struct fds_close *a, const struct fds_close *b)
{
    const struct report_place *x = stuck_place(report, a->at), *y = stuck_place(report, b->at);
    return !x || !y || x->way == y->way;
}

/* Its neighbours in the series that stand where it stands are the loop. One at another line is none of it: close(a[0]),
 * close(a[1]), close(b[0]), close(b[1]) are in order, too. */
bool hygiene_in_sweep(const struct report *report, const struct fds_fault *fault)
{
    const struct fds_close *all = report->ledger.closes;
    size_t first = fault->first_close, end = first + fault->close_count, own = first, never_open = 0;
    while (own < end && (all[own].at.size == 0 || all[own].at.offset != fault->at.offset))
        own++;
    if (own == end) /* where it stands was not saved */
        return fault->close_count > 0;
    size_t from = own, to = own + 1;
    while (from > first && is_one_way(report, &all[from - 1], &all[own]))
        from--;
    while (to < end && is_one_way(report, &all[to], &all[own]))
        to++;
    for (size_t i = from; i < to; i++)
        never_open += all[i].never_open;
    return to - from >= FDS_SWEEP_MIN && never_open > 0;
}
