/* client.c -- posts webhooks, several at a time, only to addresses that may be reached. */
#include "server/deliver/client.h"

#include "server/delivery.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ANSWER_BYTES_MAX = 64 * 1024 };

struct exchange {
    CURL *easy;
    struct curl_slist *headers;
    void *tag;
    bool allow_private, refused;
    size_t read;
    char problem[CURL_ERROR_SIZE];
};

struct client {
    CURLM *multi;
    struct exchange all[CLIENT_AT_ONCE];
    size_t running;
};

bool client_open(struct client **out, struct err *e)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0)
        return err_set(e, ERR_SYSTEM, "curl: cannot start");
    struct client *client = calloc(1, sizeof *client);
    CHECK(client);
    client->multi = curl_multi_init();
    CHECK(client->multi);
    *out = client;
    return true;
}

static void finish(struct client *client, struct exchange *x)
{
    (void)curl_multi_remove_handle(client->multi, x->easy); /* it is one of ours */
    curl_easy_cleanup(x->easy);
    curl_slist_free_all(x->headers);
    *x = (struct exchange){0};
    client->running--;
}

void client_close(struct client *client)
{
    if (!client)
        return;
    for (size_t i = 0; i < CLIENT_AT_ONCE; i++)
        if (client->all[i].easy)
            finish(client, &client->all[i]);
    (void)curl_multi_cleanup(client->multi); /* nothing is left in it */
    curl_global_cleanup();
    free(client);
}

/* The name was resolved and this is where the connection would go: nothing can change between check and use. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    (void)purpose;
    struct exchange *x = context;
    if (!x->allow_private && !delivery_address_public(&address->addr)) {
        x->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t drop_answer(char *data, size_t size, size_t count, void *context)
{
    (void)data;
    struct exchange *x = context;
    x->read += size * count;
    return x->read > ANSWER_BYTES_MAX ? 0 : size * count;
}

static bool configure(struct exchange *x, const struct client_post *post)
{
    CURL *easy = x->easy;
    for (size_t i = 0; i < post->header_count; i++) {
        struct curl_slist *longer = curl_slist_append(x->headers, post->headers[i]);
        CHECK(longer);
        x->headers = longer;
    }
    const char *protocols = post->allow_private ? "http,https" : "https";
    const CURLcode results[] = {
        curl_easy_setopt(easy, CURLOPT_URL, post->url),
        curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, protocols),
        curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L),
        curl_easy_setopt(easy, CURLOPT_PROXY, ""),
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L),
        curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)CLIENT_TIMEOUT_S),
        curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, 10L),
        curl_easy_setopt(easy, CURLOPT_POST, 1L),
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)post->body.size),
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, post->body.data),
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, x->headers),
        curl_easy_setopt(easy, CURLOPT_USERAGENT, "Bothends/" BOTHENDS_VERSION),
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop_answer),
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, x),
        curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket),
        curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, x),
        curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, x->problem),
        curl_easy_setopt(easy, CURLOPT_PRIVATE, x),
    };
    for (size_t i = 0; i < sizeof results / sizeof *results; i++)
        if (results[i] != CURLE_OK)
            return false;
    return true;
}

bool client_start(struct client *client, const struct client_post *post, struct err *e)
{
    struct exchange *x = client->all;
    while (x < client->all + CLIENT_AT_ONCE && x->easy)
        x++;
    if (x == client->all + CLIENT_AT_ONCE)
        return err_set(e, ERR_LIMIT, "%d posts are under way", CLIENT_AT_ONCE);
    *x = (struct exchange){.easy = curl_easy_init(), .tag = post->tag, .allow_private = post->allow_private};
    CHECK(x->easy);
    client->running++;
    if (!configure(x, post) || curl_multi_add_handle(client->multi, x->easy) != CURLM_OK) {
        finish(client, x);
        return err_set(e, ERR_SYSTEM, "curl: cannot prepare a post");
    }
    return true;
}

size_t client_running(const struct client *client)
{
    return client->running;
}

bool client_wait(struct client *client, const int *wake, size_t wake_count, int wait_ms, struct err *e)
{
    struct curl_waitfd fds[4];
    CHECK(wake_count <= sizeof fds / sizeof *fds);
    for (size_t i = 0; i < wake_count; i++)
        fds[i] = (struct curl_waitfd){.fd = wake[i], .events = CURL_WAIT_POLLIN};
    int running = 0;
    CURLMcode code = curl_multi_perform(client->multi, &running);
    if (code == CURLM_OK && running == (int)client->running)
        code = curl_multi_poll(client->multi, fds, (unsigned)wake_count, wait_ms, NULL);
    if (code == CURLM_OK)
        code = curl_multi_perform(client->multi, &running);
    if (code != CURLM_OK)
        return err_set(e, ERR_SYSTEM, "curl: %s", curl_multi_strerror(code));
    return true;
}

bool client_take(struct client *client, struct client_answer *out)
{
    int left;
    const CURLMsg *message = curl_multi_info_read(client->multi, &left);
    if (!message)
        return false;
    CHECK(message->msg == CURLMSG_DONE);
    CURLcode result = message->data.result;
    struct exchange *x = NULL;
    CHECK(curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&x) == CURLE_OK && x);
    long status = 0;
    curl_off_t retry_after = 0;
    CHECK(curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK);
    CHECK(curl_easy_getinfo(x->easy, CURLINFO_RETRY_AFTER, &retry_after) == CURLE_OK);
    *out = (struct client_answer){.tag = x->tag, .retry_after_s = retry_after > 0 ? retry_after : -1};
    /* An answer longer than we read is an answer all the same. */
    if (result == CURLE_OK || (result == CURLE_WRITE_ERROR && status != 0))
        out->status = (int)status;
    else if (x->refused)
        (void)snprintf(out->problem, sizeof out->problem, "its address is not of the public internet");
    else
        (void)snprintf(out->problem, sizeof out->problem, "%.150s",
                       x->problem[0] ? x->problem : curl_easy_strerror(result)); /* a cut text still says why */
    finish(client, x);
    return true;
}
