#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    char *page = mmap(0, 8192, PROT_READ|PROT_WRITE, MAP_SHARED|MAP_ANONYMOUS, -1, 0);
    float *num = (float *) page;          /* seven digits are what a float has, just */
    short *arr = (short *) (page + 4096);
    for (short i = 0; i < 10; i++) arr[i] = i;
    if (fork() == 0) {
        *num = 3.1415927f;
        for (short *a = arr; a != arr + 10; a++) *a = (short) -*a;
        return 0;
    }
    wait(0);
    printf("%.7f\n[%hd, %hd, %hd, %hd, %hd, %hd, %hd, %hd, %hd, %hd]\n", *num, arr[0], arr[1], arr[2], arr[3], arr[4],
           arr[5], arr[6], arr[7], arr[8], arr[9]);
    return 0;
}
