#include <unistd.h>
#include <stdio.h>
#include <sys/wait.h>
int ends[2] = { -1, -1 };
void sender(void);
