#!/usr/bin/env python3
# stress.py -- the same answer a thousand times, and no right program accused in thousands of runs, on a busy machine.
"""Usage: stress.py BUILD_DIR replays|right COUNT [--hogs N] [--from SEED] [--pattern REGEX]
replays: COUNT runs of one request over programs of truth.tsv in turn; each must give the very same result as the first
of its program. right: COUNT runs, each of other seeds, over the right programs in turn; nothing may be said of any.
Not a test of every build: it takes as long as COUNT says."""
import argparse
import concurrent.futures
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

import run as race

SCHEDULES = 5
WALKS = 1  # of the strategies, the one that needs no first schedule of its own to learn from


def programs_of(kinds, pattern, folder, build_dir):
    here = pathlib.Path(__file__).resolve().parent
    rows = [line.split("\t") for line in (here / "truth.tsv").read_text().split("\n")[1:] if line]
    chosen = [name for name, kind in rows if kind in kinds and re.search(pattern, name)]
    out = []
    for name in chosen:
        program = pathlib.Path(folder, pathlib.Path(name).stem)
        race.build(here / "programs" / name, build_dir, program)
        out.append(program)
    return out


def replay(job):
    program, _, first = job
    return [] if race.run(program, SCHEDULES) == first else [f"{program.name}: another result"]


def right(job):
    program, seed, _ = job
    shown = race.Result(race.run(program, SCHEDULES, seed=seed, strategy=WALKS)).shown()
    return [] if race.TRUTH["OK"](shown) else [f"{program.name}, seed {seed}: {shown}"]


KINDS = {"replays": (("OK", "RACE", "LOST", "MISUSE", "DEADLOCK"), replay), "right": (("OK",), right)}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build_dir")
    options.add_argument("what", choices=KINDS)
    options.add_argument("count", type=int)
    options.add_argument("--hogs", type=int, default=0)
    options.add_argument("--from", type=int, default=1000, dest="first")
    options.add_argument("--pattern", default="")
    given = options.parse_args()
    kinds, try_it = KINDS[given.what]
    build_dir = pathlib.Path(given.build_dir).resolve()
    hogs = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(given.hogs)]
    failed = 0
    try:
        with tempfile.TemporaryDirectory(dir=build_dir) as folder, \
                concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            programs = programs_of(kinds, given.pattern, folder, build_dir)
            firsts = {p: race.run(p, SCHEDULES) if try_it is replay else "" for p in programs}
            chosen = [programs[i % len(programs)] for i in range(given.count)]
            jobs = [(p, given.first + i * SCHEDULES, firsts[p]) for i, p in enumerate(chosen)]
            for faults in pool.map(try_it, jobs):
                failed += bool(faults)
                print(*faults, sep="\n", end="\n" if faults else "", flush=True)
    finally:
        for hog in hogs:
            hog.send_signal(signal.SIGKILL)
            hog.wait()
    print(f"{given.count} runs of {len(programs)} programs, {given.hogs} hogs: {failed} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
