int main(void)
{
    double x = 1e300;
    while (x > 1e-300)
        x = x * 0.9999999999999;
    return x > 0;
}
