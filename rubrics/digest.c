/* digest.c -- hashes, signatures and random bytes: the only door to the crypto library. */
#include "rubrics/digest.h"

#include "sandbox/base/err.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdio.h>
#include <sys/random.h>

void digest_sha256(struct bytes data, char hex[static 65])
{
    unsigned char raw[32];
    unsigned int size = sizeof raw;
    CHECK(EVP_Digest(data.data ? data.data : "", data.size, raw, &size, EVP_sha256(), NULL) == 1 && size == sizeof raw);
    for (size_t i = 0; i < sizeof raw; i++)
        (void)snprintf(hex + 2 * i, 3, "%02x", raw[i]); /* two digits and a 0 always fit */
}

void digest_hmac(struct bytes key, const struct bytes *parts, size_t count, unsigned char out[static 32])
{
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    CHECK(mac);
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
    CHECK(context);
    char name[] = "SHA256";
    const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string("digest", name, 0), OSSL_PARAM_construct_end()};
    CHECK(EVP_MAC_init(context, (const unsigned char *)(key.data ? key.data : ""), key.size, params) == 1);
    for (size_t i = 0; i < count; i++)
        CHECK(EVP_MAC_update(context, (const unsigned char *)(parts[i].data ? parts[i].data : ""), parts[i].size) == 1);
    size_t size = 0;
    CHECK(EVP_MAC_final(context, out, &size, 32) == 1 && size == 32);
    EVP_MAC_CTX_free(context);
    EVP_MAC_free(mac);
}

bool digest_equal(const void *a, const void *b, size_t size)
{
    return CRYPTO_memcmp(a, b, size) == 0;
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

char *digest_base64(struct bytes data, struct arena *arena)
{
    CHECK(data.size <= INT_MAX / 2);
    char *text = arena_alloc(arena, 4 * ((data.size + 2) / 3) + 1, 1);
    (void)EVP_EncodeBlock((unsigned char *)text, (const unsigned char *)data.data, (int)data.size); /* cannot fail */
    return text;
}

static bool base64_alphabet(struct bytes text, size_t *padding)
{
    *padding = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        bool letter =
            (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
        if (c == '=')
            ++*padding;
        else if (!letter || *padding > 0)
            return false;
    }
    return *padding <= 2;
}

bool digest_from_base64(struct bytes text, struct arena *arena, struct bytes *out)
{
    size_t padding;
    /* The library's decoder would skip blanks and take more. */
    if (text.size % 4 != 0 || text.size > INT_MAX || !base64_alphabet(text, &padding))
        return false;
    char *data = arena_alloc(arena, text.size / 4 * 3 + 1, 1);
    int size = EVP_DecodeBlock((unsigned char *)data, (const unsigned char *)text.data, (int)text.size);
    if (size < 0)
        return false;
    *out = (struct bytes){data, (size_t)size - padding};
    return true;
}
