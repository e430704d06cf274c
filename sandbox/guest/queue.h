/* queue.h -- what is in flight in a pipe or queue, and who made room in it. */
#ifndef SANDBOX_GUEST_QUEUE_H
#define SANDBOX_GUEST_QUEUE_H

#include "sandbox/guest/region.h"

struct queue *queue_of(struct object *o); /* NULL: there are too many */
void queue_written(struct object *o, uint64_t n);
void queue_read(struct object *o, uint64_t n);
void queue_took(struct key key, uint64_t n, uint64_t grain); /* n went out, and made room; told apart by the grain */
void queue_needs_room(struct key key, uint64_t end); /* comes after whoever took out what was put in before `end` */
void queue_needs_pages(int fd, struct key key, uint64_t n); /* the same, of a pipe into which n bytes were written */
void queue_emptied(struct key key); /* what was not read went with the last end */
void queue_was_full(struct key key); /* comes after whoever took out anything */

#endif
