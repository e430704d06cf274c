/* says_uid.c -- who it is. */
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    printf("%d %d\n", (int)getuid(), (int)getgid());
    return 0;
}
