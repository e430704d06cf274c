#include <unistd.h>

int main(void)
{
    int ends[2], count = 0;
    char c;
    pipe(ends);
    close(ends[0]);
    while (read(ends[0], &c, 1) != 0)
        count += c == 'x';
    return count;
}
