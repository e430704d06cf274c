/* With mp.h: blocks as messages, the count in a Value that the receiver fills. */
#include "mp.h"
#include <ctype.h>

static void sender(FILE *in, struct mp_conn *conn, struct mp_conn *other)
{
    char block[1024];
    size_t n;
    mp_close(other);
    while ((n = fread(block, 1, sizeof block, in)) > 0)
        mp_send(conn, block, n);
    mp_close(conn);
    fclose(in);
}

static void receiver(FILE *out, struct mp_conn *conn, struct mp_conn *other, struct mp_value *words)
{
    char block[1024];
    ssize_t n;
    long count = 0;
    bool in_word = false;
    mp_close(other);
    while ((n = mp_recv(conn, block, sizeof block)) != MP_END) {
        for (ssize_t i = 0; i < n; i++) {
            bool is_letter = !isspace((unsigned char)block[i]);
            if (is_letter && !in_word)
                count++;
            in_word = is_letter;
        }
        fwrite(block, 1, (size_t)n, out);
    }
    mp_set(words, count);
    mp_close(conn);
    fclose(out);
}

int main(int argc, char **argv)
{
    struct mp_conn receiving, sending;
    struct mp_process p1, p2;
    if (argc != 3)
        return 1;
    FILE *in = fopen(argv[1], "rb");
    FILE *out = in ? fopen(argv[2], "wb") : NULL;
    if (in == NULL || out == NULL) {
        perror("copy");
        return 1;
    }
    struct mp_value *words = mp_value('l', 0);
    mp_pipe_one_way(&receiving, &sending);
    mp_start(&p1, fclose(out); sender(in, &sending, &receiving));
    mp_start(&p2, fclose(in); receiver(out, &receiving, &sending, words));
    mp_close(&receiving);
    mp_close(&sending);
    fclose(in);
    fclose(out);
    mp_join(&p1);
    mp_join(&p2);
    printf("%ld words\n", mp_get_long(words));
    return 0;
}
