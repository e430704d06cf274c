/* loads_a_library.c -- dlopen of what is not linked. */
#include "same.h"
#include <dlfcn.h>
int main(void)
{
    void *library = dlopen("libm.so.6", RTLD_NOW);
    MUST(library);
    double (*root)(double) = (double (*)(double))dlsym(library, "sqrt");
    printf("%.0f\n", root(144));
    return 0;
}
