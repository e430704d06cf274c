/* switches_its_own_contexts.c -- coroutines by makecontext and swapcontext. */
#include "same.h"
#include <ucontext.h>
static ucontext_t outer, inner;
static int value;
static void squares(void)
{
    for (int i = 0; i < 5; i++) {
        value = i * i;
        swapcontext(&inner, &outer);
    }
}
int main(void)
{
    static char stack[65536];
    getcontext(&inner);
    inner.uc_stack.ss_sp = stack;
    inner.uc_stack.ss_size = sizeof stack;
    inner.uc_link = &outer;
    makecontext(&inner, squares, 0);
    for (int i = 0; i < 5; i++) {
        swapcontext(&outer, &inner);
        printf("%d ", value);
    }
    puts("");
    return 0;
}
