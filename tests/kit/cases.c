/* cases.c -- one small program for each thing that mp.h promises; the first argument says which. See kit.py. */
#include "mp.h"

#include <fcntl.h>

static void must(bool right, const char *what, int line)
{
    if (right)
        return;
    printf("line %d: not so: %s\n", line, what);
    exit(9);
}
#define MUST(x) must((x), #x, __LINE__)

enum { BIG = 3 * 1024 * 1024 + 17 };

static unsigned char pattern(size_t i)
{
    return (unsigned char)(i * 31 + i / 251);
}

static void send_big(struct mp_conn *conn, size_t size)
{
    unsigned char *data = malloc(size);
    for (size_t i = 0; i < size; i++)
        data[i] = pattern(i);
    mp_send(conn, data, size);
    mp_close(conn);
    free(data);
}

/* Far more than a pipe holds (64 KiB), in one message and whole. */
static void big_message(void)
{
    static const size_t sizes[] = {MP_ATOMIC - 1, MP_ATOMIC, MP_ATOMIC + 1, 65536 - 8, 65536, 65537, BIG};
    for (size_t n = 0; n < sizeof sizes / sizeof sizes[0]; n++) {
        struct mp_conn mine, theirs;
        struct mp_process p;
        mp_pipe(&mine, &theirs);
        mp_start(&p, mp_close(&mine); send_big(&theirs, sizes[n]));
        mp_close(&theirs);
        unsigned char *data = malloc(BIG);
        MUST(mp_recv(&mine, data, BIG) == (ssize_t)sizes[n]);
        for (size_t i = 0; i < sizes[n]; i++)
            MUST(data[i] == pattern(i));
        MUST(mp_recv(&mine, data, BIG) == MP_END);
        MUST(mp_join(&p) == 0);
        mp_close(&mine);
        free(data);
    }
}

/* The handler says by a byte that it ran, so that the other side knows that a blocked call was interrupted. */
static int alarm_told;

static void on_alarm(int number)
{
    int before = errno;
    (void)number;
    if (write(alarm_told, "!", 1) < 0)
        _exit(9);
    errno = before;
}

/* From now on a signal comes every millisecond, and calls that it interrupts do not start again by themselves. */
static void be_interrupted(int tell)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_alarm;
    alarm_told = tell;
    MUST(sigaction(SIGALRM, &action, NULL) == 0);
    MUST(ualarm(1000, 1000) == 0);
}

/* The first signals may come before the call blocks, or after a part was written; the later ones cannot. */
static void see_interruptions(int told)
{
    char c;
    for (int i = 0; i < 10; i++)
        MUST(read(told, &c, 1) == 1);
}

static void interrupted_send(void)
{
    struct mp_conn mine, theirs;
    struct mp_process p;
    int told[2];
    MUST(pipe(told) == 0);
    mp_pipe_one_way(&mine, &theirs);
    mp_start(&p, mp_close(&mine); be_interrupted(told[1]); send_big(&theirs, BIG));
    mp_close(&theirs);
    see_interruptions(told[0]);
    unsigned char *data = malloc(BIG);
    MUST(mp_recv(&mine, data, BIG) == BIG);
    for (size_t i = 0; i < BIG; i++)
        MUST(data[i] == pattern(i));
    MUST(mp_join(&p) == 0);
    free(data);
}

static void interrupted_recv(void)
{
    struct mp_conn mine, theirs;
    struct mp_process p;
    int told[2], n;
    MUST(pipe(told) == 0);
    mp_pipe_one_way(&mine, &theirs);
    mp_start(&p, mp_close(&mine); see_interruptions(told[0]); mp_send_int(&theirs, 42));
    mp_close(&theirs);
    be_interrupted(told[1]);
    MUST(mp_recv_int(&mine, &n) && n == 42 && !mp_recv_int(&mine, &n));
    MUST(mp_join(&p) == 0); /* waitpid is interrupted, too */
}

static void echo(struct mp_conn *conn)
{
    int n;
    while (mp_recv_int(conn, &n))
        mp_send_int(conn, n + 1);
    mp_close(conn);
}

static void both_ways(void)
{
    struct mp_conn mine, theirs;
    struct mp_process p;
    mp_pipe(&mine, &theirs);
    mp_start(&p, mp_close(&mine); echo(&theirs));
    mp_close(&theirs);
    int n = 0;
    for (int i = 0; i < 100; i++) {
        mp_send_int(&mine, n);
        MUST(mp_recv_int(&mine, &n));
    }
    MUST(n == 100);
    mp_close(&mine);
    MUST(mp_join(&p) == 0);
}

