/* Creating a Pipe: parent_connection, child_connection = multiprocessing.Pipe() */
#include "mp.h"

int main(void)
{
    struct mp_conn parent_connection, child_connection;
    mp_pipe(&parent_connection, &child_connection);

    mp_close(&parent_connection);
    mp_close(&child_connection);
    return 0;
}
