#include "mp.h"

#define LEN 10

static void f (struct mp_value *n, struct mp_array *a)
{
  mp_acquire (mp_get_lock (n));
  mp_set (n, 3.1415927);
  mp_release (mp_get_lock (n));

  mp_acquire (mp_get_lock (a));
  for (int i = 0; i < LEN; i++)
    mp_set_at (a, i, -1 * mp_get_int_at (a, i));
  mp_release (mp_get_lock (a));
}

int main (void)
{
  struct mp_value *num = mp_value ('d', 0);
  struct mp_array *arr = mp_array ('i', LEN, NULL);
  struct mp_process p;

  for (int i = 0; i < LEN; i++)
    mp_set_at (arr, i, i);
  mp_start (&p, f (num, arr));
  if (mp_join (&p) != 0)
    return 1;
  printf ("%.7f\n", mp_get_double (num));
  putchar ('[');
  for (int i = 0; i < LEN; i++)
    {
      if (i)
        fputs (", ", stdout);
      printf ("%d", mp_get_int_at (arr, i));
    }
  puts ("]");
  return 0;
}