static void kinds_of_messages(void)
{
    struct mp_conn in, out;
    mp_pipe_one_way(&in, &out);
    mp_send_text(&out, "");
    mp_send(&out, NULL, 0);
    mp_send_double(&out, -0.1);
    mp_send_int(&out, INT_MIN);
    mp_send_text(&out, "exactly");
    mp_close(&out);
    char text[8] = "before", bytes[1];
    double x;
    int n;
    MUST(mp_recv_text(&in, text, sizeof text) && text[0] == '\0');
    MUST(mp_recv(&in, bytes, sizeof bytes) == 0); /* an empty message is not the end */
    MUST(mp_recv_double(&in, &x) && !(x < -0.1) && !(x > -0.1));
    MUST(mp_recv_int(&in, &n) && n == INT_MIN);
    MUST(mp_recv_text(&in, text, sizeof text) && strcmp(text, "exactly") == 0);
    MUST(!mp_recv_text(&in, text, sizeof text) && text[0] == '\0');
    MUST(!mp_recv_int(&in, &n) && n == 0);
    MUST(mp_recv(&in, bytes, sizeof bytes) == MP_END);
    mp_close(&in);
}

static void send_many(struct mp_conn *out, char letter, int size)
{
    char text[MP_ATOMIC + 1];
    memset(text, letter, (size_t)size);
    text[size] = '\0';
    for (int i = 0; i < 200; i++)
        mp_send_text(out, text);
    mp_close(out);
}

/* Several senders on one pipe: messages up to MP_ATOMIC bytes do not mix. */
static void many_senders(void)
{
    static const int sizes[] = {1, 100, 2000, MP_ATOMIC};
    struct mp_conn in, out;
    struct mp_process p[4];
    mp_pipe_one_way(&in, &out);
    for (int i = 0; i < 4; i++)
        mp_start(&p[i], mp_close(&in); send_many(&out, (char)('a' + i), sizes[i]));
    mp_close(&out);
    int count[4] = {0, 0, 0, 0};
    char text[MP_ATOMIC + 1];
    while (mp_recv_text(&in, text, sizeof text)) {
        int who = text[0] - 'a';
        MUST(who >= 0 && who < 4 && strspn(text, (char[]){text[0], '\0'}) == (size_t)sizes[who]);
        MUST(strlen(text) == (size_t)sizes[who]);
        count[who]++;
    }
    for (int i = 0; i < 4; i++)
        MUST(count[i] == 200 && mp_join(&p[i]) == 0);
}

static void add(struct mp_value *total, int times)
{
    for (int i = 0; i < times; i++) {
        mp_acquire(mp_get_lock(total));
        mp_set(total, mp_get_int(total) + 1);
        mp_release(mp_get_lock(total));
    }
}

static void many_processes(void)
{
    struct mp_value *total = mp_value('i', 0);
    struct mp_process p[50];
    for (int i = 0; i < 50; i++)
        mp_start(&p[i], add(total, 100));
    for (int i = 0; i < 50; i++)
        MUST(mp_join(&p[i]) == 0);
    MUST(mp_get_int(total) == 5000);
}

static void type_codes(void)
{
    static const struct {
        char code;
        long double low, high;
    } rows[] = {{'b', SCHAR_MIN, SCHAR_MAX}, {'B', 0, UCHAR_MAX},       {'h', SHRT_MIN, SHRT_MAX},
                {'H', 0, USHRT_MAX},         {'i', INT_MIN, INT_MAX},   {'I', 0, UINT_MAX},
                {'l', LONG_MIN, LONG_MAX},   {'L', 0, (long double)ULONG_MAX},
                {'q', LLONG_MIN, LLONG_MAX}, {'Q', 0, (long double)ULLONG_MAX}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct mp_value *value = mp_value(rows[i].code, rows[i].low);
        struct mp_array *array = mp_array(rows[i].code, 3, NULL);
        MUST(mp_load_(&value->number, rows[i].code) <= rows[i].low);
        mp_set(value, rows[i].high);
        MUST(mp_load_(&value->number, rows[i].code) >= rows[i].high);
        mp_set_at(array, 0, rows[i].low);
        mp_set_at(array, 2, rows[i].high);
        MUST(mp_get_int_at(array, 1) == 0); /* its neighbours did not touch it */
    }
    float half[] = {0.5f, 1.5f};
    MUST(mp_get_double_at(mp_array('f', 2, half), 1) > 1.49);
    MUST(mp_get_double(mp_value('d', 0.1)) <= 0.1 && mp_get_double(mp_value('d', 0.1)) >= 0.1);
    MUST(mp_get_long(mp_value('q', LLONG_MIN)) == LLONG_MIN);
    MUST(mp_len(mp_array('d', 0, NULL)) == 0);
}

