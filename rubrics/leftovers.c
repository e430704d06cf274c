/* leftovers.c -- what a program makes by name and never removes. */
#include "rubrics/leftovers.h"

#include <string.h>

/* What has a name in the system outlives every process: a semaphore keeps its value, a queue its messages. The walls
 * throw it away with the run, so nothing is to be seen afterwards; but who has no call that removes it leaves it. */
static const struct {
    const char *makes, *removes, *what, *hint;
} rows[] = {
    {"sem_open", "sem_unlink", "a named semaphore",
     "Call sem_unlink(name) at the end, or as soon as all have opened it."},
    {"shm_open", "shm_unlink", "a shared memory object",
     "Call shm_unlink(name) at the end, or as soon as all have opened it. Memory for a parent and its children needs "
     "no "
     "name at all: mmap with MAP_SHARED | MAP_ANONYMOUS."},
    {"mq_open", "mq_unlink", "a message queue", "Call mq_unlink(name) at the end."},
    {"shmget", "shmctl", "a System V shared memory segment",
     "Call shmctl(id, IPC_RMID, NULL) once all have attached it."},
    {"semget", "semctl", "a System V semaphore set", "Call semctl(id, 0, IPC_RMID) at the end."},
    {"msgget", "msgctl", "a System V message queue", "Call msgctl(id, IPC_RMID, NULL) at the end."},
};

static const struct symbol_use *use_of(const struct build_evidence *build, const char *symbol)
{
    for (size_t i = 0; i < build->use_count; i++)
        if (strcmp(build->uses[i].symbol, symbol) == 0)
            return &build->uses[i];
    return NULL;
}

void leftovers_find(const struct build_evidence *build, struct arena *arena, struct findings *out)
{
    for (size_t i = 0; build->symbols_known && i < sizeof rows / sizeof *rows; i++) {
        const struct symbol_use *makes = use_of(build, rows[i].makes);
        if (!makes || use_of(build, rows[i].removes))
            continue;
        struct finding *f = findings_add(out, arena);
        f->code = FINDING_LEFTOVER_IPC;
        f->severity = SEVERITY_WARNING;
        f->message =
            arena_printf(arena,
                         "The program makes %s (%s) and never removes it: it outlives all its processes, and the "
                         "next run finds it as this one left it.",
                         rows[i].what, rows[i].makes);
        f->hint = rows[i].hint;
        f->where = makes->where.line > 0 ? &makes->where : NULL;
        f->where_count = makes->where.line > 0;
    }
}
