#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	int fds[2];
	(void) argc; (void) argv;
	if (pipe(fds) != 0) exit(1);
	pid_t child = fork();
	if (child == 0) {
		/* child: receiver, and it starts the sender itself */
		pid_t grandchild = fork();
		if (grandchild == 0) {
			close(fds[0]);
			FILE *f = fdopen(fds[1], "w");
			fputs("Hello\nWorld\n", f);
			fclose(f);
			exit(0);
		}
		close(fds[1]);
		FILE *f = fdopen(fds[0], "r");
		char w[100];
		while (fscanf(f, "%99s", w) != EOF)
			printf("Received: %s\n", w);
		fclose(f);
		waitpid(grandchild, NULL, 0);
		exit(0);
	}
	close(fds[0]);
	close(fds[1]);
	wait(NULL);
	return 0;
}
