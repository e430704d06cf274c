/* asks_for_its_name.c -- looks its user up, who is in no list. */
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>
int main(void)
{
    printf("%s %s %s\n", getpwuid(getuid()) ? "somebody" : "nobody", getpwnam("no-such-user") ? "somebody" : "nobody",
           getgrgid(getgid()) ? "a group" : "no group");
    return 0;
}
