#!/usr/bin/env python3
# run.py -- programs whose truth is known by reading them: every race and lost update is found, nobody else is accused.
"""Usage: run.py SOURCE_DIR BUILD_DIR truth|sets|why SCHEDULES [PATTERN]
truth.tsv says of each program what it is: RACE, LOST (an update is lost without a data race), MISUSE (a lock that is
not shared), DEADLOCK, UNKNOWN (it does what the runtime cannot see, and that is said: the judge accuses nobody then),
LIMIT (the same, in every schedule, for a table is too small: two are run),
OK: nothing may be said of it; RACES: there is a race for each variable that is called raced_..., or for memory that has
no name, for no other, both lines of each are known, and built with -DTWIN it is OK; CRASH and names: built with -D and
one of them it crashes in some schedule, in the line that has "// @crash" and that name;
STRONG, X86, RELAXED, PEEK, EPERM: right, with one note (result.h, of the misuses).
sets.tsv says what each program can print, in all its schedules.
Each program of why/ is called like the one reason for which its schedules are not complete; built with -DTWIN, it is
the same without that reason, and complete."""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

FLAGS = "-O0 -g -fno-builtin -fsanitize=thread -w -c".split()


class Result:
    def __init__(self, text):
        lines = text.split("\n")
        assert lines[0] == "race/1" and lines[-2].startswith("end ") and lines[-1] == "", "not a whole result"
        self.rows = [line.split(" ") for line in lines[1:-2]]

    def all(self, word):
        return [row[1:] for row in self.rows if row[0] == word]

    def raced_for(self):
        """Of each variable, whether both lines of all its races are known."""
        objects, known = self.all("object"), {}
        for row in self.all("race"):
            name = objects[int(row[1])][1].strip("%") or "-"
            known[name] = known.get(name, True) and NO_ROW not in (row[6], row[12])
        return known

    def crashes_at(self, program):
        """The lines of all crashes that are told step by step."""
        frames = self.all("frame")
        stacks = [row[7] for row in self.all("step") if int(row[3]) == DOES_CRASH]
        places = [next((frame[1] for frame in frames if frame[0] == stack), "0") for stack in stacks]
        done = subprocess.run(["addr2line", "-e", program, *(hex(int(pc)) for pc in places)], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=True)
        return {re.sub(r".*/", "", place) for place in done.stdout.split()}

    def shown(self):
        races = sum(row[0] == "0" for row in self.all("race"))
        misuse = [int(row[0]) for row in self.all("misuse")]
        clean = all(row[0] == "0" and row[1] == "0" for row in self.all("outcome"))
        return {"clean": clean, "races": races, "misuse": [kind for kind in misuse if kind not in NOTES],
                "notes": sorted({kind for kind in misuse if kind in NOTES}),
                "deadlocks": len(self.all("deadlock")), "outcomes": len(self.all("outcome")),
                "limits": [row[:2] for row in self.all("limit")], "early": len(self.all("early"))}


NO_ROW = "4294967295"  # RACE_NONE
DOES_CRASH = 14  # RACE_DOES_CRASH

# Of enum race_misuse_kind (result.h), those that are notes.
NOTES = TOO_STRONG, ONLY_ON_X86, RELAXED_ENOUGH, LOOKS_WITHOUT, UNLOCK_REFUSED = 9, 10, 11, 12, 16


def notes(kind):
    """Right, and just this is to be said of it."""
    return lambda s: s["notes"] == [kind] and TRUTH["RIGHT"](s)


