/* moves_bytes_in_the_kernel.c -- sendfile, splice, tee, copy_file_range. */
#include "same.h"
#include <sys/sendfile.h>
int main(void)
{
    int a = open("a", O_RDWR | O_CREAT | O_TRUNC, 0600), b = open("b", O_RDWR | O_CREAT | O_TRUNC, 0600), one[2], two[2];
    MUST(pipe(one) == 0 && pipe(two) == 0 && write(a, "0123456789", 10) == 10);
    off_t at = 0;
    MUST(sendfile(one[1], a, &at, 10) == 10);
    MUST(tee(one[0], two[1], 10, 0) == 10);
    loff_t to = 0, from = 0, end = 10;
    MUST(splice(one[0], NULL, b, &to, 10, 0) == 10);
    MUST(copy_file_range(a, &from, b, &end, 5, 0) == 5);
    char text[16] = "", copy[16] = "";
    MUST(pread(b, text, 15, 0) == 15 && read(two[0], copy, 10) == 10);
    printf("%s %s\n", text, copy);
    unlink("a");
    unlink("b");
    return 0;
}
