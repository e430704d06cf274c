/* alarms.c -- whether a timer of one process may still ring: a fold over what was done to its timers. */
#include "sandbox/observe/alarms.h"

static struct alarm *find(struct alarms *alarms, int64_t id)
{
    for (size_t i = 0; i < alarms->count; i++)
        if (alarms->items[i].id == id)
            return &alarms->items[i];
    return NULL;
}

/* NULL: there are too many of them. */
static struct alarm *make(struct alarms *alarms, int64_t id, bool counts_cpu)
{
    struct alarm *alarm = find(alarms, id);
    if (!alarm && alarms->count < ALARMS_MAX)
        alarm = &alarms->items[alarms->count++];
    if (alarm)
        *alarm = (struct alarm){.id = id, .counts_cpu = counts_cpu};
    return alarm;
}

static void set(struct alarms *alarms, const struct alarm_fact *fact)
{
    struct alarm *alarm = fact->id == ALARM_REAL ? make(alarms, ALARM_REAL, false) : find(alarms, fact->id);
    alarms->is_lost |= !alarm;
    if (!alarm)
        return;
    alarm->is_armed = fact->is_armed;
    alarm->rings_once = !fact->repeats && fact->is_fresh;
}

/* Those that are left. */
static void keep(struct alarms *alarms, bool only_real, int64_t but)
{
    size_t kept = 0;
    for (size_t i = 0; i < alarms->count; i++)
        if (alarms->items[i].id != but && (!only_real || alarms->items[i].id == ALARM_REAL))
            alarms->items[kept++] = alarms->items[i];
    alarms->count = kept;
}

void alarms_see(struct alarms *alarms, const struct alarm_fact *fact)
{
    struct alarm *alarm = find(alarms, fact->id);
    switch (fact->kind) {
    case ALARM_MADE:
        alarms->is_lost |= !make(alarms, fact->id, fact->counts_cpu);
        break;
    case ALARM_SET:
        set(alarms, fact);
        break;
    case ALARM_GONE:
        keep(alarms, false, fact->id);
        break;
    case ALARM_RANG:
        if (alarm && alarm->rings_once)
            alarm->is_armed = false;
        break;
    case ALARM_EXEC:
        keep(alarms, true, ALARM_REAL - 1);
        break;
    case ALARM_LOST:
        alarms->is_lost = true;
        break;
    }
}

bool alarms_is_set(const struct alarms *alarms, int64_t id)
{
    bool is_set = alarms->is_lost;
    for (size_t i = 0; i < alarms->count; i++)
        is_set |= alarms->items[i].id == id && alarms->items[i].is_armed;
    return is_set;
}

static bool may_ring(const struct alarms *alarms, bool even_real)
{
    bool any = alarms->is_lost;
    for (size_t i = 0; i < alarms->count; i++)
        any |= alarms->items[i].is_armed && !alarms->items[i].counts_cpu &&
               (even_real || alarms->items[i].id != ALARM_REAL);
    return any;
}

bool alarms_may_ring(const struct alarms *alarms)
{
    return may_ring(alarms, true);
}

bool alarms_may_continue(const struct alarms *alarms)
{
    return may_ring(alarms, false);
}
