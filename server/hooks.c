/* hooks.c -- is a webhook's message really from who knows the secret, and from now? Pure: no clock, no network. */
#include "server/hooks.h"

#include "rubrics/digest.h"

#include <stdlib.h>
#include <string.h>

enum { MAC_BYTES = 32, HEX_BYTES = 2 * MAC_BYTES };

const char *hook_verdict_text(enum hook_verdict verdict)
{
    switch (verdict) {
    case HOOK_GOOD:
        return "good";
    case HOOK_UNSIGNED:
        return "a header that belongs to the signature is missing or malformed";
    case HOOK_OLD:
        return "its timestamp is more than five minutes away from this service's clock";
    case HOOK_FORGED:
        return "the signature does not fit the body and the secret";
    }
    return "";
}

bool hook_key(const char *secret, struct arena *arena, struct bytes *out)
{
    static const char prefix[] = "whsec_";
    if (strncmp(secret, prefix, sizeof prefix - 1) != 0) {
        *out = (struct bytes){arena_string(arena, secret), strlen(secret)};
        return out->size > 0;
    }
    const char *coded = secret + sizeof prefix - 1;
    return *coded && digest_from_base64((struct bytes){coded, strlen(coded)}, arena, out) && out->size > 0;
}

static bool id_ok(const char *id)
{
    size_t length = id ? strlen(id) : 0;
    if (length == 0 || length > HOOK_ID_MAX)
        return false;
    for (size_t i = 0; i < length; i++)
        if (id[i] <= ' ' || id[i] > '~')
            return false;
    return true;
}

/* Does any of the secrets give this code over the parts? All are tried, so that time does not tell which. */
static bool any_secret(const char *const secrets[static HOOK_SECRETS], const struct bytes *parts, size_t count,
                       const unsigned char code[static MAC_BYTES], struct arena *arena)
{
    bool found = false;
    for (size_t i = 0; i < HOOK_SECRETS; i++) {
        struct bytes key;
        if (!secrets[i] || !hook_key(secrets[i], arena, &key))
            continue;
        unsigned char wanted[MAC_BYTES];
        digest_hmac(key, parts, count, wanted);
        found |= digest_equal(wanted, code, MAC_BYTES);
    }
    return found;
}

enum hook_verdict hook_check_standard(const char *const secrets[static HOOK_SECRETS], const char *id,
                                      const char *timestamp, const char *signatures, struct bytes body, int64_t now_s)
{
    size_t digits = timestamp ? strspn(timestamp, "0123456789") : 0;
    if (!id_ok(id) || digits == 0 || digits > 12 || timestamp[digits] || !signatures)
        return HOOK_UNSIGNED;
    int64_t away_s = strtoll(timestamp, NULL, 10) - now_s;
    if (away_s > HOOK_AGE_S_MAX || away_s < -HOOK_AGE_S_MAX)
        return HOOK_OLD;
    AUTO_ARENA struct arena *arena = arena_make();
    const struct bytes parts[] = {{id, strlen(id)}, BYTES("."), {timestamp, digits}, BYTES("."), body};
    bool good = false;
    size_t seen = 0;
    for (const char *at = signatures; *at && seen < HOOK_SIGNATURES_MAX;) {
        at += strspn(at, " ");
        size_t length = strcspn(at, " ");
        struct bytes code;
        seen += length > 0;
        /* v1a (Ed25519) and what may come later are passed over */
        if (length > 3 && memcmp(at, "v1,", 3) == 0 &&
            digest_from_base64((struct bytes){at + 3, length - 3}, arena, &code) && code.size == MAC_BYTES)
            good |= any_secret(secrets, parts, sizeof parts / sizeof *parts, (const unsigned char *)code.data, arena);
        at += length;
    }
    return good ? HOOK_GOOD : seen > 0 ? HOOK_FORGED : HOOK_UNSIGNED;
}

enum hook_verdict hook_check_github(const char *const secrets[static HOOK_SECRETS], const char *id,
                                    const char *signature, struct bytes body)
{
    static const char prefix[] = "sha256=", hex[] = "0123456789abcdef";
    if (!id_ok(id) || !signature || strncmp(signature, prefix, sizeof prefix - 1) != 0)
        return HOOK_UNSIGNED;
    signature += sizeof prefix - 1;
    if (strlen(signature) != HEX_BYTES || strspn(signature, hex) != HEX_BYTES)
        return HOOK_UNSIGNED;
    unsigned char code[MAC_BYTES];
    for (size_t i = 0; i < MAC_BYTES; i++)
        code[i] =
            (unsigned char)((strchr(hex, signature[2 * i]) - hex) << 4 | (strchr(hex, signature[2 * i + 1]) - hex));
    AUTO_ARENA struct arena *arena = arena_make();
    return any_secret(secrets, &body, 1, code, arena) ? HOOK_GOOD : HOOK_FORGED;
}
