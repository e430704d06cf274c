/* tasks.h -- what workers do besides grading: the table of kinds of tasks. */
#ifndef SERVER_TASKS_H
#define SERVER_TASKS_H

#include "server/box.h"
#include "server/store.h"

#include <stdbool.h>

#define TASK_PREVIEW "preview" /* request: preview.h; result: bothends.preview/1 */
#define TASK_REPLAY "replay"   /* request: {"submission", "seed"}; result: bothends.grade/1 with that one schedule */
#define TASK_MUTATE "mutate"   /* request: preview.h; result: bothends.mutation/1 */

/* Does what a task asks. The result lives in the arena. progress as in pipeline_job. False: ERR_SYSTEM is our fault;
 * ERR_INPUT and ERR_ABSENT the request's, in words for who asked, or progress said stop. */
bool tasks_do(struct store *store, struct box *box, const struct store_task *task,
              bool (*progress)(void *context, const char *what), void *context, struct arena *arena,
              struct bytes *result, struct err *e);

#endif
