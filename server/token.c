/* token.c -- API tokens: made once, shown once, stored as a hash. */
#include "server/token.h"

#include "rubrics/digest.h"

#include <stdio.h>
#include <string.h>

static const char prefix[] = "bt_";
static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
enum { PREFIX = sizeof prefix - 1, BYTES_RANDOM = 32, DIGITS = 43 };
_Static_assert(PREFIX + DIGITS + 1 == TOKEN_SIZE, "the token fills its array");

void token_make(char out[static TOKEN_SIZE])
{
    unsigned char bits[BYTES_RANDOM + 1] = {0}; /* the last digit has 4 bits and two zeros */
    digest_random(bits, BYTES_RANDOM);
    memcpy(out, prefix, PREFIX);
    for (unsigned i = 0; i < DIGITS; i++) {
        unsigned at = i * 6, word = (unsigned)bits[at / 8] << 8 | bits[at / 8 + 1];
        out[PREFIX + i] = alphabet[word >> (10 - at % 8) & 63];
    }
    out[PREFIX + DIGITS] = '\0';
}

bool token_ok(const char *text)
{
    return strncmp(text, prefix, PREFIX) == 0 && strlen(text) == PREFIX + DIGITS &&
           strspn(text + PREFIX, alphabet) == DIGITS;
}

bool token_add(struct store *store, const char *token, enum role role, const char *name, char id[static ID_MAX],
               struct err *e)
{
    CHECK(token_ok(token));
    char hash[65], fresh[ID_MAX], made[ID_MAX];
    digest_sha256((struct bytes){token, strlen(token)}, hash);
    submission_id_make(fresh);
    (void)snprintf(made, sizeof made, "tok_%s", fresh + 4); /* as long as the id it is made of */
    if (!store_token_add(store, &(struct store_token){.id = made, .name = name, .role = role}, hash, e))
        return false;
    memcpy(id, made, ID_MAX);
    return true;
}

bool token_name_ok(const char *name)
{
    size_t length = strlen(name);
    if (length < 1 || length > TOKEN_NAME_MAX || name[0] == ' ' || name[length - 1] == ' ' || strpbrk(name, "\n\t"))
        return false;
    AUTO_BUF struct buf printable = {0};
    buf_add_printable(&printable, name, length);
    return printable.size == length && memcmp(printable.data, name, length) == 0;
}
