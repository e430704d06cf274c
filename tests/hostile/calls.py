#!/usr/bin/env python3
# calls.py -- the table of system calls against the kernel: complete, and true; and what exercises need of libc.
"""Usage: calls.py BUILD_DIR

A call that is in no set of sandbox/policy/calls.c gets ENOSYS: safe, but nobody has thought of it. So this fails when
the kernel's headers, or the kernel itself, know a call that the table does not."""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import table

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
sys.path.insert(0, str(SOURCE / "tests/walls"))
from slot import BOX, POLICIES, Slot  # noqa: E402

BUILD = pathlib.Path(sys.argv[1]).resolve()
HEADER = pathlib.Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
HIGHEST = 600
COLUMNS = ["student", "sanitize", "compile", "inspect", "race"]
ORDINARY = 12345
# Shown by their numbers, and not made: they end, or take over, who calls them.
NOT_MADE = {"exit", "exit_group", "vfork", "clone", "rt_sigreturn"}
# Names that every C library has, or the compiler's runtime.
NO_ENTRIES = re.compile(r"_|main$|mp_")

faults = []


def expect(ok, what):
    if not ok:
        faults.append(what)


def read_table():
    """number: (name, {policy: treatment}, is watched, reason)"""
    said = subprocess.run([BUILD / "compile-policy", "--table"], capture_output=True, text=True, check=True).stdout
    rows = {}
    for line in said.splitlines():
        number, name, *treatments, watched, reason = line.split("\t")
        assert len(treatments) == len(COLUMNS), line
        rows[int(number)] = (name, dict(zip(COLUMNS, treatments)), watched == "watched", reason)
    return rows


def check_complete(rows, program):
    for number, (name, treatments, _, reason) in rows.items():
        expect(reason and "unknown" not in treatments.values(), f"{name} ({number}) is in no set of calls.c")
        expect(not reason.startswith("TWICE"), f"{name} is in more than one set")
    header = {int(n): name for name, n in re.findall(r"#define __NR_(\w+) (\d+)", HEADER.read_text())}
    for number, name in header.items():
        expect(rows.get(number, ("",))[0] == name, f"{HEADER} has {name} as {number}, the table {rows.get(number)}")
    # The headers may be older than the kernel: it is asked, as nobody, for all that they do not have.
    unknown = [n for n in range(HIGHEST) if n not in header]
    ranges = [str(edge) for n in unknown for edge in (n, n + 1)]
    user = {"user": ORDINARY, "group": ORDINARY, "extra_groups": []} if os.geteuid() == 0 else {}
    answers = read_answers(subprocess.run([program, *ranges], capture_output=True, check=True, **user).stdout)
    expect(len(answers) == len(unknown), f"the kernel was asked for {len(unknown)} calls and answered {len(answers)}")
    for number, answer in answers.items():
        expect(answer == "ENOSYS" or number in rows,
               f"this kernel has a call {number} ({answer}) that the headers and the table do not know: give it a name "
               "in newer_calls and a place in a set of sandbox/policy/calls.c")
    return len(header), sum(answer != "ENOSYS" for answer in answers.values())


def read_answers(out):
    return {int(line.split(" ", 1)[0]): line.split(" ", 1)[1] for line in out.decode().splitlines()}


def fits(name, treatment, answer, natively):
    if name in ("uprobe", "uretprobe"):  # no filter is asked; outside of a probe the one fails, the other gets SIGILL
        return answer in ("ENOSYS", "ENXIO", "dies 4")
    if treatment == "allowed":
        return answer != "dies 31" and (answer != "ENOSYS" or natively() == "ENOSYS")
    if treatment == "checked":
        return answer != "dies 31"
    return answer == {"ends": "dies 31", "refused": "EPERM", "absent": "ENOSYS"}[treatment]


