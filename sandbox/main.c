/* main.c -- bothends-sandbox: runs programs behind walls; specs in on descriptor 4, events out on descriptor 3. */
#include "sandbox/base/fd.h"
#include "sandbox/broker.h"
#include "sandbox/slot.h"
#include "sandbox/walls/cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EVENTS_FD = 3, CONTROL_FD = 4, USAGE = 2 };

static const char help[] =
    "usage: bothends-sandbox [--isolation LEVEL] [--least LEVEL] [--broker FD | --cgroups]\n"
    "\n"
    "Started by bothends, not by hand. Descriptor 3: events out. Descriptor 4: a SOCK_SEQPACKET socket, specs in.\n"
    "--isolation full|rootless|minimal: that level and no other.\n"
    "--least minimal: where the namespaces of the stronger levels cannot be had, minimal.\n"
    "--cgroups: says which cgroup counts what here.\n"
    "--broker FD: each message on the socket FD brings two such descriptors, and gets a process that serves them.\n";

static int usage(const char *wrong)
{
    (void)fprintf(stderr, "%s%s%s", wrong ? wrong : "", wrong ? "\n" : "", help); /* nobody else to tell */
    return USAGE;
}

/* By making one, as a slot would. */
static int say_cgroups(void)
{
    static const char *const names[CGROUP_USES] = {
        [CGROUP_MEMORY] = "memory", [CGROUP_TREE] = "kill", [CGROUP_CPU] = "cpu"};
    struct cgroup group;
    cgroup_open(&group, "");
    for (int i = 0; i < CGROUP_USES; i++) {
        const char *version = group.at[i].version == 2 ? "v2" : "v1";
        (void)printf("%s %s\n", names[i], cgroup_has(&group, (enum cgroup_use)i) ? version : "none"); /* see fflush */
    }
    (void)printf("delegation %s\n", delegation_name(group.delegation)); /* see fflush */
    cgroup_close(&group);
    return fflush(stdout) == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    enum isolation isolation = ISOLATION_COUNT, least = ISOLATION_COUNT; /* not said */
    long broker = -1;
    struct err e = {0};
    int low;
    while ((low = open("/dev/null", O_RDWR)) >= 0 &&
           low <= STDERR_FILENO) /* nothing of ours may be mistaken for these */
        continue;
    fd_close(&low);
    if (argc == 2 && strcmp(argv[1], "--cgroups") == 0)
        return say_cgroups();
    (void)umask(022); /* what the walls are made of must not depend on who started us */
    for (int i = 1; i < argc; i++) {
        char *end = NULL;
        if (strcmp(argv[i], "--isolation") == 0 && i + 1 < argc) {
            if (!isolation_parse(argv[++i], &isolation, &e))
                return usage(e.text);
        } else if (strcmp(argv[i], "--least") == 0 && i + 1 < argc) {
            if (!isolation_parse(argv[++i], &least, &e))
                return usage(e.text);
        } else if (strcmp(argv[i], "--broker") == 0 && i + 1 < argc) {
            broker = strtol(argv[++i], &end, 10);
            if (*argv[i] == 0 || *end != 0 || broker < 0 || broker > 65535)
                return usage("--broker wants the number of a descriptor");
        } else {
            return usage(NULL);
        }
    }
    if (isolation == ISOLATION_COUNT)
        isolation = slot_strongest(least);
    if (broker >= 0)
        return broker_serve((int)broker, isolation);
    if (fcntl(EVENTS_FD, F_GETFD) < 0 || fcntl(CONTROL_FD, F_GETFD) < 0)
        return usage("descriptors 3 and 4 are not open");
    return slot_serve(EVENTS_FD, CONTROL_FD, isolation);
}
