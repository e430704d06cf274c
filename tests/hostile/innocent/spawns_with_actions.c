/* spawns_with_actions.c -- posix_spawn with descriptors moved, and an environment of its own. */
#include "same.h"
#include <spawn.h>
int main(void)
{
    int ends[2];
    char text[64] = "";
    posix_spawn_file_actions_t actions;
    pid_t child;
    char *args[] = {"sh", "-c", "echo hello from $WHO", NULL}, *env[] = {"WHO=sh", NULL};
    MUST(pipe(ends) == 0);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    MUST(posix_spawnp(&child, "sh", &actions, NULL, args, env) == 0);
    close(ends[1]);
    MUST(read(ends[0], text, sizeof text - 1) > 0);
    printf("%s%d\n", text, reap(child));
    return 0;
}
