#!/usr/bin/env python3
# every_order.py -- programs made up at random, whose outcomes and races are counted here by trying every order.
"""Usage: every_order.py BUILD_DIR COUNT [--from SEED]. Each program has two or three processes or threads of a few
steps each. Here every interleaving is tried, and vector clocks say in which of them two accesses race; the runtime is
asked for the same. It must show no other outcome and no other variable that races; and all of them, where it calls its
set complete. In half of the programs with threads the plain variables are local ones of the function that makes the
threads."""
import argparse
import concurrent.futures
import os
import pathlib
import random
import sys
import tempfile

import run as race

BUDGET, SYSTEMATIC, STATES_MAX, REGS = 3000, 3, 150000, 4

TOP = """#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
struct plain {
  int x, y;
};
static struct shared {
  struct plain raced;
  int kept[4][4], flag;
  atomic_int a, b;
  pthread_mutex_t m, n;
  pthread_cond_t c;
  sem_t s, t;
  pthread_rwlock_t rw;
  pthread_barrier_t two;
} *s;
static struct plain *v;
static int p[2];
"""
SETUP = """static void setup(void) {
  pthread_mutexattr_t m;
  pthread_condattr_t c;
  pthread_rwlockattr_t rw;
  pthread_barrierattr_t two;
  s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  v = &s->raced;
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
  pthread_barrierattr_init(&two);
  pthread_barrierattr_setpshared(&two, 1);
  pthread_barrier_init(&s->two, &two, 2);
"""
SHOW = """  printf(" %d %d %d %d", v->x, v->y, s->a, s->b);
  for (int i = 0; i < 16; i++) printf(" %d", s->kept[i / 4][i % 4]);
}
int main(void) {
  setup();
  all();
}
"""
# What each step is in C.
C = {"store": "v->{0} = {1};", "load": "r[{1}] = v->{0};", "add": "v->{0}++;",
     "atomic_store": "s->{0} = {1};", "atomic_load": "r[{1}] = s->{0};", "atomic_add": "s->{0} += {1};",
     "swap": "{{ int e = {1}; r[{3}] = atomic_compare_exchange_strong(&s->{0}, &e, {2}); }}",
     "lock": "pthread_mutex_lock(&s->{0});", "unlock": "pthread_mutex_unlock(&s->{0});",
     "try_lock": "if (pthread_mutex_trylock(&s->{0}) == 0) {{", "wait": "sem_wait(&s->{0});",
     "post": "sem_post(&s->{0});", "try_wait": "if (sem_trywait(&s->{0}) == 0) {{", "if": "if (r[{0}]) {{", "end": "}}",
     "await": "while (!s->flag) pthread_cond_wait(&s->c, &s->m);", "raise": "s->flag = 1;",
     "signal": "pthread_cond_signal(&s->c);", "broadcast": "pthread_cond_broadcast(&s->c);",
     "send": "{{ char c = {0}; write(p[1], &c, 1); }}",
     "receive": "{{ char c; read(p[0], &c, 1); r[{0}] = c; }}", "meet": "pthread_barrier_wait(&s->two);",
     "lock_read": "pthread_rwlock_rdlock(&s->rw);", "lock_write": "pthread_rwlock_wrlock(&s->rw);",
     "unlock_rw": "pthread_rwlock_unlock(&s->rw);", "print": "putchar('{0}');"}
THREAD = {"begin": "pthread_create(&w[{0}], NULL, work{0}, NULL);", "join": "pthread_join(w[{0}], NULL);"}
PROCESS = {"begin": "if ((w[{0}] = fork()) == 0) {{ work{0}(NULL); _exit(0); }}", "join": "waitpid(w[{0}], NULL, 0);"}


# --- programs ---------------------------------------------------------------------------------------------------------

def access(r):
    plain, atomic, reg, number = r.choice("xy"), r.choice("ab"), r.randrange(REGS), r.randint(1, 9)
    return [r.choice([("store", plain, number), ("load", plain, reg), ("add", plain), ("add", plain),
                      ("atomic_store", atomic, number), ("atomic_load", atomic, reg), ("atomic_add", atomic, number),
                      ("swap", atomic, r.choice([0, 0, 1]), number, reg)])]


