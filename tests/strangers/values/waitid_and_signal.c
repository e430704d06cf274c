#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdio.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
#include <sys/shm.h>
#include <sys/ipc.h>
struct s { double num; int arr[10]; };
int main(void)
{
	sigset_t usr1;
	sigemptyset(&usr1);
	sigaddset(&usr1, SIGUSR1);
	sigprocmask(SIG_BLOCK, &usr1, NULL);
	int id = shmget(IPC_PRIVATE, sizeof(struct s), IPC_CREAT | 0600);
	struct s *s = shmat(id, 0, 0);
	shmctl(id, IPC_RMID, 0);
	for (int i = 0; i < 10; i++) s->arr[i] = i;
	pid_t kid = fork();
	if (kid == 0) {
		int sig;
		sigwait(&usr1, &sig);                  /* start gun */
		s->num = 3.1415927;
		for (int i = 0; i < 10; i++) s->arr[i] = 0 - s->arr[i];
		kill(getppid(), SIGUSR1);              /* finished */
		_exit(0);
	}
	kill(kid, SIGUSR1);
	int sig;
	sigwait(&usr1, &sig);
	siginfo_t info;
	waitid(P_PID, (id_t) kid, &info, WEXITED);
	printf("%.7f\n[%d", s->num, s->arr[0]);
	for (int i = 1; i < 10; i++) printf(", %d", s->arr[i]);
	printf("]\n");
	return info.si_status;
}
