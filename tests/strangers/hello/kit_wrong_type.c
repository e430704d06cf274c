#include "mp.h"
static void sender(struct mp_conn *c) { mp_send_text(c, "Hello"); mp_send_text(c, "World"); mp_close(c); }
int main(void)
{
    struct mp_conn r, s;
    struct mp_process p;
    mp_pipe_one_way(&r, &s);
    mp_start(&p, mp_close(&r); sender(&s));
    mp_close(&s);
    mp_join(&p);
    int n;
    while (mp_recv_int(&r, &n)) printf("Received: %d\n", n);
    mp_close(&r);
    return 0;
}
