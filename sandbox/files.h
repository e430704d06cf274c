/* files.h -- files of a spec: in before the program starts, out when everything is dead. */
#ifndef SANDBOX_FILES_H
#define SANDBOX_FILES_H

#include "sandbox/base/err.h"
#include "sandbox/event.h"
#include "sandbox/spec.h"
#include "sandbox/walls/ids.h"

#include <stdbool.h>
#include <stdint.h>

/* Copies what is PLACE_WORK and PLACE_BOX from fds (one for each file) below the two folders (descriptors); all in work
 * belongs to ids, as work does. Only for folders in which no program of a student's has run yet. */
bool files_in(const struct spec *spec, const int *fds, int work, int box, const struct ids *ids, struct err *e);

/* Copies file i, PLACE_OUT, from below work into fds. Whatever stands at its name now was made by the program: only a
 * regular file that is reached without any symbolic link is copied, and read, never mapped. False only when the memory
 * file cannot be written. */
bool files_out(const struct spec *spec, uint32_t i, int work, int to, enum file_fate *fate, uint64_t *bytes,
               struct err *e);

/* stdin anew: read-only and at its begin, whatever the sender does with its own descriptor. */
bool files_input(int from, int *to, struct err *e);

#endif
