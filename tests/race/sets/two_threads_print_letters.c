/* Two threads print into one stream: each call may come between two of the other's, whatever the function is called. */
#include <pthread.h>
#include <stdio.h>

static void *letters(void *unused)
{
    putchar('a');
    fputs("b", stdout);
    return unused;
}

static void *digit(void *unused)
{
    fwrite("1", 1, 1, stdout);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, letters, NULL);
    pthread_create(&b, NULL, digit, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
