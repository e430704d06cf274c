/* Children work in their copies of what malloc() gave, and of variables of main(), and tell by pipe and exit status. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NUMBERS = 4 };

struct node {
    int value;
    struct node *next;
};

static int compare(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Sorts its own copy, and says which is the least. */
static void least(int *numbers)
{
    qsort(numbers, NUMBERS, sizeof *numbers, compare);
    exit(numbers[0]);
}

/* Doubles its own copy, and sends that. */
static void doubles(int *numbers, int to)
{
    for (int i = 0; i < NUMBERS; i++)
        numbers[i] = 2 * numbers[i];
    exit(write(to, numbers, NUMBERS * sizeof *numbers) < 0);
}

/* Takes its own copy of the list apart; what is new may lie where the old was. */
static void takes_apart(struct node *list)
{
    int sum = 0;
    while (list) {
        struct node *next = list->next;
        sum += list->value;
        list->value = -1;
        free(list);
        list = next;
    }
    struct node *last = malloc(sizeof *last);
    last->value = sum;
    last->next = NULL;
    exit(last->value);
}

int main(void)
{
    int *numbers = malloc(NUMBERS * sizeof *numbers), p[2], doubled[NUMBERS], status, all = 0;
    char line[32] = "nothing";
    struct node *list = NULL;
    for (int i = 0; i < NUMBERS; i++) {
        struct node *node = malloc(sizeof *node);
        numbers[i] = NUMBERS - i;
        node->value = i;
        node->next = list;
        list = node;
    }
    if (pipe(p) < 0)
        return 1;
    for (int i = 0; i < 4; i++)
        if (fork() == 0) {
            if (i == 0)
                least(numbers);
            if (i == 1)
                doubles(numbers, p[1]);
            if (i == 2)
                takes_apart(list);
            close(p[0]);
            p[0] = -1; /* its own: the first process uses its end before it waits for anybody */
            strcpy(line, "child");
            line[0] = 'C';
            exit((int)strlen(line));
        }
    close(p[1]);
    if (read(p[0], doubled, sizeof doubled) != sizeof doubled)
        return 1;
    close(p[0]);
    while (wait(&status) > 0)
        all += WEXITSTATUS(status);
    for (struct node *node = list; node; node = node->next)
        all += node->value;
    for (int i = 0; i < NUMBERS; i++)
        all += numbers[i] + doubled[i];
    printf("%s %d\n", line, all);
    return 0;
}
