#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct shared_s {
	sem_t	done;
	double	num;
	int	arr[10];
} shared_t;

int main(int argc, char **argv)
{
	shared_t *sh;
	int i;

	(void)argc;
	sh = mmap(NULL, sizeof(shared_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (sh == MAP_FAILED) {
		fprintf(stderr, "%s: no memory\n", argv[0]);
		return EXIT_FAILURE;
	}
	sem_init(&sh->done, 1, 0);
	for (i = 0; i < 10; i++)
		sh->arr[i] = i;
	if (fork() == 0) {
		sh->num = 3.1415927;
		for (i = 9; i >= 0; i--)
			sh->arr[i] = -sh->arr[i];
		sem_post(&sh->done);
		_exit(0);
	}
	sem_wait(&sh->done);
	printf("%.7f\n[0", sh->num);
	for (i = 1; i < 10; i++)
		printf(", %d", sh->arr[i]);
	printf("]\n");
	wait(NULL);
	sem_destroy(&sh->done);
	return EXIT_SUCCESS;
}
