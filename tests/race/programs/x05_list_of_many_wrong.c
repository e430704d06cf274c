/* The list is walked without its lock while it grows. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHARED(type) ((type *)mmap(0, sizeof(type), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))

struct node {
    int value;
    struct node *next;
};
static struct node *list;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *add(void *value)
{
    struct node *node = malloc(sizeof *node);
    node->value = (int)(long)value;
    pthread_mutex_lock(&lock);
    node->next = list;
    list = node;
    pthread_mutex_unlock(&lock);
    return NULL;
}
static int total(void)
{
    int sum = 0;
    for (struct node *node = list; node; node = node->next)
        sum += node->value;
    return sum;
}
int main(void)
{
    pthread_t thread[3];
    int sum = 0;
    for (long i = 0; i < 3; i++)
        pthread_create(&thread[i], NULL, add, (void *)(i + 1));
    sum = total();
    for (int i = 0; i < 3; i++)
        pthread_join(thread[i], NULL);
    
    printf("%d\n", sum);
    return 0;
}
