/* sum.h -- what the other file gives. */
#ifndef SUM_H
#define SUM_H

#include "mp.h"

void sum_send(struct mp_array *numbers, struct mp_conn *conn);

#endif
