static volatile unsigned long count;

int main(void)
{
    while (count < 1000000000000ul)
        count++;
    return 0;
}
