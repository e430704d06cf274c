// Übung 1 — Sender und Empfänger. 管道练习。Упражнение с каналом. تمرين
#include <stdio.h>   // für printf
#include <unistd.h>  /* трубы */
#include <stdlib.h>
#include <sys/wait.h>

typedef struct { char länge; char text[15]; } Nachricht; /* 一条消息 */

static void envoyer(int tuyau, const char *m)   // l'expéditeur n'écrit qu'une fois
{
    Nachricht n = {0};
    n.länge = (char)snprintf(n.text, sizeof n.text, "%s", m);
    if (write(tuyau, &n, sizeof n) != (ssize_t)sizeof n) exit(2);
}

int main(void)
{
    int röhre[2];               // “röhre” ← zwei Enden
    if (pipe(röhre) < 0) return 1;
    pid_t 孩子 = fork();
    if (孩子 == 0) {
        close(röhre[0]);        // закрыть!
        envoyer(röhre[1], "Hello");
        envoyer(röhre[1], "World");
        close(röhre[1]);
        return 0;
    }
    close(röhre[1]);
    Nachricht n;
    while (read(röhre[0], &n, sizeof n) == (ssize_t)sizeof n)
        printf("Received: %.*s\n", n.länge, n.text);
    close(röhre[0]);
    waitpid(孩子, NULL, 0);
    return 0;                   // готово ✓
}
