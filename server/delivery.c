/* delivery.c -- the rules of outgoing webhooks: signature, where they may go, when they are tried again. */
#include "server/delivery.h"

#include "rubrics/digest.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

bool delivery_sign(const char *secret, const char *message_id, int64_t timestamp_s, struct bytes body,
                   struct arena *arena, const char **out, struct err *e)
{
    static const char prefix[] = "whsec_";
    struct bytes key;
    if (strncmp(secret, prefix, strlen(prefix)) != 0 ||
        !digest_from_base64((struct bytes){secret + strlen(prefix), strlen(secret) - strlen(prefix)}, arena, &key) ||
        key.size < 24 || key.size > 64)
        return err_set(e, ERR_INPUT, "a webhook secret is 'whsec_' and the base64 of 24 to 64 bytes");
    char head[128];
    int size = snprintf(head, sizeof head, "%s.%" PRId64 ".", message_id, timestamp_s);
    if (size < 0 || size >= (int)sizeof head)
        return err_set(e, ERR_LIMIT, "message id '%s' is too long", message_id);
    const struct bytes parts[] = {{head, (size_t)size}, body};
    unsigned char mac[32];
    digest_hmac(key, parts, 2, mac);
    *out = arena_printf(arena, "v1,%s", digest_base64((struct bytes){(const char *)mac, sizeof mac}, arena));
    return true;
}

/* IANA special-purpose address registries, and multicast. IPv4 stands as ::ffff:a.b.c.d, so one table does. */
static const struct {
    const char *prefix;
    unsigned bits;
} not_public[] = {
    {"::ffff:0.0.0.0", 104},
    {"::ffff:10.0.0.0", 104},
    {"::ffff:100.64.0.0", 106},
    {"::ffff:127.0.0.0", 104},
    {"::ffff:169.254.0.0", 112},
    {"::ffff:172.16.0.0", 108},
    {"::ffff:192.0.0.0", 120},
    {"::ffff:192.0.2.0", 120},
    {"::ffff:192.88.99.0", 120},
    {"::ffff:192.168.0.0", 112},
    {"::ffff:198.18.0.0", 111},
    {"::ffff:198.51.100.0", 120},
    {"::ffff:203.0.113.0", 120},
    {"::ffff:224.0.0.0", 100},
    {"::ffff:240.0.0.0", 100},
    {"::", 96},
    {"64:ff9b::", 96},
    {"64:ff9b:1::", 48},
    {"100::", 64},
    {"2001::", 23},
    {"2001:db8::", 32},
    {"2002::", 16},
    {"3fff::", 20},
    {"5f00::", 16},
    {"fc00::", 7},
    {"fe80::", 10},
    {"fec0::", 10},
    {"ff00::", 8},
};

static bool has_prefix(const unsigned char *address, const unsigned char *prefix, unsigned bits)
{
    unsigned whole = bits / 8, rest = bits % 8;
    if (memcmp(address, prefix, whole) != 0)
        return false;
    return rest == 0 || ((address[whole] ^ prefix[whole]) >> (8 - rest)) == 0;
}

bool delivery_address_public(const struct sockaddr *address)
{
    unsigned char wanted[16] = {[10] = 0xff, [11] = 0xff};
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        memcpy(wanted + 12, &in.sin_addr, 4);
    } else if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;
        memcpy(&in6, address, sizeof in6);
        memcpy(wanted, &in6.sin6_addr, 16);
    } else {
        return false;
    }
    for (size_t i = 0; i < sizeof not_public / sizeof *not_public; i++) {
        unsigned char prefix[16];
        CHECK(inet_pton(AF_INET6, not_public[i].prefix, prefix) == 1);
        if (has_prefix(wanted, prefix, not_public[i].bits))
            return false;
    }
    return true;
}

enum delivery_verdict delivery_judge(int status, uint32_t attempts, int64_t retry_after_s, uint32_t random,
                                     int64_t *wait_ms)
{
    static const int64_t wait_s[] = {5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400};
    const size_t tries = sizeof wait_s / sizeof *wait_s;
    if (status >= 200 && status < 300)
        return DELIVERY_DONE;
    if (status == 410 || attempts > tries)
        return DELIVERY_DEAD;
    int64_t wait = wait_s[attempts > 0 ? attempts - 1 : 0];
    if (retry_after_s > wait)
        wait = retry_after_s < 86400 ? retry_after_s : 86400;
    *wait_ms = wait * 1000 + wait * 100 * (random % 1000) / 1000;
    return DELIVERY_AGAIN;
}
