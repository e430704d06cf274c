/* fuzz_hooks.c -- headers and bodies of webhooks from anyone: only what was signed is taken. */
#include "server/hooks.h"

#include "sandbox/base/err.h"
#include "server/delivery.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Four texts, each up to the next 0 byte, and the rest is the body. */
static const char *text_of(const uint8_t **data, size_t *size, struct arena *arena)
{
    size_t length = 0;
    while (length < *size && (*data)[length])
        length++;
    char *text = arena_copy(arena, *data, length);
    size_t used = length < *size ? length + 1 : length;
    *data += used;
    *size -= used;
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const secrets[HOOK_SECRETS] = {"whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", "other"};
    AUTO_ARENA struct arena *arena = arena_make();
    const char *id = text_of(&data, &size, arena), *timestamp = text_of(&data, &size, arena),
               *signatures = text_of(&data, &size, arena), *own = text_of(&data, &size, arena);
    struct bytes body = {(const char *)data, size}, key;
    CHECK(hook_check_standard(secrets, id, timestamp, signatures, body, 1000) != HOOK_GOOD);
    CHECK(hook_check_github(secrets, id, signatures, body) != HOOK_GOOD);
    const char *const given[HOOK_SECRETS] = {own, NULL};
    (void)hook_check_standard(given, id, timestamp, signatures, body, 1000); /* whatever secret an operator wrote */
    (void)hook_key(own, arena, &key);                                        /* the same */
    const char *signature;
    struct err e = {0};
    if (!delivery_sign(secrets[0], id, 1000, body, arena, &signature, &e))
        return 0; /* an id that our own sender would not make */
    enum hook_verdict verdict = hook_check_standard(secrets, id, "1000", signature, body, 1000);
    CHECK(verdict == HOOK_GOOD || verdict == HOOK_UNSIGNED); /* UNSIGNED: no id that we take */
    return 0;
}
