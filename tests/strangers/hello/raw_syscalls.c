/* no libc wrappers at all, I wanted to see the kernel */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>
#include <signal.h>
static long put(const char *s, unsigned long n) { return syscall(SYS_write, 1, s, n); }
int main(void)
{
	int p[2];
	if (syscall(SYS_pipe2, p, 0) != 0) return 1;
	long kid = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
	if (kid == 0) {
		syscall(SYS_close, p[0]);
		syscall(SYS_write, p[1], "Hello\0World\0", 12ul);
		syscall(SYS_close, p[1]);
		syscall(SYS_exit_group, 0);
	}
	syscall(SYS_close, p[1]);
	char c;
	int fresh = 1;
	while (syscall(SYS_read, p[0], &c, 1ul) == 1) {
		if (fresh) put("Received: ", 10);
		fresh = c == 0;
		put(fresh ? "\n" : &c, 1);
	}
	syscall(SYS_close, p[0]);
	int st = 0;
	syscall(SYS_wait4, kid, &st, 0, 0ul);
	return st != 0;
}
