/* A consumer of a list waits with if: woken early, it takes a node that is not there. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct node { int value; struct node *next; };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static struct node *head;

static void *consume(void *unused)
{
    pthread_mutex_lock(&lock);
    if (head == NULL)
        pthread_cond_wait(&more, &lock); // @wait
    struct node *n = head;
    head = n->next;
    pthread_mutex_unlock(&lock);
    printf("%d\n", n->value);
    free(n);
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, consume, NULL);
    struct node *n = malloc(sizeof *n);
    n->value = 7;
    pthread_mutex_lock(&lock);
    n->next = head;
    head = n;
    pthread_cond_signal(&more);
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
