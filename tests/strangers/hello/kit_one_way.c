#include <stdio.h>
#include "mp.h"

void receiver(struct mp_conn* c)
{
	char message[256];

	while (mp_recv_text(c, message, 256) == true) {
		printf("Received: %s\n", message);
	}
	mp_close(c);
}

int main()
{
	struct mp_conn r;
	struct mp_conn s;
	struct mp_process p;

	mp_pipe_one_way(&r, &s);
	mp_start(&p, mp_close(&s); receiver(&r));
	mp_close(&r);
	mp_send_text(&s, "Hello");
	mp_send_text(&s, "World");
	mp_close(&s);
	return mp_join(&p);
}
