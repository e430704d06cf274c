#!/usr/bin/env python3
# waits.py -- what observers cost, and how soon a deadlock is proved.
"""Usage: tests/bench/waits.py [--burners] [cost|exercises|latency]. Needs build/release and root. Prints a line for
each figure with its bound; exit 1 when one is not met. --burners: two processes compute meanwhile (for latency).

Cost: runs with observers and runs without any tracing, in turn; medians of wall time. Latency: from the moment that the
program itself tells, right before it blocks, until the reader has the cut that proves it; 120 runs that compute 0 to
300 ms before."""
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/walls"))
from slot import BOX, Slot  # noqa: E402

PING_PONG_MAX, EXERCISE_MS_MAX, MEDIAN_MS_MAX, P99_MS_MAX = 1.05, 3.0, 30.0, 100.0
ROUNDS, TIMES, RUNS = 50000, 9, 120
UNTRACED, OBSERVED = 0, 2
FAILED = []


def say(what, figure, bound, unit):
    FAILED.extend([what] if figure > bound else [])
    print(f"{what:58} {figure:8.3f} {unit:3} at most {bound:g}{'' if figure <= bound else '  NOT MET'}", flush=True)


def run(slot, program, *args, **spec):
    return slot.run(["/box/main", *args], files=[(BOX, "main", 0o755, program)],
                    limits={"wall_ms": 60000, "cpu_ms": 60000}, **spec)


def cost(slot, program):
    """The rounds themselves, as the program clocked them; the first runs of a slot are not counted."""
    took = {UNTRACED: [], OBSERVED: []}
    for i in range(TIMES + 1):
        for trace, all_of_it in took.items():
            result = run(slot, program, "ping-pong", str(ROUNDS), trace=trace)
            all_of_it += [int(result.out)] if i > 0 else []
    bare, observed = (statistics.median(t) for t in took.values())
    say(f"ping-pong, {ROUNDS} rounds: observed / untraced ({bare / 1e6:.0f} ms)", observed / bare, PING_PONG_MAX, "x")


def exercises(slot, folder):
    for exercise in sorted(p.parent for p in ROOT.glob("rubrics/catalog/*/rubric.json")):
        rubric = json.loads((exercise / "rubric.json").read_text())
        case = rubric["cases"][0]
        source = sorted((exercise / "solutions").glob("*.c"))[0]
        if case.get("files"):
            continue
        subprocess.run(["gcc", "-O1", "-w", "-pthread", f"-I{ROOT}/rubrics/kit", "-o", f"{folder}/a", source, "-lrt"],
                       check=True)
        program, took = pathlib.Path(f"{folder}/a").read_bytes(), {UNTRACED: [], OBSERVED: []}
        for i in range(2 * TIMES):
            for trace, all_of_it in took.items():
                result = run(slot, program, *case.get("args", []), stdin=case.get("stdin", "").encode(), trace=trace)
                all_of_it += [result.wall_ms] if i > 1 else []
        bare, observed = (statistics.median(t) for t in took.values())
        say(f"{exercise.name}: observed - untraced ({bare:.1f} ms)", observed - bare, EXERCISE_MS_MAX, "ms")


def latency(slot, program, load):
    late = []

    def at_cut(slot, event):
        nonlocal runs, proved
        if event.kind == "CUT":
            runs = False
        runs |= event.kind == "BLOCKED" and event.arg[4] & 1 != 0
        if event.kind == "CUT_END" and not runs:
            proved = time.monotonic_ns()
            slot.stop()

    for i in range(RUNS):
        runs, proved = False, 0
        result = run(slot, program, "stuck", str(i * 300 // RUNS), trace=OBSERVED, on_event=at_cut)
        late.append((proved - int(result.out)) / 1e6)
    late.sort()
    say(f"a deadlock is proved after{load}: median", statistics.median(late), MEDIAN_MS_MAX, "ms")
    say(f"a deadlock is proved after{load}: 99 of 100", late[RUNS * 99 // 100], P99_MS_MAX, "ms")


def main():
    words = sys.argv[1:]
    burners = [subprocess.Popen([sys.executable, "-c", "while True: pass"])
               for _ in range(2 if "--burners" in words else 0)]
    wanted = [word for word in words if not word.startswith("-")]
    slot = Slot([str(ROOT / "build/release/bothends-sandbox")])
    try:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["gcc", "-O1", "-o", f"{folder}/waits", ROOT / "tests/bench/waits.c"], check=True)
            program = pathlib.Path(f"{folder}/waits").read_bytes()
            if not wanted or "cost" in wanted:
                cost(slot, program)
            if not wanted or "exercises" in wanted:
                exercises(slot, folder)
            if not wanted or "latency" in wanted:
                latency(slot, program, " beside two burners" if burners else "")
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()
    slot.close()
    return 1 if FAILED else 0


sys.exit(main())
