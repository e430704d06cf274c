#include <sched.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define   FOREVER   for(;;)
typedef   struct    { sem_t s; unsigned long v; }   T;
int main ( int argc , char * * argv )
{
  T * t = mmap ( 0 , sizeof ( T ) , PROT_READ | PROT_WRITE , MAP_SHARED | MAP_ANONYMOUS , -1 , 0 ) ;
  int n = 4 , m = 1000 ;
  if ( t == MAP_FAILED || sem_init ( & t -> s , 1 , 1 ) ) return 1 ;
  if ( argc > 2 ) n = atoi ( argv [ 1 ] ) , m = atoi ( argv [ 2 ] ) ;
  for ( int i = 0 ; i < n ; i ++ ) if ( ! fork ( ) )
    {
      int left = m ;
      FOREVER
        {
          if ( ! left ) _exit ( 0 ) ;
          if ( sem_trywait ( & t -> s ) ) { sched_yield ( ) ; continue ; }
          t -> v += 1 ; left -- ;
          sem_post ( & t -> s ) ;
        }
    }
  while ( wait ( NULL ) != -1 ) ;
  printf ( "Counter: %lu\n" , t -> v ) ;
  return 0 ;
}
