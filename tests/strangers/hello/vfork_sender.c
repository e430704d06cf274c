#include <stdio.h>
#include <unistd.h>
#include <sys/wait.h>
#include <sys/types.h>
/* goto considered fine */
int main(void){
int p[2]; char c; pid_t k; int i=0;
if(pipe(p)==-1)goto bad;
k=vfork();
if(k==-1)goto bad;
if(k==0){ if(write(p[1],"HelloWorld",10)!=10)_exit(1); _exit(0); }
close(p[1]);
next: if(read(p[0],&c,1)!=1)goto done;
if(i%5==0)printf("Received: ");
putchar(c);
if(++i%5==0)putchar('\n');
goto next;
done: close(p[0]); if(waitpid(k,NULL,0)<0)goto bad;
return 0;
bad: perror("oops"); return 1;
}
