#!/usr/bin/env python3
# kit.py -- mp.h keeps its promises, and the catalogue's labels are whole.
"""Usage: kit.py SOURCE_DIR lesson|matrix|behaviour|catalog. Exit 1 when something is not as promised."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

STRICT = "-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wformat=2 -Werror".split()
# case of cases.c: what stdout is, what stderr says (a pattern; "": nothing), exit status
CASES = {
    "big_message": ("", "", 0),
    "interrupted_send": ("", "", 0),
    "interrupted_recv": ("", "", 0),
    "both_ways": ("", "", 0),
    "kinds_of_messages": ("", "", 0),
    "many_senders": ("", "", 0),
    "many_processes": ("", "", 0),
    "type_codes": ("", "", 0),
    "exit_statuses": ("", "", 0),
    "printed_once": ("one two three\nbye\n", "", 0),
    "sigpipe_untouched": ("", "", 0),
    "lock_of_value_nests": ("", "", 0),
    "dead_holder": ("", r"mp_acquire: a process ended while it held this lock, taken with mp_acquire at "
                        r".*cases\.c:\d+ and never released: what it protects may be half changed\.", 1),
    "receiver_gone": ("sending\n", r"mp_send_text: nobody can receive this message: the other connection is closed in "
                                   r"every process\. Did the receiver end, or close its connection, before all "
                                   r"messages were sent\?", 1),
    "other_end_gone": ("", r"mp_send_int: nobody can receive this message: .*", 1),
    "half_a_message": ("", r"mp_recv_int: the sender ended in the middle of a message\.", 1),
    "half_a_head": ("", r"mp_recv_int: the sender ended in the middle of a message\.", 1),
    "no_message": ("", r"mp_recv_text: this is no message of mp_send: .*", 1),
    "huge_head": ("", r"mp_recv_text: this is no message of mp_send: .*", 1),
    "wrong_kind": ("", r"mp_recv_int: the next message is a text, not an int: receive it with the function that goes "
                       r"with its mp_send\.", 1),
    "small_buffer": ("", r"mp_recv_text: the message has 5 bytes, but there is room for 4 only: make the buffer "
                         r"larger\.", 1),
    "too_large": ("", r"mp_send: a message of 67108865 bytes is too large: at most 67108864\.", 1),
    "closed_twice": ("", r"mp_close: this process has closed this connection before, with mp_close at "
                         r".*cases\.c:\d+\.", 1),
    "closed_through_a_copy": ("", r"mp_close: closing failed: Bad file descriptor\. Was it closed already, through a "
                                  r"copy of the connection or with close\(\)\?", 1),
    "used_after_close": ("", r"mp_recv_int: this process has closed this connection before, .*", 1),
    "never_a_pipe": ("", r"mp_send_int: this is not a connection yet: make it with mp_pipe first\.", 1),
    "wrong_way_to_send": ("", r"mp_send_int: this is the receiving connection of a one-way pipe: send on the other "
                              r"one\.", 1),
    "wrong_way_to_receive": ("", r"mp_recv_int: this is the sending connection of a one-way pipe: receive on the other "
                                 r"one\.", 1),
    "too_many_pipes": ("", r"mp_pipe_one_way: no pipe could be made: Too many open files\. This process has too many "
                           r"open: mp_close those that it does not need\.", 1),
    "never_started": ("", r"mp_join: this process was never started: call mp_start first\.", 1),
    "not_my_child": ("", r"mp_join: this process is no child of the one that calls mp_join .*", 0),
    "wrong_code": ("", r"mp_value: 'z' is no type code: use one of b B h H i I l L q Q f d .*", 1),
    "does_not_fit": ("", r"mp_value: 128 does not fit in type code 'b', which is for whole numbers of 1 byte\.", 1),
    "not_whole": ("", r"mp_set: 0\.5 does not fit in type code 'i', which is for whole numbers of 4 bytes\.", 1),
    "wrong_initial": ("", r"mp_array: the type code is 'i', but the initial values have type code 'd'\.", 1),
    "no_such_item": ("", r"mp_set_at: there is no item 10: this array has 10, numbered from 0\.", 1),
    "int_of_double": ("", r"mp_get_int: this has type code 'd' and is no whole number: use mp_get_double or .*", 1),
    "int_of_long": ("", r"mp_get_int: 1099511627776 is too large for this: use mp_get_long or mp_get_long_at\.", 1),
    "acquired_twice": ("", r"mp_acquire: this process holds the lock already, since mp_acquire at .*cases\.c:\d+: it "
                           r"would wait for itself for ever\.", 1),
    "not_held": ("", r"mp_release: this process does not hold the lock: mp_acquire comes first, in the same "
                     r"process\.", 1),
}
failures = []


def claim(right, what, detail=""):
    if not right:
        failures.append(what)
        print(f"FAILED: {what}\n{detail}")


def build(source, program, files, flags=(), compiler="gcc"):
    """The result of compiling the files with mp.h in reach."""
    return subprocess.run([compiler, "-I", source / "rubrics/kit", "-o", program, *flags, *files, "-pthread"],
                          capture_output=True, text=True)


def run(program, *args):
    try:
        return subprocess.run([program, *args], capture_output=True, text=True, timeout=180)
    except subprocess.TimeoutExpired as hang:
        return subprocess.CompletedProcess(hang.cmd, "hangs", "", "")


def lesson(source, work):
    listings = sorted((source / "tests/kit/lesson").glob("*.c"))
    claim(len(listings) == 11, "all listings are there")
    for file in listings:
        made = build(source, work / "a", [file], STRICT + ["-std=gnu17", "-O1"])
        claim(made.returncode == 0 and made.stderr == "", f"{file.name} compiles", made.stderr)
        if made.returncode == 0:
            got = run(work / "a")
            claim((got.stdout, got.stderr, got.returncode) == (file.with_suffix(".out").read_text(), "", 0),
                  f"{file.name} prints what the lesson prints", str(got))
    print(f"{len(listings)} listings")


def matrix(source, work):
    here = source / "tests/kit/matrix"
    for compiler in "gcc", "clang":
        for standard in "c11", "c17", "gnu11", "gnu17":
            for optimise in "-O0", "-O2":
                name = f"{compiler} -std={standard} {optimise}"
                flags = STRICT + [f"-std={standard}", optimise]
                made = build(source, work / "a", [here / "main.c", here / "sum.c"], flags, compiler)
                claim(made.returncode == 0 and made.stderr == "", name, made.stderr)
                claim(made.returncode != 0 or run(work / "a").stdout == "1099512676353\n", f"{name}: the sum")
            made = build(source, work / "a", [here / "late.c"], STRICT + [f"-std={standard}"], compiler)
            if standard.startswith("gnu"):
                right = made.returncode == 0 and run(work / "a").stdout == "late\n"
                claim(right, f"{name}: included late", made.stderr)
            else:
                claim(made.returncode != 0 and "mp.h must be the first include" in made.stderr,
                      f"{name}: included late is explained", made.stderr)
    print("2 compilers, 4 standards")


def behaviour(source, work):
    for flags in ["-O1"], ["-O0", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]:
        made = build(source, work / "a", [source / "tests/kit/cases.c"], STRICT + ["-std=gnu17", "-g", *flags])
        claim(made.returncode == 0, f"cases.c compiles with {flags}", made.stderr)
        if made.returncode != 0:
            continue
        listed = run(work / "a").stdout.split()
        claim(sorted(listed) == sorted(CASES), "every case is in the table", str(set(listed) ^ set(CASES)))
        for case, (out, err, status) in CASES.items():
            got = run(work / "a", case)
            said = re.fullmatch(r".*cases\.c:\d+: " + err + r"\n", got.stderr) if err else got.stderr == ""
            claim(got.stdout == out and said and got.returncode == status, f"{case} {flags[0]}", str(got))
    print(f"{len(CASES)} cases, twice")


def catalog(source, _work):
    """What can be said of the labels without grading: `bothends rubric test` does the rest."""
    exercises = sorted(path.parent for path in (source / "rubrics/catalog").glob("*/rubric.json"))
    claim(len(exercises) >= 19, "there are nineteen exercises")
    for folder in exercises:
        name = folder.name
        rubric = json.loads((folder / "rubric.json").read_text())
        labels = {row["path"]: row for row in json.loads((folder / "expect.json").read_text())["programs"]}
        on_disk = {str(path.relative_to(folder)) for path in folder.glob("*/*.c")}
        claim(rubric["id"] == name and (folder / "task.md").stat().st_size > 0, f"{name}: its id, its task")
        claim(set(labels) == on_disk, f"{name}: every program has its label", str(set(labels) ^ on_disk))
        claim(sum(path.startswith("solutions/") for path in labels) >= 2, f"{name}: two solutions")
        claim(sum(path.startswith("mistakes/") for path in labels) >= 5, f"{name}: five mistakes")
        most = {c["id"]: c["points"] for c in rubric["criteria"]}
        for path, row in labels.items():
            got = {criterion: said["points"] for criterion, said in row["criteria"].items()}
            claim(got.keys() == most.keys() and sum(got.values()) == row["points"], f"{name}/{path}: the sum")
            # All points is passed and less is not; where there are none to get, either may be.
            claim(all(most[c] == 0 or (got[c] == most[c]) == row["criteria"][c]["passed"] for c in most),
                  f"{name}/{path}: passed")
            right = row["points"] == rubric["max_points"] and row["findings"] == []
            claim(right == path.startswith("solutions/"), f"{name}/{path}: solutions lose nothing, mistakes do")
    print(f"{len(exercises)} exercises")


def main():
    source = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as work:
        part = {"lesson": lesson, "matrix": matrix, "behaviour": behaviour, "catalog": catalog}[sys.argv[2]]
        part(source, pathlib.Path(work))
    print(f"{len(failures)} failed")
    return 1 if failures else 0


sys.exit(main())
