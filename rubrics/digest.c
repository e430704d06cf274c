/* digest.c -- hashes, signatures and random bytes: the only door to the crypto library. */
#include "rubrics/digest.h"

#include "sandbox/base/err.h"

#include <nettle/base64.h>
#include <nettle/hmac.h>
#include <nettle/memops.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <sys/random.h>

static const uint8_t *octets(struct bytes data)
{
    return (const uint8_t *)(data.data ? data.data : "");
}

static void write_hex(const uint8_t *raw, size_t size, char *hex)
{
    for (size_t i = 0; i < size; i++)
        (void)snprintf(hex + 2 * i, 3, "%02x", raw[i]); /* two digits and a 0 always fit */
}

void digest_sha256(struct bytes data, char hex[static 65])
{
    struct sha256_ctx context;
    uint8_t raw[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, data.size, octets(data));
    sha256_digest(&context, sizeof raw, raw);
    write_hex(raw, sizeof raw, hex);
}

void digest_hmac(struct bytes key, const struct bytes *parts, size_t count, unsigned char out[static 32])
{
    struct hmac_sha256_ctx context;
    hmac_sha256_set_key(&context, key.size, octets(key));
    for (size_t i = 0; i < count; i++)
        hmac_sha256_update(&context, parts[i].size, octets(parts[i]));
    hmac_sha256_digest(&context, SHA256_DIGEST_SIZE, out);
}

bool digest_equal(const void *a, const void *b, size_t size)
{
    return memeql_sec(a, b, size) != 0;
}

void digest_random(void *out, size_t size)
{
    char *p = out;
    while (size > 0) {
        ssize_t n = getrandom(p, size, 0);
        CHECK(n > 0);
        p += n;
        size -= (size_t)n;
    }
}

void digest_random_hex(char *hex, size_t bytes)
{
    uint8_t raw[32];
    CHECK(bytes <= sizeof raw);
    digest_random(raw, bytes);
    write_hex(raw, bytes, hex);
}

char *digest_base64(struct bytes data, struct arena *arena)
{
    size_t size = BASE64_ENCODE_RAW_LENGTH(data.size);
    char *text = arena_alloc(arena, size + 1, 1);
    base64_encode_raw(text, data.size, octets(data));
    return text;
}

static bool base64_alphabet(struct bytes text)
{
    size_t padding = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        bool letter =
            (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
        if (c == '=')
            padding++;
        else if (!letter || padding > 0)
            return false;
    }
    return padding <= 2;
}

bool digest_from_base64(struct bytes text, struct arena *arena, struct bytes *out)
{
    /* The library's decoder would skip blanks and take more. */
    if (text.size % 4 != 0 || !base64_alphabet(text))
        return false;
    struct base64_decode_ctx context;
    size_t size = BASE64_DECODE_LENGTH(text.size);
    char *data = arena_alloc(arena, size + 1, 1);
    base64_decode_init(&context);
    if (base64_decode_update(&context, &size, (uint8_t *)data, text.size, text.data ? text.data : "") != 1 ||
        base64_decode_final(&context) != 1)
        return false;
    data[size] = '\0';
    *out = (struct bytes){data, size};
    return true;
}
