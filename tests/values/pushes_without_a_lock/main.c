/* Two threads push on one list without a lock: one of the nodes may be lost. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct node {
    int value;
    struct node *next;
};
static struct node *top;

static void *push(void *value)
{
    struct node *node = malloc(sizeof *node);
    node->value = *(int *)value;
    node->next = top; // @read
    top = node; // @write
    return NULL;
}

int main(void)
{
    int values[2] = {3, 4}, sum = 0;
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, push, &values[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    for (struct node *node = top; node; node = node->next)
        sum += node->value;
    printf("%d\n", sum);
    return 0;
}