# What a program of each kind must show, and what it must not.
TRUTH = {
    "STRONG": notes(TOO_STRONG),
    "X86": notes(ONLY_ON_X86),
    "RELAXED": notes(RELAXED_ENOUGH),
    "PEEK": notes(LOOKS_WITHOUT),
    "EPERM": notes(UNLOCK_REFUSED),
    "OK": lambda s: not s["notes"] and TRUTH["RIGHT"](s),
    "RACE": lambda s: s["races"] > 0,
    "RACES": lambda s: s["races"] > 0,
    "LOST": lambda s: s["races"] == 0 and s["outcomes"] > 1,
    "MISUSE": lambda s: s["races"] == 0 and s["misuse"],
    "DEADLOCK": lambda s: s["races"] == 0 and s["deadlocks"] > 0,
    "UNKNOWN": lambda s: s["limits"],
    "LIMIT": lambda s: s["limits"],
    "RIGHT": lambda s: s["clean"] and not s["races"] and not s["misuse"] and not s["deadlocks"] and s["outcomes"] == 1
    and not s["limits"] and not s["early"],
}


def build(source, build_dir, out, *flags):
    subprocess.run(["gcc", *FLAGS, *flags, "-o", f"{out}.o", source], check=True)
    subprocess.run(["gcc", "-o", out, f"{out}.o", build_dir / "bothends-guest.o",
                    f"@{build_dir / 'bothends-guest.wraps'}", "-pthread", "-lrt", "-lm"], check=True)


# Names in /tmp, /dev/shm and System V's keys are the machine's: each run gets its own, as it does behind the walls.
# The program's own folder is kept in view, for it may lie below /tmp.
ALONE = ["unshare", "--user", "--map-root-user", "--mount", "--ipc", "sh", "-c",
         'mount --bind .. /mnt && mount -t tmpfs none /dev/shm && mount -t tmpfs none /tmp && '
         'cd "/mnt/${PWD##*/}" && exec "../${1##*/}"', "sh"]


def run(program, schedules, seed=1, only=0, strategy=0):
    """The text of the result."""
    request = f"race/1\nrequest {strategy} {schedules} {seed} {only} 0 0 0 0 4096 0\nend 1\n"
    with tempfile.TemporaryDirectory(dir=program.parent) as folder:
        asked, told = pathlib.Path(folder, "request"), pathlib.Path(folder, "result")
        asked.write_text(request)
        # The environment lies on the stack: its size must not depend on the name of a folder.
        env = {"PATH": "/usr/bin:/bin", "BOTHENDS_RACE_REQUEST": "request", "BOTHENDS_RACE_RESULT": "result"}
        subprocess.run([*ALONE, program], cwd=folder, env=env, stdin=subprocess.DEVNULL, check=True, timeout=900)
        return told.read_text()


def crash_faults(row, name):
    source, _, build_dir, schedules, folder = row
    program = pathlib.Path(folder, f"{source.stem}.{name}")
    build(source, build_dir, program, f"-D{name}")
    lines = source.read_text(encoding="utf-8").split("\n")
    wanted = {f"{source.name}:{nth}" for nth, line in enumerate(lines, 1) if f"// @crash {name}" in line}
    got = Result(run(program, schedules)).crashes_at(program)
    return [] if got == wanted else [f"{name} crashes at {wanted}, but shows {got}"]


def check(row):
    source, truth, build_dir, schedules, folder = row
    truth, *names = truth.split(" ")
    if truth == "CRASH":
        return source.stem, [fault for name in names for fault in crash_faults(row, name)]
    program = pathlib.Path(folder, source.stem)
    build(source, build_dir, program)
    text = run(program, 2 if truth == "LIMIT" else schedules)
    shown = Result(text).shown()
    faults = [] if TRUTH[truth](shown) else [f"is {truth}, but shows {shown}"]
    if truth == "RACES":
        raced = Result(text).raced_for()
        wanted = dict.fromkeys(set(re.findall(r"\braced_\w+", source.read_text(encoding="utf-8"))) or {"-"}, True)
        faults += [] if raced == wanted else [f"is a race for {wanted}, but shows {raced}"]
        twin = pathlib.Path(folder, f"{source.stem}.twin")
        build(source, build_dir, twin, "-DTWIN")
        shown = Result(run(twin, schedules)).shown()
        faults += [] if TRUTH["OK"](shown) else [f"its twin is OK, but shows {shown}"]
    if truth not in ("UNKNOWN", "LIMIT") and run(program, schedules) != text:
        faults.append("another run of the same gives another result")
    return source.stem, faults


