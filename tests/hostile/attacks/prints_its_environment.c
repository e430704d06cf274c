/* prints_its_environment.c -- which holds no secret. */
#include "won.h"
extern char **environ;
int main(void)
{
    for (char **at = environ; *at; at++)
        puts(*at);
    won_if("secret", getenv("BOTHENDS_SECRET") != NULL);
    return 0;
}
