/* digest.c -- hashes, signatures and random bytes: the only door to the crypto library. */
#include "rubrics/digest.h"

#include "sandbox/base/err.h"

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
