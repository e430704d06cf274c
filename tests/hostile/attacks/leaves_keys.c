/* leaves_keys.c -- in keyrings, for who comes later. */
#include "won.h"
int main(void)
{
    must_fail("add_key", syscall(SYS_add_key, "user", "left", "x", 1, -4));
    must_fail("request_key", syscall(SYS_request_key, "user", "left", NULL, 0));
    must_fail("keyctl", syscall(SYS_keyctl, 0, -4, 1));
    return 0;
}
