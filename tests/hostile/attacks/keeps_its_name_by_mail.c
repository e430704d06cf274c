/* keeps_its_name_by_mail.c -- for two runs in a row: a socket that only a message to itself has keeps its name. */
#include "won.h"
#include <sys/socket.h>
#include <sys/un.h>
int main(void)
{
    struct sockaddr_un name = {AF_UNIX, "\0kept"};
    int server = socket(AF_UNIX, SOCK_DGRAM, 0), client = socket(AF_UNIX, SOCK_DGRAM, 0);
    won_if("the name is taken", bind(server, (struct sockaddr *)&name, 7) < 0);
    connect(client, (struct sockaddr *)&name, 7);
    union { char bytes[CMSG_SPACE(2 * sizeof(int))]; struct cmsghdr align; } control = {{0}};
    struct iovec data = {"x", 1};
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(2 * sizeof(int));
    memcpy(CMSG_DATA(head), (int[]){server, client}, 2 * sizeof(int));
    sendmsg(client, &message, 0);
    return 0;
}
