#include <stdio.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int a = shmget(IPC_PRIVATE, sizeof(double), 0600), b = shmget(IPC_PRIVATE, 10 * sizeof(int), 0600), i;
    double *num = shmat(a, NULL, 0);
    int *arr = shmat(b, NULL, 0);
    *num = 0;
    for (i = 0; i < 10; i++) arr[i] = i;
    if (fork() == 0) {
        *num = 3.1415927;
        for (i = 0; i < 10; i++) arr[i] = -arr[i];
        shmdt(num); shmdt(arr);
        _exit(0);
    }
    wait(NULL);
    printf("%.7f  \n[", *num);
    for (i = 0; i < 10; i++) printf(i < 9 ? "%d, " : "%d]\t \n\n", arr[i]);
    shmdt(num); shmdt(arr);
    shmctl(a, IPC_RMID, NULL);
    shmctl(b, IPC_RMID, NULL);
    return 0;
}