def part(r, name):
    """Some steps; the first row of the table that a number below 1 is under. name: a letter to print; "": none."""
    one, two, lock, sem, reg = access(r), access(r), r.choice("mn"), r.choice("st"), r.randrange(REGS)
    other = "n" if lock == "m" else "m"
    if name and r.random() < .15:
        return [("print", name)]
    rows = [(.38, one),
            (.52, [("lock", lock), *one, *two, ("unlock", lock)]),
            (.58, [("lock", lock), *one, ("lock", other), *two, ("unlock", other), ("unlock", lock)]),
            (.64, [("try_lock", lock), *one, ("unlock", lock), ("end",)]),
            (.70, [("post", sem)]),
            (.76, [("wait", sem)]),
            (.79, [("try_wait", sem), *one, ("end",)]),
            (.83, [("lock", "m"), ("await",), *one, ("unlock", "m")]),
            (.87, [("lock", "m"), ("raise",), *one, (r.choice(["signal", "broadcast"]),), ("unlock", "m")]),
            (.90, [("send", r.randint(1, 9))]),
            (.92, [("receive", reg)]),
            (.94, [("meet",)]),
            (.96, [("lock_read",), *one, ("unlock_rw",)]),
            (.98, [("lock_write",), *one, ("unlock_rw",)]),
            (1, [("if", reg), *one, ("end",)])]
    number = r.random()
    return next(steps for bound, steps in rows if number < bound)


class Program:
    def __init__(self, seed):
        r = random.Random(seed)
        self.count = r.choice([2, 2, 2, 3])
        self.threads = r.random() < .5
        self.local = self.threads and r.random() < .5
        self.start = {"s": r.choice([0, 1, 1, 2]), "t": r.choice([0, 1])}
        names = "abc" if self.threads else ["", "", ""]
        self.tasks = [[step for _ in range(r.randint(1, 3)) for step in part(r, names[who])]
                      for who in range(self.count)]
        order, cut = r.sample(range(self.count), self.count), r.randint(0, self.count)
        joins = [("join", who) for who in order]
        first = [("begin", who) for who in range(self.count)] + [s for _ in range(r.randint(0, 2)) for s in access(r)]
        self.tasks.append(first + joins[:cut] + access(r) + joins[cut:])

    def source(self):
        text = {**C, **(THREAD if self.threads else PROCESS)}
        bodies = ["".join(f"  {text[name].format(*args)}\n" for name, *args in steps) for steps in self.tasks]
        out = TOP
        for who, body in enumerate(bodies[:-1]):
            out += f"static void *work{who}(void *arg) {{\n  int r[4] = {{0}};\n{body}"
            out += f"  memcpy(s->kept[{who}], r, sizeof r);\n  return arg;\n}}\n"
        out += SETUP + "".join(f"  sem_init(&s->{name}, 1, {n});\n" for name, n in self.start.items()) + "}\n"
        out += "static void all(void) {\n  int r[4] = {0};\n"
        out += f"  {'pthread_t' if self.threads else 'pid_t'} w[{self.count}];\n"
        out += "  struct plain own = {0, 0};\n  v = &own;\n" if self.local else ""
        return out + bodies[-1] + f"  memcpy(s->kept[{self.count}], r, sizeof r);\n" + SHOW


def flatten(steps):
    """Each `add` is two steps, each `await` three; whoever does not enter a block goes on behind its end."""
    out, opened = [], []
    for step in steps:
        if step[0] == "add":
            out += [("load", step[1], REGS), ("store_sum", step[1])]
        elif step[0] == "await":
            out += [("look",), ("wake",), ("lock_again",)]
        elif step[0] == "end":
            out[opened.pop()].append(len(out))
        else:
            if step[0] in ("try_lock", "try_wait", "if"):
                opened.append(len(out))
            out.append(list(step))
    return [tuple(step) for step in out]


# --- every order ------------------------------------------------------------------------------------------------------

