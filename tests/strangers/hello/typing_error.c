#include "mp.h"
static void sender(struct mp_conn *c) { mp_send_text(c, "Hello"); mp_send_text(c, "World"); mp_close(c); }
static void receiver(struct mp_conn *c)
{
    char t[10];
    while (mp_recv_text(c, t, sizeof t)) printf("Recieved: %s\n", t);
    mp_close(c);
}
int main(void)
{
    struct mp_conn a, b;
    struct mp_process p, q;
    mp_pipe(&a, &b);
    mp_start(&p, mp_close(&b); sender(&a));
    mp_start(&q, mp_close(&a); receiver(&b));
    mp_close(&a);
    mp_close(&b);
    mp_join(&p);
    mp_join(&q);
    return 0;
}
