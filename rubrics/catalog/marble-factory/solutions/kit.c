/* With mp.h: texts as messages, the number of gifts in a Value. */
#include "mp.h"

static void creator(int marbles, struct mp_conn *out)
{
    static const char *const colours[] = {"red", "blue", "green", "yellow", "white"};
    for (int i = 0; i < marbles; i++)
        mp_send_text(out, colours[i % 5]);
    mp_close(out);
}

static void bagger(int bag_count, struct mp_conn *in, struct mp_conn *out)
{
    char marble[20], bag[1000] = "";
    int count = 0;
    while (mp_recv_text(in, marble, sizeof marble)) {
        strcat(bag, " ");
        strcat(bag, marble);
        if (++count == bag_count) {
            mp_send_text(out, bag);
            bag[0] = '\0';
            count = 0;
        }
    }
    mp_close(in);
    mp_close(out);
}

static void assembler(struct mp_conn *in, struct mp_conn *out)
{
    static const char *const larges[] = {"Lucky", "Spinner", "Winner"};
    char bag[1000], gift[1100];
    for (int i = 0; mp_recv_text(in, bag, sizeof bag); i++) {
        snprintf(gift, sizeof gift, "%s:%s", larges[i % 3], bag);
        mp_send_text(out, gift);
    }
    mp_close(in);
    mp_close(out);
}

static void wrapper(struct mp_conn *in, struct mp_value *gifts)
{
    char gift[1100];
    int count = 0;
    FILE *boxes = fopen("boxes.txt", "w");
    while (mp_recv_text(in, gift, sizeof gift)) {
        fprintf(boxes, "%s\n", gift);
        mp_set(gifts, ++count);
    }
    fclose(boxes);
    mp_close(in);
}

int main(int argc, char **argv)
{
    struct mp_conn r1, s1, r2, s2, r3, s3;
    struct mp_process p1, p2, p3, p4;
    int marbles = 0, bag_count = 1, value;
    char line[100], name[100];
    FILE *settings = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (settings == NULL)
        return 1;
    while (fgets(line, sizeof line, settings) != NULL) {
        if (sscanf(line, "%99s %d", name, &value) != 2)
            continue;
        if (strcmp(name, "marble-count") == 0)
            marbles = value;
        if (strcmp(name, "bag-count") == 0)
            bag_count = value;
    }
    fclose(settings);
    struct mp_value *gifts = mp_value('i', 0);

    mp_pipe_one_way(&r1, &s1);
    mp_start(&p1, mp_close(&r1); creator(marbles, &s1));
    mp_close(&s1);
    mp_pipe_one_way(&r2, &s2);
    mp_start(&p2, mp_close(&r2); bagger(bag_count, &r1, &s2));
    mp_close(&r1);
    mp_close(&s2);
    mp_pipe_one_way(&r3, &s3);
    mp_start(&p3, mp_close(&r3); assembler(&r2, &s3));
    mp_close(&r2);
    mp_close(&s3);
    mp_start(&p4, wrapper(&r3, gifts));
    mp_close(&r3);

    mp_join(&p1);
    mp_join(&p2);
    mp_join(&p3);
    mp_join(&p4);
    printf("%d gifts were made\n", mp_get_int(gifts));
    return 0;
}
