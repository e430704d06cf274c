#include <unistd.h>
#include <stdio.h>
#include <sys/wait.h>
int main(){int f[2];char b[6];if(pipe(f))return 1;if(!fork()){close(f[0]);write(f[1],"Hello",6);write(f[1],"World",6);_exit(0);}close(f[1]);for(int i=0;i<2;i++){size_t n=0;while(n<6){ssize_t r=read(f[0],b+n,6-n);if(r<1)return 2;n+=r;}printf("Received: %s\n",b);}close(f[0]);wait(0);return 0;}
