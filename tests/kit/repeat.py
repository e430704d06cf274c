#!/usr/bin/env python3
# repeat.py -- grades programs of the catalogue again and again: each grading must come out the same.
"""Usage: repeat.py BOTHENDS CATALOG TIMES [--burn] [PART...]. PART: only what has it in its EXERCISE/solutions/NAME.c.
--burn keeps two CPUs busy meanwhile. Whole grades are compared, with how each process of each run ended and every end
of every pipe; not what was measured, what a run printed, did step by step, and what is quoted of it: there, processes
may take turns as they like. Exit 1 at any difference, each of which is told."""
import collections
import json
import pathlib
import subprocess
import sys

BURNER = "import os\nowner = os.getppid()\nwhile os.getppid() == owner:\n    for _ in range(1000000): pass"


MAY_DIFFER = {"peak_memory_kib", "stdout", "stderr", "timeline", "timeline_left_out", "detail"}


def flat(value, at=""):
    """Every leaf of the document with its place, without what may differ."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in MAY_DIFFER and not key.endswith("_ms"):
                yield from flat(item, f"{at}/{key}")
    elif isinstance(value, list):
        yield f"{at}/length", len(value)
        for i, item in enumerate(value):
            yield from flat(item, f"{at}/{i}")
    else:
        yield at, value


def grade(bothends, folder, program):
    done = subprocess.run([bothends, "grade", "--json", "-r", folder / "rubric.json", program], capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=120, check=False)
    if done.returncode != 0:
        return {"/status": f"exit {done.returncode}: {done.stderr.decode(errors='replace')}"}
    return dict(flat(json.loads(done.stdout)))


def differences(grades):
    """For each place where not all are equal: what was there, and how often."""
    for place in sorted(set().union(*grades)):
        seen = collections.Counter(repr(one.get(place, "absent"))[:160] for one in grades)
        if len(seen) > 1:
            yield place, seen


def judge(bothends, program, times):
    grades = [grade(bothends, program.parents[1], program) for _ in range(times)]
    found = list(differences(grades))
    found += [("/status", {grades[0]["/status"]: times})] if grades[0].get("/status") != "graded" and \
        "compile" not in str(grades[0].get("/status")) else []
    return [f"{place}: {', '.join(f'{count} times {text}' for text, count in seen.items())}" for place, seen in found]


def main():
    bothends, catalog, times, *parts = sys.argv[1:]
    burns = "--burn" in parts
    parts = [part for part in parts if part != "--burn"]
    programs = [path for path in sorted(pathlib.Path(catalog).glob("*/*/*.c"))
                if not parts or any(part in str(path) for part in parts)]
    burners = [subprocess.Popen([sys.executable, "-c", BURNER]) for _ in range(2 if burns else 0)]
    wrong = 0
    try:
        for program in programs:
            found = judge(bothends, program, int(times))
            wrong += bool(found)
            if found:
                print(f"DIFFERS {program.relative_to(catalog)}", *found[:20], sep="\n     ", flush=True)
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()
    print(f"{len(programs)} programs, {times} gradings each{' while two CPUs burn' if burns else ''}: {wrong} differ")
    return 1 if wrong or not programs else 0


if __name__ == "__main__":
    sys.exit(main())
