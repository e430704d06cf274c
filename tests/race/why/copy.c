/* copy.c -- copies a struct that another thread copies at the same time. Twin: after that. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static struct pair {
    long left, right;
} shared, seen;

static void *copy(void *unused)
{
    memcpy(&seen, &shared, sizeof seen);
    return unused;
}

int main(void)
{
    pthread_t thread;
    struct pair new = {1, 1};
    pthread_create(&thread, NULL, copy, NULL);
#ifdef TWIN
    pthread_join(thread, NULL);
#endif
    memcpy(&shared, &new, sizeof shared);
#ifndef TWIN
    pthread_join(thread, NULL);
#endif
    printf("%d\n", seen.left == seen.right);
    return 0;
}
