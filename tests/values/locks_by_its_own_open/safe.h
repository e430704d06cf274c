/* safe.h -- a number in shared memory, and its lock. */
#include <pthread.h>

struct safe {
    pthread_mutex_t lock;
    int n;
};
extern struct safe *safe;

void make(void);
void open(void);
void shut(void);