class World:
    """A state. clocks: of each task; left: what a lock, a semaphore and so on keep of who gave them back."""

    def __init__(self, program):
        n = program.count + 1
        self.pc, self.regs = [-1] * program.count + [0], [(0,) * (REGS + 1)] * n
        self.value = {"x": 0, "y": 0, "a": 0, "b": 0, "flag": 0, **program.start}
        self.owner = {"m": None, "n": None, "rw": None}
        self.asleep, self.woken, self.readers, self.pipe, self.here, self.text = (), (), (), (), (), ""
        self.clocks, self.left = [tuple(int(i == k) for k in range(n)) for i in range(n)], {}
        self.writer, self.looked = {}, {"x": (), "y": ()}

    def key(self):
        return (tuple(self.pc), tuple(self.regs), tuple(self.value.values()), tuple(self.owner.values()), self.asleep,
                self.woken, self.readers, self.pipe, self.here, self.text, tuple(self.clocks),
                tuple(sorted(self.left.items())), tuple(sorted(self.writer.items())), tuple(self.looked.values()))

    def after(self, t, goto=None):
        w = World.__new__(World)
        for name, value in vars(self).items():
            setattr(w, name, value.copy() if isinstance(value, (list, dict)) else value)
        w.pc[t] = self.pc[t] + 1 if goto is None else goto
        return w

    def set_reg(self, t, reg, value):
        self.regs[t] = self.regs[t][:reg] + (value,) + self.regs[t][reg + 1:]

    def acquire(self, t, clock):
        self.clocks[t] = tuple(map(max, self.clocks[t], clock)) if clock else self.clocks[t]

    def tick(self, t):
        self.clocks[t] = tuple(c + (i == t) for i, c in enumerate(self.clocks[t]))

    def release(self, t, name, anew=False):
        old = None if anew else self.left.get(name)
        self.left[name] = tuple(map(max, old, self.clocks[t])) if old else self.clocks[t]
        self.tick(t)

    def touch(self, t, name, writes, races):
        clock, last = self.clocks[t], self.writer.get(name)
        others = ([last] if last else []) + (list(self.looked[name]) if writes else [])
        if any(who != t and then > clock[who] for who, then in others):
            races.add(name)
        if writes:
            self.writer[name], self.looked[name] = (t, clock[t]), ()
        else:
            self.looked[name] = tuple(sorted([x for x in self.looked[name] if x[0] != t] + [(t, clock[t])]))


def plain(w, t, step, races):
    w.touch(t, step[1], step[0] != "load", races)
    if step[0] == "load":
        w.set_reg(t, step[2], w.value[step[1]])
    elif step[0] == "store":
        w.value[step[1]] = step[2]
    else:
        w.value[step[1]] = w.regs[t][REGS] + 1
        w.set_reg(t, REGS, 0)
    yield w


def atomic(w, t, step, _):
    name, old = step[1], w.value[step[1]]
    if step[0] == "atomic_store":
        w.value[name] = step[2]
        w.release(t, name, anew=True)
        yield w
        return
    w.acquire(t, w.left.get(name))
    if step[0] == "atomic_load":
        w.set_reg(t, step[2], old)
    elif step[0] == "atomic_add" or old == step[2]:
        w.value[name] = old + step[2] if step[0] == "atomic_add" else step[3]
        w.release(t, name)
    if step[0] == "swap":
        w.set_reg(t, step[4], int(old == step[2]))
    yield w


def lock(w, t, step, _):
    name = step[1] if len(step) > 1 else "m"
    if step[0] == "unlock":
        w.owner[name] = None
        w.release(t, name)
        yield w
    elif w.owner[name] is None:
        w.owner[name] = t
        w.acquire(t, w.left.get(name))
        yield w.after(t, w.pc[t] - 3) if step[0] == "lock_again" else w
    elif step[0] == "try_lock":
        yield w.after(t, step[-1])


def semaphore(w, t, step, _):
    name = step[1]
    if step[0] == "post":
        w.value[name] += 1
        w.release(t, name)
        yield w
    elif w.value[name] > 0:
        w.value[name] -= 1
        w.acquire(t, w.left.get(name))
        yield w
    elif step[0] == "try_wait":
        yield w.after(t, step[-1])


def condition(w, t, step, _):
    if step[0] == "look" and w.value["flag"]:
        yield w.after(t, w.pc[t] + 2)
    elif step[0] == "look":
        w.owner["m"], w.asleep = None, w.asleep + (t,)
        w.release(t, "m")
        yield w
    elif step[0] == "wake" and t in w.woken:
        w.woken = tuple(x for x in w.woken if x != t)
        w.acquire(t, w.left.get("c"))
        yield w
    elif step[0] in ("signal", "broadcast"):
        if w.asleep:
            w.release(t, "c")
        for woken in [w.asleep] if step[0] == "broadcast" or not w.asleep else [(one,) for one in w.asleep]:
            out = w.after(t, w.pc[t])
            out.asleep = tuple(x for x in w.asleep if x not in woken)
            out.woken = tuple(sorted(w.woken + woken))
            yield out


def pipe(w, t, step, _):
    if step[0] == "send":
        w.pipe += ((step[1], w.clocks[t]),)
        w.tick(t)
        yield w
    elif w.pipe:
        (value, clock), w.pipe = w.pipe[0], w.pipe[1:]
        w.set_reg(t, step[1], value)
        w.acquire(t, clock)
        yield w


def barrier(w, t, _step, _races):
    if not w.here:
        w.here = (t,)
        yield w.after(t, w.pc[t] - 1)
    elif w.here != (t,):
        other = w.here[0]
        w.acquire(t, w.clocks[other])
        w.clocks[other], w.here = w.clocks[t], ()
        w.tick(t)
        w.tick(other)
        w.pc[other] += 1
        yield w


