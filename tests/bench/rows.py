#!/usr/bin/env python3
# rows.py -- what a schedule costs beside the plain program and ThreadSanitizer: each row of rows.c, in one run.
"""Usage: tests/bench/rows.py [--build DIR] [--rounds N] [ROW...]. Needs DIR/bothends-guest.o (build/release).
Prints a table of seconds by the clock and of CPU, best of N, and ratios; exit 1 when a bound is not met.
Ours, built at -O0 as always, is the mean of all runs that three schedules take, the first that learns and the replays
of a witness among them. Plain and ThreadSanitizer are built at -O1. Nothing else should run meanwhile: ours needs one
CPU, the others may use two."""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCE = ROOT / "tests/bench/rows.c"
ROWS = ["shared_counter", "two_racing", "shared_array", "private_array", "mutex", "atomic", "thread_counters",
        "thread_arrays", "ping_pong", "forks"]
COUNTER_MAX = 12.0  # times plain, on the loop of ten million increments
CATALOGUE, CATALOGUE_CPU_MAX = ROOT / "rubrics/catalog", 0.5
KIT = ROOT / "rubrics/kit"
WALK = 1
KINDS = ("plain", "tsan", "ours")
ENV = {"PATH": "/usr/bin:/bin", "BOTHENDS_RACE_REQUEST": "request", "BOTHENDS_RACE_RESULT": "result"}


def gcc(*line):
    subprocess.run(["gcc", "-std=gnu17", "-w", "-pthread", *map(str, line)], check=True)


def build(source, build_dir, out, more=()):
    gcc("-O0", "-g", "-fno-builtin", "-fsanitize=thread", *more, "-c", "-o", f"{out}.o", source)
    gcc("-o", out, f"{out}.o", build_dir / "bothends-guest.o", f"@{build_dir / 'bothends-guest.wraps'}", "-lrt", "-lm")


def spent(command, folder, env=None):
    """Seconds by the clock, and of CPU of it and all it waited for."""
    start = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.chdir(folder)
        null = os.open("/dev/null", os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(null, fd)
        try:
            os.execvpe(str(command[0]), list(map(str, command)), env or os.environ)
        finally:
            os._exit(127)
    _, status, used = os.wait4(pid, 0)
    if status not in (0, 66 << 8):  # 66: ThreadSanitizer saw a race
        sys.exit(f"{command}: wait status {status}")
    return time.monotonic() - start, used.ru_utime + used.ru_stime


def ask(folder, schedules, strategy=WALK):
    pathlib.Path(folder, "work/request").write_text(
        f"race/1\nrequest {strategy} {schedules} 1 0 4000000000 600000 0 0 4096 0\nend 1\n")


def once(program, row, folder):
    """Seconds by the clock and of CPU of one run; a program with the runtime runs several times."""
    runs = pathlib.Path(folder, "runs")  # not where main begins: what lies there is put back before each schedule
    runs.write_text("")
    times = spent([program, row], f"{folder}/work", ENV)
    return [seconds / len(runs.read_text()) for seconds in times]


def bench_rows(rows, rounds, build_dir, folder):
    gcc("-O1", "-o", f"{folder}/plain", SOURCE)
    gcc("-O1", "-fsanitize=thread", "-o", f"{folder}/tsan", SOURCE)
    build(SOURCE, build_dir, f"{folder}/ours")
    ask(folder, 3)
    met = True
    print(f"{'':4} {'':16} {'plain':>15} {'TSan':>17} {'ours':>17}   (clock, CPU; by the clock:) TSan/plain ours/plain")
    for row in rows:
        best = [[1e9, 1e9] for _ in KINDS]
        for _ in range(rounds):
            for times, kind in zip(best, KINDS):
                times[:] = map(min, times, once(f"{folder}/{kind}", row, folder))
        plain, tsan, ours = (times[0] for times in best)
        ok = ours < tsan and (row != "shared_counter" or ours <= COUNTER_MAX * plain)
        met = met and ok
        print(f"{'ok  ' if ok else 'OVER'} {row:16}", *(f"{clock:8.4f} {cpu:8.4f}" for clock, cpu in best),
              f"{tsan / plain:38.1f} {ours / plain:10.1f}", flush=True)
    return met


def bench_catalogue(rounds, build_dir, folder):
    """CPU of 200 schedules of each solution of every exercise about shared values."""
    met = True
    for rubric in sorted(CATALOGUE.glob("*/rubric.json")):
        if '"values"' not in rubric.read_text():
            continue
        ask(folder, 200, strategy=0)
        for solution in sorted((rubric.parent / "solutions").glob("*.c")):
            build(solution, build_dir, f"{folder}/exercise", ["-I", KIT])
            cpu = min(spent([f"{folder}/exercise"], f"{folder}/work", ENV)[1] for _ in range(rounds))
            ok = cpu < CATALOGUE_CPU_MAX
            met = met and ok
            print(f"{'ok  ' if ok else 'OVER'} {rubric.parent.name + '/' + solution.stem:32} {cpu:.3f} s of CPU",
                  flush=True)
    return met


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--build", default=str(ROOT / "build/release"))
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("rows", nargs="*", default=[*ROWS, "catalogue"])
    given = options.parse_args()
    build_dir = pathlib.Path(given.build).resolve()
    met = True
    with tempfile.TemporaryDirectory(prefix="bothends-rows-", dir="/var/tmp") as folder:
        pathlib.Path(folder, "work").mkdir()
        rows = [row for row in ROWS if row in given.rows]
        if rows:
            met = bench_rows(rows, given.rounds, build_dir, folder)
        if "catalogue" in given.rows:
            met = bench_catalogue(given.rounds, build_dir, folder) and met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
