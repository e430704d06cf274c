#include "mp.h"
static void f(struct mp_value *n, struct mp_array *a)
{
	mp_set(n, 3.1415927);
	for (int i = 0; i < mp_len(a); i++) mp_set_at(a, i, -mp_get_int_at(a, i));
}
int main(void)
{
	int range[10];
	for (int i = 0; i < 10; i++) range[i] = i;
	struct mp_value *num = mp_value('d', 0.0);
	struct mp_array *arr = mp_array('i', 10, range);
	struct mp_process p;
	mp_start(&p, f(num, arr));
	mp_join(&p);
	printf("%.7f\n", mp_get_double(num));
	for (int i = 0; i < mp_len(arr); i++) printf("%c%s%d", i ? ',' : '[', i ? " " : "", mp_get_int_at(arr, i));
	printf("]\n");
	return 0;
}
