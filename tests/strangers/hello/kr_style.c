#include <stdio.h>
#include <unistd.h>
#include <string.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>

#define RD 0
#define WR 1

static int put(fd, s)
int fd;
char *s;
{
	int n = strlen(s) + 1;
	return write(fd, s, n) == n;
}

static int get(fd, s)
int fd;
char *s;
{
	int k;
	while ((k = read(fd, s, 1)) == 1 && *s != '\0')
		s++;
	return k;
}

int main(argc, argv)
int argc;
char **argv;
{
	int p[2], i, st;
	char line[80];

	if (argc > 5)
		fprintf(stderr, "%s: arguments ignored\n", argv[0]);
	if (pipe(p) < 0) {
		perror(argv[0]);
		exit(1);
	}
	for (i = 0; i < 2; i++) {
		switch (fork()) {
		case -1:
			perror("fork");
			exit(1);
		case 0:
			if (i == 0) {
				close(p[RD]);
				if (!put(p[WR], "Hello") || !put(p[WR], "World"))
					exit(1);
				close(p[WR]);
			} else {
				close(p[WR]);
				while (get(p[RD], line) > 0)
					printf("Received: %s\n", line);
				close(p[RD]);
			}
			exit(0);
		}
	}
	close(p[RD]);
	close(p[WR]);
	while (wait(&st) > 0)
		;
	return 0;
}
