#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void set_lock(int fd, short type)
{
	struct flock fl;
	memset(&fl, 0, sizeof(fl));
	fl.l_type = type;
	fl.l_whence = SEEK_SET;
	if (fcntl(fd, F_SETLKW, &fl) == -1) {
		perror("fcntl");
		exit(1);
	}
}

int main(int argc, char *argv[])
{
	int nproc = 4, times = 1000, i, fd;
	FILE *tmp;
	long *shared;

	if (argc == 3) {
		nproc = atoi(argv[1]);
		times = atoi(argv[2]);
	}
	tmp = fopen("lockfile", "w+");
	if (!tmp) {
		perror("lockfile");
		return 1;
	}
	fd = fileno(tmp);
	shared = mmap(NULL, getpagesize(), PROT_READ|PROT_WRITE, MAP_SHARED|MAP_ANONYMOUS, -1, 0);
	for (i = 0; i < nproc; i++) {
		if (!fork()) {
			while (times-- > 0) {
				set_lock(fd, F_WRLCK);
				(*shared)++;
				set_lock(fd, F_UNLCK);
			}
			_exit(0);
		}
	}
	while (nproc-- > 0)
		wait(NULL);
	printf("Counter is now %ld!\n", *shared);
	fclose(tmp);
	return 0;
}