static void leave(int status)
{
    exit(status);
}

static void exit_statuses(void)
{
    struct mp_process p;
    mp_start(&p, leave(7));
    MUST(mp_join(&p) == 7 && mp_join(&p) == 7); /* a second join is answered at once, as in Python */
    mp_start(&p, kill(getpid(), SIGKILL));
    MUST(mp_join(&p) == -SIGKILL);
    mp_start(&p, (void)p);
    MUST(mp_join(&p) == 0);
}

static void bye(void)
{
    printf("bye\n");
}

/* What was printed before mp_start comes once; the child's own output too; atexit runs in the parent only. */
static void printed_once(void)
{
    struct mp_process p;
    MUST(atexit(bye) == 0);
    printf("one ");
    mp_start(&p, printf("two "));
    mp_join(&p);
    printf("three\n");
}

/* The write that finds nobody is told with a sentence; the program's own handling of SIGPIPE is as it was. */
static void sigpipe_untouched(void)
{
    struct sigaction before, after;
    sigset_t mask;
    struct mp_conn in, out;
    mp_pipe_one_way(&in, &out);
    MUST(sigaction(SIGPIPE, NULL, &before) == 0);
    mp_send_int(&out, 1);
    MUST(sigaction(SIGPIPE, NULL, &after) == 0 && before.sa_handler == after.sa_handler);
    MUST(pthread_sigmask(SIG_SETMASK, NULL, &mask) == 0 && sigismember(&mask, SIGPIPE) == 0);
}

static void hold_and_die(struct mp_lock *lock)
{
    mp_acquire(lock);
    kill(getpid(), SIGKILL);
}

static void dead_holder(void)
{
    struct mp_lock *lock = mp_lock();
    struct mp_process p;
    mp_start(&p, hold_and_die(lock));
    MUST(mp_join(&p) == -SIGKILL);
    mp_acquire(lock);
}

static void receiver_gone(void)
{
    struct mp_conn in, out;
    mp_pipe_one_way(&in, &out);
    mp_close(&in);
    printf("sending\n");
    mp_send_text(&out, "Hello");
}

static void other_end_gone(void)
{
    struct mp_conn a, b;
    mp_pipe(&a, &b);
    mp_close(&b);
    mp_send_int(&a, 1);
}

static void half_a_message(void)
{
    struct mp_conn in, out;
    mp_pipe_one_way(&in, &out);
    int n;
    MUST(write(out.writes, "mp:i\4\0\0\0\1\1", 10) == 10);
    mp_close(&out);
    mp_recv_int(&in, &n);
}

static void half_a_head(void)
{
    struct mp_conn in, out;
    mp_pipe_one_way(&in, &out);
    int n;
    MUST(write(out.writes, "mp:", 3) == 3);
    mp_close(&out);
    mp_recv_int(&in, &n);
}

static void no_message(void)
{
    struct mp_conn in, out;
    mp_pipe_one_way(&in, &out);
    char text[100];
    MUST(write(out.writes, "Hello, World", 12) == 12);
    mp_recv_text(&in, text, sizeof text);
}

static void huge_head(void)
{
    struct mp_conn in, out;
    mp_pipe_one_way(&in, &out);
    char text[100];
    MUST(write(out.writes, "mp:t\377\377\377\377", 8) == 8);
    mp_recv_text(&in, text, sizeof text);
}

static void wrong_kind(void)
{
    struct mp_conn in, out;
    mp_pipe_one_way(&in, &out);
    int n;
    mp_send_text(&out, "42");
    mp_recv_int(&in, &n);
}

static void small_buffer(void)
{
    struct mp_conn in, out;
    mp_pipe_one_way(&in, &out);
    char text[5];
    mp_send_text(&out, "Hello");
    mp_recv_text(&in, text, sizeof text);
}

static void too_large(void)
{
    struct mp_conn in, out;
    mp_pipe_one_way(&in, &out);
    mp_send(&out, "", (size_t)MP_MESSAGE_MAX + 1);
}