WALK, SYSTEMATIC = 1, 3


def check_set(row):
    """All outcomes there are, no other, and it is said that these are all."""
    source, outcomes, build_dir, schedules, folder = row
    program = pathlib.Path(folder, source.stem)
    build(source, build_dir, program)
    wanted = set(outcomes.split(" "))
    # Only where none is missed without being complete are random schedules needed, too: to the last one, so fewer.
    some, strategy = (schedules // 5, 0) if "~" in wanted else (schedules, SYSTEMATIC)
    result = Result(run(program, some, strategy=strategy))
    shown = {(o[3].removesuffix("%0a").strip("%") or "") + "!" * (o[0] == "2") for o in result.all("outcome")}
    faults = [] if shown == wanted - {"~"} else [f"can give {outcomes}, but shows {shown}"]
    if (result.all("summary")[0][1] == "1" and not result.all("limit")) == ("~" in wanted):
        faults.append("is said to be complete" if "~" in wanted else "is not said to be complete")
    return source.stem, faults


def names_of(source_dir, table):
    """The names of a table of reasons, in the order of their numbers: RACE_CUTS, RACE_LIMITS."""
    text = (source_dir / "sandbox/guest/result.h").read_text(encoding="utf-8")
    rows = re.search(rf"#define {table}\(X\)(.*?)\n\n", text, re.S)[1]
    return re.findall(r'X\(\w+, "([\w-]+)"\)', rows)


def check_why(row):
    """It, and its twin, which is also asked for random schedules alone, and for one of them."""
    source, _, build_dir, schedules, folder = row
    source_dir = source.parents[3]
    cuts, limits = names_of(source_dir, "RACE_CUTS"), names_of(source_dir, "RACE_LIMITS")
    faults = []
    program, twin = pathlib.Path(folder, source.stem), pathlib.Path(folder, f"{source.stem}.twin")
    build(source, build_dir, program)
    build(source, build_dir, twin, "-DTWIN")
    for what, wanted, one, how in (("it", [source.stem], program, {}), ("its twin", [], twin, {}),
                                   ("its twin by chance", ["strategy"], twin, {"strategy": WALK}),
                                   ("one of its twin's", ["replay"], twin, {"only": 2})):
        result = Result(run(one, schedules, **how))
        reasons = [cuts[int(row[0])] for row in result.all("cut")]
        reasons += [limits[int(row[0])] for row in result.all("limit")]
        complete = result.all("summary")[0][1] == "1"
        if reasons != wanted or complete != (not wanted):
            faults.append(f"{what} has the reasons {reasons}, not {wanted}; complete is {complete}")
    return source.stem, faults


# What is tried: a table of programs and what they are, their folder, how they are tried.
KINDS = {"truth": ("truth.tsv", "programs", check), "sets": ("sets.tsv", "sets", check_set),
         "why": (None, "why", check_why)}


def main():
    source_dir, build_dir = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    table, programs_in, try_it = KINDS[sys.argv[3]]
    schedules = int(sys.argv[4])
    pattern = sys.argv[5] if len(sys.argv) > 5 else ""
    here = source_dir / "tests/race"
    programs = sorted(p for p in (here / programs_in).glob("*.c") if re.search(pattern, p.name))
    truth = {p.name: p.stem for p in programs}
    if table:
        truth = dict(line.split("\t") for line in (here / table).read_text().split("\n")[1:] if line)
    assert programs and all(p.name in truth for p in programs), "every program needs its truth"
    failed = 0
    workers = concurrent.futures.ThreadPoolExecutor(os.cpu_count())
    with tempfile.TemporaryDirectory(dir=build_dir) as folder, workers as pool:
        rows = [(p, truth[p.name], build_dir, schedules, folder) for p in programs]
        for name, faults in pool.map(try_it, rows):
            failed += bool(faults)
            for fault in faults:
                print(f"FAILED: {name}: {fault}")
    print(f"{len(programs) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
