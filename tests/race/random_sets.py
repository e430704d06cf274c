#!/usr/bin/env python3
# random_sets.py -- programs made up at random: what is called all outcomes holds every one that random walks find.
"""Usage: random_sets.py BUILD_DIR COUNT [--from SEED]. Each program has two or three processes or threads of a few
steps each, on two plain and two atomic variables, two mutexes, a condition, semaphores, a read-write lock and a pipe;
it waits for some of them, makes one more step, and waits for the rest. Where one waits for the condition with `while`
instead of `if`, nothing may come of an early wake-up. The same seed makes the same program. A program
whose systematic schedules are not complete within the budget says nothing; there must be some that are."""
import argparse
import concurrent.futures
import os
import pathlib
import random
import sys
import tempfile

import run as race

WALK, PCT, SYSTEMATIC = 1, 2, 3
BUDGET, WALKS, PCTS, EARLY_BUDGET = 3000, 700, 300, 100
LOOKS_ONCE = "if (!s->flag) pthread_cond_wait"

TOP = """#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
static struct shared {
  int x, y, seen[4][8], flag;
  atomic_int a, b;
  pthread_mutex_t m, n;
  pthread_cond_t c;
  sem_t s, t;
  pthread_rwlock_t rw;
} *s;
static int p[2];
"""
BEGIN = """int main(void) {
  pthread_mutexattr_t m;
  pthread_condattr_t c;
  pthread_rwlockattr_t rw;
  s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pipe(p);
  pthread_mutexattr_init(&m);
  pthread_mutexattr_setpshared(&m, 1);
  pthread_mutex_init(&s->m, &m);
  pthread_mutex_init(&s->n, &m);
  pthread_condattr_init(&c);
  pthread_condattr_setpshared(&c, 1);
  pthread_cond_init(&s->c, &c);
  pthread_rwlockattr_init(&rw);
  pthread_rwlockattr_setpshared(&rw, 1);
  pthread_rwlock_init(&s->rw, &rw);
"""
END = """  printf("%d %d %d %d", s->x, s->y, s->a, s->b);
  for (int i = 0; i < 32; i++) printf(" %d", s->seen[i / 8][i % 8]);
}
"""


def access(r, who):
    plain, atomic = r.choice("xy"), r.choice("ab")
    return r.choice([f"s->{plain} = {r.randint(1, 9)};", f"s->{plain}++;",
                     f"s->seen[{who}][{r.randint(0, 3)}] = s->{plain};", f"atomic_fetch_add(&s->{atomic}, 1);",
                     f"s->{atomic} = {r.randint(1, 9)};", f"s->seen[{who}][{r.randint(4, 7)}] = s->{atomic};",
                     f"s->{atomic} = s->{atomic} + 1;"])


def step(r, who):
    """Some lines; the first row of the table that a number below 1 is under."""
    one, lock, sem = access(r, who), r.choice("mn"), r.choice("st")
    wakes = r.choice(["signal", "broadcast"])
    rows = [(.45, [one]),
            (.60, [f"pthread_mutex_lock(&s->{lock});", one, access(r, who), f"pthread_mutex_unlock(&s->{lock});"]),
            (.68, [f"sem_post(&s->{sem});"]),
            (.75, [f"sem_wait(&s->{sem});"]),
            (.80, ["pthread_mutex_lock(&s->m);", LOOKS_ONCE + "(&s->c, &s->m);", one,
                   "pthread_mutex_unlock(&s->m);"]),
            (.86, ["pthread_mutex_lock(&s->m);", "s->flag = 1;", one, f"pthread_cond_{wakes}(&s->c);",
                   "pthread_mutex_unlock(&s->m);"]),
            (.91, ['write(p[1], "q", 1);']),
            (.94, ["{ char c; read(p[0], &c, 1); }"]),
            (.97, ["pthread_rwlock_rdlock(&s->rw);", one, "pthread_rwlock_unlock(&s->rw);"]),
            (1, ["pthread_rwlock_wrlock(&s->rw);", one, "pthread_rwlock_unlock(&s->rw);"])]
    number = r.random()
    return next(lines for bound, lines in rows if number < bound)


def program(seed):
    r = random.Random(seed)
    count, threads = r.choice([2, 2, 2, 3]), r.random() < .4
    text = TOP
    for who in range(count):
        lines = [line for _ in range(r.randint(1, 3)) for line in step(r, who)]
        text += f"static void *work{who}(void *arg) {{\n  " + "\n  ".join(lines) + "\n  return arg;\n}\n"
    begins = "pthread_create(&w[{}], NULL, work{}, NULL);"
    if not threads:
        begins = "if ((w[{}] = fork()) == 0) {{ work{}(NULL); _exit(0); }}"
    order = r.sample(range(count), count)
    waits = [f"pthread_join(w[{who}], NULL);" if threads else f"waitpid(w[{who}], NULL, 0);" for who in order]
    if not threads and r.random() < .5:
        waits = ["wait(NULL);"] * count
    cut = r.randint(0, count)
    lines = [f"sem_init(&s->s, 1, {r.choice([0, 1, 1, 2])});", f"sem_init(&s->t, 1, {r.choice([0, 1])});",
             f"{'pthread_t' if threads else 'pid_t'} w[{count}];"]
    lines += [begins.format(who, who) for who in range(count)] + [access(r, 3) for _ in range(r.randint(0, 2))]
    lines += waits[:cut] + [access(r, 3)] + waits[cut:]
    return text + BEGIN + "".join(f"  {line}\n" for line in lines) + END


def outcomes(path, schedules, seed, strategy):
    result = race.Result(race.run(path, schedules, seed=seed, strategy=strategy))
    return {(row[0], row[3]) for row in result.all("outcome")}, result.all("summary")[0][1] == "1"


def check(job):
    seed, build_dir, folder = job
    source = pathlib.Path(folder, f"p{seed}.c")
    path = source.with_suffix("")
    text = program(seed)
    if LOOKS_ONCE in text:
        source.write_text(text.replace(LOOKS_ONCE, LOOKS_ONCE.replace("if", "while")))
        race.build(source, build_dir, path)
        if early := race.Result(race.run(path, EARLY_BUDGET)).all("early"):
            return seed, False, {("an early wake-up", str(early))}
    source.write_text(text)
    race.build(source, build_dir, path)
    every, complete = outcomes(path, BUDGET, 1, SYSTEMATIC)
    if not complete:
        return seed, False, set()
    walked = outcomes(path, WALKS, seed, WALK)[0] | outcomes(path, PCTS, seed, PCT)[0]
    return seed, True, walked - every


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build_dir")
    options.add_argument("count", type=int)
    options.add_argument("--from", type=int, default=1, dest="first")
    given = options.parse_args()
    build_dir = pathlib.Path(given.build_dir).resolve()
    complete = failed = 0
    with tempfile.TemporaryDirectory(dir=build_dir) as folder, \
            concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [(given.first + i, build_dir, folder) for i in range(given.count)]
        for seed, is_complete, missed in pool.map(check, jobs):
            complete += is_complete
            failed += bool(missed)
            if missed:
                print(f"FAILED: seed {seed}: called complete or right, but there is {sorted(missed)[0]}")
    print(f"{given.count} programs, {complete} with a complete set, {failed} of them wrong")
    return 1 if failed or complete == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