def check_true(rows, program):
    """Each call is made under each policy, and must have the fate that the table says."""
    slot = Slot([BUILD / "bothends-sandbox", *([] if os.geteuid() == 0 else ["--isolation", "rootless"])])
    compared = 0
    for policy in COLUMNS:
        numbers = [n for n in range(HIGHEST) if n not in rows or rows[n][0] not in NOT_MADE]
        edges = [str(e) for n in ranges_of(numbers) for e in n]
        result = slot.run(["/box/calls", *edges], policy=policy, trace=0,
                          files=[(BOX, "calls", 0o755, program.read_bytes())])
        answers = read_answers(result.out)
        expect(result.cause == "ended" and set(numbers) == set(answers),
               f"{policy}: {result.broken} {result.cause} {len(answers)} answers to {len(numbers)} calls {result.err}")
        for number, answer in answers.items():
            name, treatments, _, _ = rows.get(number, ("a number without name", {policy: "absent"}, False, ""))
            expect(fits(name, treatments[policy], answer, lambda: natively(program, number)),
                   f"{policy}: {name} ({number}) is {treatments[policy]}, and gives {answer}")
            compared += 1
    expect(slot.close() == 0, "the slot did not end well")
    return compared


def ranges_of(numbers):
    """[from, to) of each run of consecutive numbers."""
    edges = []
    for number in numbers:
        if edges and edges[-1][1] == number:
            edges[-1][1] = number + 1
        else:
            edges.append([number, number + 1])
    return edges


def natively(program, number):
    """What the kernel says itself; only for calls that a program may make."""
    done = subprocess.run([program, str(number), str(number + 1)], capture_output=True, check=True,
                          **({"user": ORDINARY} if os.geteuid() == 0 else {}))
    return read_answers(done.stdout).get(number)


def check_named(rows):
    """Traced, what ends a run is named: by the attack of tests/hostile that makes it."""
    named = {row.call for row in table.ATTACKS}
    tried = {name for name, treatments, _, _ in rows.values() if treatments["student"] == "ends"}
    for name in sorted(tried - named):
        expect(False, f"{name} ends a run, and no attack in tests/hostile/table.py makes it")


def undefined(path):
    said = subprocess.run(["nm", "-u", path], capture_output=True, text=True, check=True).stdout
    return {name.split("@")[0] for name in re.findall(r"^\s+[Uwv] (\S+)$", said, re.M)}


def check_entries(folder):
    """What the exercises' programs call of libc, some innocent program calls, too; so it works at each level."""
    sources = sorted(SOURCE.glob("rubrics/catalog/*/*/*.c"))

    def entries(job):
        number, source = job
        out = folder / f"{number}.o"
        command = ["gcc", "-c", "-std=gnu17", "-D_GNU_SOURCE", "-w", "-fno-builtin", f"-I{SOURCE}/rubrics/kit"]
        done = subprocess.run([*command, f"-I{HERE}", "-o", out, source], stderr=subprocess.DEVNULL, check=False)
        return undefined(out) if done.returncode == 0 else set()  # one of the mistakes does not compile

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        needed = dict(zip(sources, pool.map(entries, enumerate(sources))))
        tried = set().union(*pool.map(entries, enumerate(sorted(HERE.glob("innocent/*.c")), 10000)))
    assert sum(bool(names) for names in needed.values()) > len(sources) - 5
    users = {}
    for source, names in needed.items():
        for name in names:
            users.setdefault(name, source.relative_to(SOURCE))
    for name, source in sorted(users.items()):
        expect(name in tried or NO_ENTRIES.match(name), f"{source} calls {name}, which no innocent program tries")
    return len(users)


def main():
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        program = folder / "calls"
        subprocess.run(["gcc", "-O1", "-w", HERE / "calls.c", "-o", program], check=True)
        assert set(COLUMNS) == set(POLICIES), POLICIES
        rows = read_table()
        known, newer = check_complete(rows, program)
        compared = check_true(rows, program)
        check_named(rows)
        entries = check_entries(folder)
    print(*faults, sep="\n")
    print(f"{known} calls of the headers and {newer} newer ones of this kernel are in the table; {compared} answers "
          f"compared with it; {entries} functions that exercises call; {len(faults)} wrong")
    return 1 if faults else 0


sys.exit(main())
