/* Memory that a helper gave, that a member keeps, that one helper gets from another, that only a call was given, and of
 * which a struct is freed while another reads one member. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct account {
    int id, money;
};
static struct {
    int *items, count;
} pile;
static int *kept;

static struct account *make(void)
{
    return calloc(1, sizeof(struct account));
}

static void *zeroed(size_t size)
{
    void *p = malloc(size);
    return p ? memset(p, 0, size) : NULL;
}

static int keep(int *numbers)
{
    kept = numbers;
    return 1;
}

static void *work(void *rich)
{
    ((struct account *)rich)->money += 1; // @money
    pile.items[2] += 1;                   // @items
    pile.items[0] += 1;                   // @first
    kept[1] += 1;                         // @kept
    return NULL;
}

static void *look(void *account)
{
    return ((struct account *)account)->money ? account : NULL; // @looks
}

static void *drop(void *account)
{
    free(account); // @frees
    return NULL;
}

static void run(void *(*one)(void *), void *(*other)(void *), void *with)
{
    pthread_t a, b;
    pthread_create(&a, NULL, one, with);
    pthread_create(&b, NULL, other, with);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
}

int main(void)
{
    struct account *rich = make();
    struct account *poor = zeroed(sizeof *poor);
    int done = keep(calloc(2, sizeof(int)));
    pile.items = calloc(3, sizeof(int));
    run(work, work, rich);
    run(look, drop, poor);
    printf("%d\n", done);
    return 0;
}
