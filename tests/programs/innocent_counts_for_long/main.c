int main(void)
{
    unsigned long sum = 1;
    for (unsigned long i = 0; i < 1000000000000ul; i++)
        sum = sum * 31 + i;
    return (int)sum;
}
