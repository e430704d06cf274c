#include <stdio.h>
#include <stdlib.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>
static void inc(long *p) { __asm__ volatile("lock incq %0" : "+m"(*p) : : "cc"); }
int main(int argc, char *argv[])
{
	long n = 4, m = 1000;
	if (argc == 3)
		n = atol(argv[1]), m = atol(argv[2]);
	int id = shmget(IPC_PRIVATE, sizeof(long), 0600 | IPC_CREAT);
	if (id < 0) { perror("shmget"); return 1; }
	long *sum = shmat(id, NULL, 0);
	shmctl(id, IPC_RMID, NULL);
	*sum = 0;
	for (long i = 0; i < n; i++)
		if (!fork()) {
			for (long j = m; j--;) inc(sum);
			return 0;
		}
	for (long i = 0; i < n; i++) wait(NULL);
	printf("%ld", *sum);
	shmdt(sum);
	return 0;
}
