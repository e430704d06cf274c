#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define SIZE 10

int main()
{
    int i, id_num, id_arr, status;
    double *num;
    int *arr;

    id_num = shmget(IPC_PRIVATE, sizeof(double), IPC_CREAT | 0666);
    id_arr = shmget(IPC_PRIVATE, SIZE * sizeof(int), IPC_CREAT | 0666);
    if (id_num < 0 || id_arr < 0) {
        perror("shmget");
        exit(1);
    }
    num = (double *) shmat(id_num, NULL, 0);
    arr = (int *) shmat(id_arr, NULL, 0);
    if (num == (void *) -1 || arr == (void *) -1) {
        perror("shmat");
        exit(1);
    }
    *num = 0.0;
    for (i = 0; i < SIZE; i++)
        arr[i] = i;

    if (fork() == 0) {
        *num = 3.1415927;
        for (i = 0; i < SIZE; i++)
            arr[i] = -arr[i];
        shmdt(num);
        shmdt(arr);
        exit(0);
    }
    wait(&status);
    printf("%.7lf\n", *num);
    printf("[");
    for (i = 0; i < SIZE; i++)
        printf(i ? ", %d" : "%d", arr[i]);
    printf("]\n");
    shmdt(num);
    shmdt(arr);
    shmctl(id_num, IPC_RMID, NULL);
    shmctl(id_arr, IPC_RMID, NULL);
    return 0;
}
