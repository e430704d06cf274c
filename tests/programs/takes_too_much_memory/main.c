#include <string.h>
#include <stdlib.h>

int main(void)
{
    for (int i = 0; i < 400; i++) {
        char *piece = malloc(1 << 20);
        if (!piece)
            return 1;
        memset(piece, i + 1, 1 << 20);
    }
    return 0;
}
