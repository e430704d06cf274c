/* Two threads write into the static text of a function. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

static const char *name_of(int number)
{
    static char text[16];
    snprintf(text, sizeof text, "child %d", number); // @writes
    return text;
}

static int count(void)
{
    static int calls;
    return ++calls;
}

static void *work(void *number)
{
    (void)name_of((int)(intptr_t)number);
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    for (intptr_t i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, (void *)(i + 2));
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    printf("%d\n", count());
    return 0;
}
