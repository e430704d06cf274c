#!/usr/bin/env python3
# run.py -- each kind of mistake is made where it can be, and nowhere else; what the rubric misses is listed.
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(os.environ.get("BOTHENDS_SOURCE", pathlib.Path(__file__).parents[2]))
BUILD = pathlib.Path(os.environ.get("BOTHENDS_BUILD", SOURCE / "build/release"))
HERE = pathlib.Path(__file__).parent

# Asks for nothing but output: what a rubric that trusts output alone does not notice.
RUBRIC = {
    "schema": "bothends.rubric/1", "id": "weak", "title": "Output alone", "max_points": 100,
    "compile": {"flags": ["-Wall"], "kit": True}, "limits": {"cpu_s": 1, "wall_s": 2},
    "cases": [{"id": "one", "title": "One", "expect": {"stdout": {"match": "exact", "text": "42\n"}, "exit": 0}}],
    "criteria": [{"id": "output", "title": "Output", "check": "stdout", "points": 100}],
}

# (program, {"kind line"} that must be made of it, labelled by reading it)
PROGRAMS = {
    "pipe.c": {"drop-close 12", "swap-ends 12", "close-late 12", "swap-ends 13", "drop-close 16", "close-early 12",
               "close-late 16", "swap-ends 16", "one-read 18", "swap-ends 18", "drop-wait 20", "wait-first 18"},
    "shared.c": {"private-mapping 14", "not-pshared 15", "drop-lock 19", "half-lock 19", "half-unlock 21",
                 "drop-wait 24", "half-lock 25", "half-unlock 27", "drop-lock 25"},
    "locks.c": {"reverse-locks 11", "drop-lock 11", "half-lock 11", "half-unlock 15", "drop-lock 12", "half-lock 12",
                "half-unlock 14", "drop-wait 22", "drop-wait 23"},
    "marker.c": {"drop-end-marker 12", "drop-close 10", "swap-ends 10", "close-late 10", "swap-ends 11", "swap-ends 12",
                 "drop-close 13", "swap-ends 13", "swap-ends 18", "drop-wait 20", "split-atomic 19",
                 "close-early 12", "wait-first 18"},
    "nothing.c": set(),
}


def mutate(folder, *flags):
    command = [BUILD / "bothends", "rubric", "mutate", *flags, folder / "rubric.json"]
    return subprocess.run(command, capture_output=True, text=True)


def exercise(folder, name):
    (folder / "solutions").mkdir(parents=True)
    (folder / "rubric.json").write_text(json.dumps(RUBRIC))
    (folder / "solutions" / name).write_text((HERE / "programs" / name).read_text())
    (folder / "expect.json").write_text(json.dumps({
        "schema": "bothends.expect/1",
        "programs": [{"path": f"solutions/{name}", "status": "graded", "points": 100, "criteria": {},
                      "findings": []}]}))


def main():
    failed = 0
    for name, wanted in PROGRAMS.items():
        with tempfile.TemporaryDirectory() as base:
            folder = pathlib.Path(base)
            exercise(folder, name)
            run = mutate(folder, "--json")
            assert run.returncode == 0, (name, run.returncode, run.stderr)
            document = json.loads(run.stdout)["rubrics"][0]
            made = {f"{m['kind']} {m['line']}" for m in document["mutants"]}
            if made != wanted:
                failed += 1
                print(f"FAILED: {name}: missing {sorted(wanted - made)}, not wanted {sorted(made - wanted)}")
            for mutant in document["mutants"]:
                assert mutant["status"] in ("killed", "survived", "equivalent"), mutant
                assert mutant["diff"] and mutant["runs"], mutant
            counted = [sum(m["status"] == s for m in document["mutants"]) for s in ("killed", "survived")]
            share = counted[0] / sum(counted) if sum(counted) else None
            assert document["score"] == share or abs(document["score"] - share) < 1e-9, document["score"]
    with tempfile.TemporaryDirectory() as base: # a program that hangs gets fewer points; --at-least is heard
        folder = pathlib.Path(base)
        exercise(folder, "pipe.c")
        text = mutate(folder, "--text").stdout
        assert "weak: notices" in text and "drop-wait, line 20 of solutions/pipe.c" in text, text
        rubric = dict(RUBRIC, max_points=200)
        rubric["criteria"] = RUBRIC["criteria"] + [
            {"id": "never", "title": "Never", "check": "source-uses", "points": 100,
             "arguments": {"functions": ["semop"]}}]
        (folder / "rubric.json").write_text(json.dumps(rubric))
        run = mutate(folder)
        assert run.returncode == 1 and "gets 1.00 of 2.00 points" in run.stderr, (run.returncode, run.stderr)
    print(f"{len(PROGRAMS) + 1 - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
