#include <stdio.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>
int main(void)
{
	int p[2], e;
	if (pipe(p) < 0 || (e = epoll_create1(0)) < 0)
		return 1;
	pid_t pid = fork();
	switch (pid) {
	case -1:
		return 1;
	case 0:
		close(p[0]);
		close(e);
		for (const char *c = "Hello|World|"; *c; c++)
			if (write(p[1], c, 1) != 1)
				_exit(9);
		close(p[1]);
		_exit(0);
	default:
		close(p[1]);
	}
	fcntl(p[0], F_SETFL, O_NONBLOCK);
	struct epoll_event ev = { .events = EPOLLIN }, out;
	epoll_ctl(e, EPOLL_CTL_ADD, p[0], &ev);
	int at_start = 1, open = 1;
	while (open && epoll_wait(e, &out, 1, -1) >= 0) {
		char c;
		ssize_t n;
		while ((n = read(p[0], &c, 1)) == 1) {
			if (at_start)
				fputs("Received: ", stdout);
			at_start = c == '|';
			putchar(c == '|' ? '\n' : c);
		}
		open = n != 0;
	}
	close(p[0]);
	close(e);
	return waitpid(pid, NULL, 0) == pid ? 0 : 1;
}
