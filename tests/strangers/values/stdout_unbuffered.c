#include<stdio.h>
#include<stdlib.h>
#include<unistd.h>
#include<sys/mman.h>
#include<sys/wait.h>
#include<errno.h>
#include<string.h>
#define CHECK(x) do{if((x)==-1){fprintf(stderr,"%s:%d: %s\n",__FILE__,__LINE__,strerror(errno));exit(1);}}while(0)
void f(n,a)double*n;int*a;{int i;*n=3.1415927;for(i=0;i<10;++i)a[i]=-a[i];}
int main(){int i,st;pid_t p;setbuf(stdout,NULL);
double*n=mmap(NULL,sizeof(double),PROT_READ|PROT_WRITE,MAP_SHARED|MAP_ANONYMOUS,-1,0);
int*a=mmap(NULL,10*sizeof(int),PROT_READ|PROT_WRITE,MAP_SHARED|MAP_ANONYMOUS,-1,0);
*n=0.0;for(i=0;i<10;++i)a[i]=i;
CHECK(p=fork());if(p==0){f(n,a);_exit(0);}
CHECK(waitpid(p,&st,0));
printf("%.7f\n",*n);printf("[");for(i=0;i<10;++i)printf("%d%s",a[i],i==9?"]\n":", ");
return WEXITSTATUS(st);}
