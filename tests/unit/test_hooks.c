/* test_hooks.c -- whose message is taken: signatures made by others, and every way they can be wrong. */
#include "server/hooks.h"

#include "rubrics/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The example of the Standard Webhooks specification's reference libraries. */
#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define ID "msg_p5jXN8AQM9LWM0D4loKWxJek"
#define SIGNED "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
static const char body[] = "{\"test\": 2432232314}";
static const int64_t at_s = 1614265330;

#define OTHER "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static const struct {
    const char *claim;
    const char *secrets[HOOK_SECRETS];
    const char *id, *timestamp, *signatures;
    int64_t later_s;
    enum hook_verdict wanted;
} standard[] = {
    {"as it was sent", {SECRET}, ID, "1614265330", SIGNED, 0, HOOK_GOOD},
    {"the secret is the second", {OTHER, SECRET}, ID, "1614265330", SIGNED, 0, HOOK_GOOD},
    {"only the second is there", {NULL, SECRET}, ID, "1614265330", SIGNED, 0, HOOK_GOOD},
    {"one of several signatures", {SECRET}, ID, "1614265330", "v1a,QUJD v1,AAAA  " SIGNED, 0, HOOK_GOOD},
    {"five minutes old", {SECRET}, ID, "1614265330", SIGNED, 300, HOOK_GOOD},
    {"five minutes early", {SECRET}, ID, "1614265330", SIGNED, -300, HOOK_GOOD},
    {"older", {SECRET}, ID, "1614265330", SIGNED, 301, HOOK_OLD},
    {"earlier", {SECRET}, ID, "1614265330", SIGNED, -301, HOOK_OLD},
    {"another secret", {OTHER}, ID, "1614265330", SIGNED, 0, HOOK_FORGED},
    {"no secret", {NULL}, ID, "1614265330", SIGNED, 0, HOOK_FORGED},
    {"a secret that is no base64", {"whsec_!"}, ID, "1614265330", SIGNED, 0, HOOK_FORGED},
    {"another id", {SECRET}, "msg_x", "1614265330", SIGNED, 0, HOOK_FORGED},
    {"another second", {SECRET}, ID, "1614265331", SIGNED, 0, HOOK_FORGED},
    {"a zero before the time", {SECRET}, ID, "01614265330", SIGNED, 0, HOOK_FORGED},
    {"one bit of it", {SECRET}, ID, "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OI=", 0, HOOK_FORGED},
    {"the beginning of it", {SECRET}, ID, "1614265330", "v1,g0hM9SsE+OTPJTGt", 0, HOOK_FORGED},
    {"another version", {SECRET}, ID, "1614265330", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0, HOOK_FORGED},
    {"no version", {SECRET}, ID, "1614265330", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0, HOOK_FORGED},
    {"after sixteen others", {SECRET}, ID, "1614265330", "a a a a a a a a a a a a a a a a " SIGNED, 0, HOOK_FORGED},
    {"empty", {SECRET}, ID, "1614265330", "", 0, HOOK_UNSIGNED},
    {"blanks", {SECRET}, ID, "1614265330", "   ", 0, HOOK_UNSIGNED},
    {"no signature", {SECRET}, ID, "1614265330", NULL, 0, HOOK_UNSIGNED},
    {"no id", {SECRET}, NULL, "1614265330", SIGNED, 0, HOOK_UNSIGNED},
    {"an empty id", {SECRET}, "", "1614265330", SIGNED, 0, HOOK_UNSIGNED},
    {"a blank in the id", {SECRET}, "a b", "1614265330", SIGNED, 0, HOOK_UNSIGNED},
    {"no time", {SECRET}, ID, NULL, SIGNED, 0, HOOK_UNSIGNED},
    {"a time with a sign", {SECRET}, ID, "-1614265330", SIGNED, 0, HOOK_UNSIGNED},
    {"a time with more", {SECRET}, ID, "1614265330.", SIGNED, 0, HOOK_UNSIGNED},
    {"a time beyond time", {SECRET}, ID, "9999999999999999999999", SIGNED, 0, HOOK_UNSIGNED},
};

static void standard_webhooks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof standard / sizeof *standard; i++) {
        enum hook_verdict got = hook_check_standard(standard[i].secrets, standard[i].id, standard[i].timestamp,
                                                    standard[i].signatures, BYTES(body), at_s + standard[i].later_s);
        if (got != standard[i].wanted)
            fail_msg("%s: %s", standard[i].claim, hook_verdict_text(got));
    }
}

/* GitHub's own example: docs.github.com, validating webhook deliveries. */
#define HUB_SECRET "It's a Secret to Everybody"
#define HUB_SIGNED "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
static const char hub_body[] = "Hello, World!";

static const struct {
    const char *claim;
    const char *secrets[HOOK_SECRETS];
    const char *id, *signature;
    enum hook_verdict wanted;
} github[] = {
    {"as it was sent", {HUB_SECRET}, "72d3162e", HUB_SIGNED, HOOK_GOOD},
    {"the secret is the second", {"x", HUB_SECRET}, "72d3162e", HUB_SIGNED, HOOK_GOOD},
    {"another secret", {"x"}, "72d3162e", HUB_SIGNED, HOOK_FORGED},
    {"another digit",
     {HUB_SECRET},
     "1",
     "sha256=857107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
     HOOK_FORGED},
    {"one digit less",
     {HUB_SECRET},
     "1",
     "sha256=57107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
     HOOK_UNSIGNED},
    {"no digit",
     {HUB_SECRET},
     "1",
     "sha256=g57107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
     HOOK_UNSIGNED},
    {"another hash", {HUB_SECRET}, "1", "sha1=757107ea0eb2509fc211221cce984b8a37570b6d", HOOK_UNSIGNED},
    {"no signature", {HUB_SECRET}, "1", NULL, HOOK_UNSIGNED},
    {"no delivery id", {HUB_SECRET}, NULL, HUB_SIGNED, HOOK_UNSIGNED},
};

static void github_webhooks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof github / sizeof *github; i++) {
        enum hook_verdict got =
            hook_check_github(github[i].secrets, github[i].id, github[i].signature, BYTES(hub_body));
        if (got != github[i].wanted)
            fail_msg("%s: %s", github[i].claim, hook_verdict_text(got));
    }
}

static void the_body_counts_to_its_last_byte(void **state)
{
    (void)state;
    const char *secrets[HOOK_SECRETS] = {SECRET}, *hub[HOOK_SECRETS] = {HUB_SECRET};
    static const char longer[] = "{\"test\": 2432232314}\n", hub_longer[] = "Hello, World!\0";
    assert_int_equal(hook_check_standard(secrets, ID, "1614265330", SIGNED, BYTES(longer), at_s), HOOK_FORGED);
    assert_int_equal(hook_check_github(hub, "1", HUB_SIGNED, BYTES(hub_longer)), HOOK_FORGED);
    assert_int_equal(hook_check_github(hub, "1", HUB_SIGNED, (struct bytes){NULL, 0}), HOOK_FORGED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(standard_webhooks),
        cmocka_unit_test(github_webhooks),
        cmocka_unit_test(the_body_counts_to_its_last_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
