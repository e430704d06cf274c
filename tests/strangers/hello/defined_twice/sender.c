#include "shared.h"
void sender(void) { close(ends[0]); dprintf(ends[1], "Hello\nWorld\n"); close(ends[1]); }