static void closed_twice(void)
{
    struct mp_conn in, out;
    mp_pipe_one_way(&in, &out);
    mp_close(&in);
    mp_close(&in);
}

static void closed_through_a_copy(void)
{
    struct mp_conn in, out, copy;
    mp_pipe_one_way(&in, &out);
    copy = in;
    mp_close(&in);
    mp_close(&copy);
}

static void used_after_close(void)
{
    struct mp_conn in, out;
    int n;
    mp_pipe_one_way(&in, &out);
    mp_close(&in);
    mp_recv_int(&in, &n);
}

static void never_a_pipe(void)
{
    struct mp_conn conn = {0};
    mp_send_int(&conn, 1);
}

static void wrong_way_to_send(void)
{
    struct mp_conn in, out;
    mp_pipe_one_way(&in, &out);
    mp_send_int(&in, 1);
}

static void wrong_way_to_receive(void)
{
    struct mp_conn in, out;
    int n;
    mp_pipe_one_way(&in, &out);
    mp_recv_int(&out, &n);
}

static void too_many_pipes(void)
{
    struct mp_conn in, out;
    for (int i = 0; i < 1 << 20; i++)
        mp_pipe_one_way(&in, &out);
}

static void never_started(void)
{
    struct mp_process p = {0};
    mp_join(&p);
}

static void not_my_child(void)
{
    struct mp_process a, b;
    struct mp_conn in, out;
    mp_pipe_one_way(&in, &out);
    int n;
    mp_start(&a, mp_close(&out); mp_recv_int(&in, &n));
    mp_start(&b, mp_join(&a));
    MUST(mp_join(&b) == 1);
    mp_close(&out);
    MUST(mp_join(&a) == 0);
}

static void wrong_code(void)
{
    mp_value('z', 0);
}

static void does_not_fit(void)
{
    mp_value('b', 128);
}

static void not_whole(void)
{
    mp_set(mp_value('i', 0), 0.5);
}

static void wrong_initial(void)
{
    double numbers[] = {1, 2};
    mp_array('i', 2, numbers);
}

static void no_such_item(void)
{
    mp_set_at(mp_array('i', 10, NULL), 10, 1);
}

static void int_of_double(void)
{
    printf("%d\n", mp_get_int(mp_value('d', 1.5)));
}

static void int_of_long(void)
{
    printf("%d\n", mp_get_int(mp_value('q', 1LL << 40)));
}

static void acquired_twice(void)
{
    struct mp_lock *lock = mp_lock();
    mp_acquire(lock);
    mp_acquire(lock);
}

static void not_held(void)
{
    mp_release(mp_lock());
}

static void lock_of_value_nests(void)
{
    struct mp_value *value = mp_value('i', 1);
    mp_acquire(mp_get_lock(value));
    mp_acquire(mp_get_lock(value));
    mp_set(value, mp_get_int(value) + 1);
    mp_release(mp_get_lock(value));
    mp_release(mp_get_lock(value));
    MUST(mp_get_int(value) == 2);
}

#define CASES(X)                                                                                                       \
    X(big_message) X(interrupted_send) X(interrupted_recv) X(both_ways) X(kinds_of_messages) X(many_senders)           \
    X(many_processes) X(type_codes)                                                                                    \
    X(exit_statuses) X(printed_once) X(sigpipe_untouched) X(dead_holder) X(receiver_gone) X(other_end_gone)            \
    X(half_a_message) X(half_a_head) X(no_message) X(huge_head) X(wrong_kind) X(small_buffer) X(too_large)             \
    X(closed_twice) X(closed_through_a_copy) X(used_after_close) X(never_a_pipe) X(wrong_way_to_send)                  \
    X(wrong_way_to_receive) X(too_many_pipes) X(never_started) X(not_my_child) X(wrong_code) X(does_not_fit)           \
    X(not_whole) X(wrong_initial) X(no_such_item) X(int_of_double) X(int_of_long) X(acquired_twice) X(not_held)        \
    X(lock_of_value_nests)

int main(int argc, char **argv)
{
#define CASE(name)                                                                                                     \
    if (argc == 2 && strcmp(argv[1], #name) == 0) {                                                                    \
        name();                                                                                                        \
        return 0;                                                                                                      \
    }
    CASES(CASE)
#define LIST(name) printf("%s\n", #name);
    CASES(LIST)
    return 2;
}
