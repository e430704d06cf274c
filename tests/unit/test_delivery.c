/* test_delivery.c -- the rules of outgoing webhooks. */
#include "rubrics/digest.h"
#include "server/delivery.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The example that the reference libraries of Standard Webhooks test with. */
static void signs_as_the_specification_says(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct err e = {0};
    const char *signature = NULL;
    assert_true(delivery_sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
                              BYTES("{\"test\": 2432232314}"), arena, &signature, &e));
    assert_string_equal(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

static void refuses_bad_secrets(void **state)
{
    (void)state;
    static const char *const rows[] = {"",           "whsec_",         "secret",
                                       "whsec_####", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct err e = {0};
        const char *signature = NULL;
        assert_false(delivery_sign(rows[i], "m", 1, BYTES("x"), arena, &signature, &e));
        assert_int_equal(e.code, ERR_INPUT);
        assert_null(signature);
    }
}

static void knows_public_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        bool is_public;
    } rows[] = {
        {"127.0.0.1", false},
        {"127.255.255.254", false},
        {"10.1.2.3", false},
        {"172.16.0.1", false},
        {"172.31.255.255", false},
        {"172.32.0.1", true},
        {"172.15.255.255", true},
        {"192.168.4.5", false},
        {"192.169.0.1", true},
        {"169.254.169.254", false},
        {"100.64.0.1", false},
        {"100.128.0.1", true},
        {"0.0.0.0", false},
        {"255.255.255.255", false},
        {"224.0.0.1", false},
        {"198.18.0.1", false},
        {"198.20.0.1", true},
        {"8.8.8.8", true},
        {"93.184.216.34", true},
        {"::1", false},
        {"::", false},
        {"fe80::1", false},
        {"fc00::1", false},
        {"fd12:3456::1", false},
        {"ff02::1", false},
        {"::ffff:127.0.0.1", false},
        {"::ffff:8.8.8.8", true},
        {"64:ff9b::7f00:1", false},
        {"2002:7f00:1::1", false},
        {"2001:db8::1", false},
        {"2606:4700::1111", true},
        {"2a00:1450:4001:80b::200e", true},
        {"::127.0.0.1", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sockaddr_in in = {.sin_family = AF_INET};
        struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
        const struct sockaddr *address = (const struct sockaddr *)&in;
        if (inet_pton(AF_INET, rows[i].address, &in.sin_addr) != 1) {
            assert_int_equal(inet_pton(AF_INET6, rows[i].address, &in6.sin6_addr), 1);
            address = (const struct sockaddr *)&in6;
        }
        if (delivery_address_public(address) != rows[i].is_public)
            fail_msg("%s", rows[i].address);
    }
    const struct sockaddr local = {.sa_family = AF_UNIX};
    assert_false(delivery_address_public(&local));
}

static void judges_answers(void **state)
{
    (void)state;
    static const struct {
        const char *claim;
        int status;
        uint32_t attempts;
        int64_t retry_after_s;
        enum delivery_verdict verdict;
        int64_t wait_ms; /* without jitter */
    } rows[] = {
        {"2xx is delivered", 204, 1, -1, DELIVERY_DONE, 0},
        {"a redirect is not followed", 302, 1, -1, DELIVERY_AGAIN, 5000},
        {"no answer", 0, 1, -1, DELIVERY_AGAIN, 5000},
        {"the second try waits longer", 500, 2, -1, DELIVERY_AGAIN, 300000},
        {"the ninth waits a day", 500, 9, -1, DELIVERY_AGAIN, 86400000},
        {"the tenth was the last", 500, 10, -1, DELIVERY_DEAD, 0},
        {"gone is gone", 410, 1, -1, DELIVERY_DEAD, 0},
        {"Retry-After is honoured", 429, 1, 60, DELIVERY_AGAIN, 60000},
        {"a short Retry-After does not hurry us", 429, 2, 1, DELIVERY_AGAIN, 300000},
        {"an endless Retry-After is cut", 503, 1, INT64_MAX, DELIVERY_AGAIN, 86400000},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t wait_ms = 0;
        if (delivery_judge(rows[i].status, rows[i].attempts, rows[i].retry_after_s, 0, &wait_ms) != rows[i].verdict ||
            wait_ms != rows[i].wait_ms)
            fail_msg("%s", rows[i].claim);
    }
    int64_t jittered = 0;
    assert_int_equal(delivery_judge(500, 1, -1, 999, &jittered), DELIVERY_AGAIN);
    assert_true(jittered > 5000 && jittered <= 5500);
}

static void base64_is_strict(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *data; /* NULL: refused */
    } rows[] = {{"", ""},       {"Zg==", "f"},      {"Zm8=", "fo"}, {"Zm9v", "foo"}, {"Zm9vYg==", "foob"},
                {"Zg", NULL},   {"Zg=", NULL},      {"Z===", NULL}, {"====", NULL},  {"Zm9v\n", NULL},
                {"Zm 9", NULL}, {"Zg==Zg==", NULL}, {"Zm9-", NULL}, {"=Zm9", NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct bytes out = {0};
        bool ok = digest_from_base64((struct bytes){rows[i].text, strlen(rows[i].text)}, arena, &out);
        if (ok != (rows[i].data != NULL))
            fail_msg("'%s'", rows[i].text);
        if (ok) {
            assert_int_equal(out.size, strlen(rows[i].data));
            assert_memory_equal(out.data, rows[i].data, out.size);
            assert_string_equal(digest_base64(out, arena), rows[i].text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_as_the_specification_says),
        cmocka_unit_test(refuses_bad_secrets),
        cmocka_unit_test(knows_public_addresses),
        cmocka_unit_test(judges_answers),
        cmocka_unit_test(base64_is_strict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
