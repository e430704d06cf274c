/* vectors_by_processor.c -- code for this processor, chosen as the program starts. */
#include "same.h"
typedef float v8 __attribute__((vector_size(32)));
__attribute__((target_clones("avx2", "default"), noinline)) float dot(const float *a, const float *b, int n)
{
    float s = 0;
    for (int i = 0; i < n; i++)
        s += a[i] * b[i];
    return s;
}
int main(void)
{
    float a[64], b[64];
    for (int i = 0; i < 64; i++)
        a[i] = i, b[i] = 2;
    v8 x = {1, 2, 3, 4, 5, 6, 7, 8}, y = x * x + 1;
    __builtin_cpu_init();
    int has = __builtin_cpu_supports("sse2") != 0;
    printf("%g %g %d\n", dot(a, b, 64), y[7], has);
}
