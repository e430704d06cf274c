/* main.c -- accounts one after another, each with a name at its end; and a list that has no end in its type. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct account {
    int balance;
    char name[16];
};
struct list {
    int count;
    int items[];
};

static struct account *accounts;
static struct list *list;

static void *deposit(void *unused)
{
    accounts[2].balance = accounts[2].balance + 1; // @deposit
    list->items[3] = list->items[3] + 1;           // @list
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    accounts = calloc(3, sizeof *accounts);
    list = calloc(1, sizeof *list + 4 * sizeof list->items[0]);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, deposit, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