def readers(w, t, step, _):
    if step[0] == "unlock_rw":
        writes = w.owner["rw"] == t
        w.owner["rw"], w.readers = None, tuple(x for x in w.readers if x != t)
        w.release(t, "write" if writes else "read")
        yield w
    elif w.owner["rw"] is None and (step[0] == "lock_read" or not w.readers):
        w.acquire(t, w.left.get("write"))
        if step[0] == "lock_read":
            w.readers = tuple(sorted(w.readers + (t,)))
        else:
            w.owner["rw"] = t
            w.acquire(t, w.left.get("read"))
        yield w


def other(w, t, step, _):
    if step[0] == "begin":
        w.pc[step[1]] = 0
        w.acquire(step[1], w.clocks[t])
        w.tick(t)
    elif step[0] == "raise":
        w.value["flag"] = 1
    elif step[0] == "print":
        w.text += step[1]
    yield w.after(t, step[-1]) if step[0] == "if" and not w.regs[t][step[1]] else w


STEPS = {name: function for function, names in (
    (plain, "load store store_sum"), (atomic, "atomic_load atomic_store atomic_add swap"),
    (lock, "lock unlock try_lock lock_again"), (semaphore, "wait post try_wait"),
    (condition, "look wake signal broadcast"), (pipe, "send receive"), (barrier, "meet"),
    (readers, "lock_read lock_write unlock_rw"), (other, "begin raise print if")) for name in names.split()}


def every_order(program):
    """All outcomes, as the runtime has them, and the variables that race; None: there are too many states."""
    code = [flatten(steps) for steps in program.tasks]
    outcomes, races, seen, stack, first = set(), set(), set(), [World(program)], program.count
    while stack:
        w = stack.pop()
        key = w.key()
        if key in seen:
            continue
        seen.add(key)
        if len(seen) > STATES_MAX:
            return None
        if w.pc[first] == len(code[first]):
            kept = [reg for regs in w.regs for reg in regs[:REGS]] + [0] * (REGS * (3 - first))
            outcomes.add(("0", f"{w.text} {' '.join(map(str, [w.value[n] for n in 'xyab'] + kept))}".strip()))
            continue
        before = len(stack)
        for t, pc in enumerate(w.pc):
            if not 0 <= pc < len(code[t]):
                continue
            step = code[t][pc]
            if step[0] == "join":
                if w.pc[step[1]] == len(code[step[1]]):
                    stack.append(w.after(t))
                    stack[-1].acquire(t, w.clocks[step[1]])
            else:
                stack += STEPS[step[0]](w.after(t), t, step, races)
        if len(stack) == before:
            outcomes.add(("2", ""))
    return outcomes, races


# --- both -------------------------------------------------------------------------------------------------------------

def check(job):
    seed, build_dir, folder = job
    program = Program(seed)
    wanted = every_order(program)
    if not wanted:
        return False, []
    outcomes, races = wanted
    source = pathlib.Path(folder, f"p{seed}.c")
    source.write_text(program.source())
    race.build(source, build_dir, source.with_suffix(""))
    result = race.Result(race.run(source.with_suffix(""), BUDGET, strategy=SYSTEMATIC))
    shown = {(row[0], row[3].replace("%20", " ").strip("% ") if row[0] == "0" else "") for row in result.all("outcome")}
    raced = len({row[1] for row in result.all("race") if row[0] == "0"})
    complete = result.all("summary")[0][1] == "1"
    faults = [f"there is no outcome {sorted(shown - outcomes)[0]}"] if shown - outcomes else []
    if complete and outcomes - shown:
        faults.append(f"is called complete without {sorted(outcomes - shown)[0]}")
    if raced > len(races) or (complete and raced < len(races)):
        faults.append(f"{sorted(races)} race, and {raced} variables are told")
    if result.all("limit"):
        faults.append(f"has the limits {result.all('limit')}")
    return complete, [f"seed {seed}: {fault}" for fault in faults]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build_dir")
    options.add_argument("count", type=int)
    options.add_argument("--from", type=int, default=1, dest="first")
    given = options.parse_args()
    build_dir = pathlib.Path(given.build_dir).resolve()
    complete = failed = 0
    with tempfile.TemporaryDirectory(dir=build_dir) as folder, \
            concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        jobs = [(given.first + i, build_dir, folder) for i in range(given.count)]
        for is_complete, faults in pool.map(check, jobs):
            complete += is_complete
            failed += bool(faults)
            for fault in faults:
                print(f"FAILED: {fault}")
    print(f"{given.count} programs, {complete} with a complete set, {failed} of them wrong")
    return 1 if failed or complete == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
