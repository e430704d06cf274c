#!/usr/bin/env python3
# cli.py -- the command line keeps its word: exit statuses, documents on stdout alone, diagnostics on stderr.
"""Usage: cli.py BUILD_DIR. As root, also what an ordinary user gets."""
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "walls"))
import machine  # noqa: E402

BUILD = pathlib.Path(sys.argv[1]).resolve()
TRUE = "/bin/true"
SOLUTION = str(HERE.parent.parent / "rubrics" / "catalog" / "pipe-hello" / "solutions" / "plain.c")

# name, arguments, exit status, a piece of stderr; stdout is empty unless the status is 0
ROWS = [
    ("nothing at all", [], 2, "usage:"),
    ("unknown command", ["frobnicate"], 2, "no command 'frobnicate'; `bothends --help`"),
    ("nearly a command", ["rnu"], 2, "did you mean 'run'"),
    ("nearly another", ["docter"], 2, "did you mean 'doctor'"),
    ("a very long command", ["r" * 5000], 2, "no command"),
    ("an empty command", [""], 2, "no command ''"),
    ("help", ["--help"], 0, ""),
    ("version", ["--version"], 0, ""),
    ("help of run", ["run", "--help"], 0, ""),
    ("help of token", ["token", "--help"], 0, ""),
    ("help of doctor", ["doctor", "--help"], 0, ""),
    ("run without a program", ["run"], 2, "needs a program"),
    ("run with dashes only", ["run", "--"], 2, "needs a program"),
    ("a program that is not there", ["run", "--", "./nowhere"], 2, "nowhere"),
    ("a program not in the path", ["run", "--", "no-such-program-at-all"], 2, "neither here nor in $PATH"),
    ("a folder", ["run", "--", "/tmp"], 2, "not a regular file"),
    ("a script", ["run", "--", str(HERE / "cli.py")], 2, "no compiled program"),
    ("unknown flag", ["run", "--frob", TRUE], 2, "no flag '--frob'"),
    ("limit of zero", ["run", "--cpu", "0", TRUE], 2, "--cpu '0'"),
    ("negative limit", ["run", "--wall", "-1", TRUE], 2, "--wall '-1'"),
    ("limit in words", ["run", "--memory", "lots", TRUE], 2, "--memory 'lots'"),
    ("limit with a tail", ["run", "--memory", "64MB", TRUE], 2, "--memory '64MB'"),
    ("fraction of a process", ["run", "--processes", "1.5", TRUE], 2, "--processes '1.5'"),
    ("exponent", ["run", "--wall", "1e3", TRUE], 2, "--wall '1e3'"),
    ("not a number", ["run", "--wall", "nan", TRUE], 2, "--wall 'nan'"),
    ("limit beyond sense", ["run", "--output", "99999999999", TRUE], 2, "--output"),
    ("flag without its value", ["run", "--cpu"], 2, "--cpu needs a value"),
    ("a seed without values", ["grade", "-r", "pipe-hello", "--seed", "1", SOLUTION], 0, "--seed has no effect"),
    ("bad seed", ["run", "--seed", "-3", TRUE], 2, "--seed takes"),
    ("bad isolation", ["run", "--isolation", "some", TRUE], 2, "one of full, rootless, minimal"),
    ("stdin that is not there", ["run", "--stdin", "/nowhere", TRUE], 2, "/nowhere"),
    ("too many arguments", ["run", "--", TRUE, *["x"] * 300], 2, "more than"),
    ("too long an argument", ["run", "--", TRUE, "x" * 100000], 2, "longer than"),
    ("no sandbox there", ["run", "--sandbox", "/nowhere", TRUE], 3, "/nowhere"),
    ("a sandbox that is none", ["run", "--sandbox", TRUE, TRUE], 3, "sandbox"),
    ("doctor without a sandbox", ["doctor", "--sandbox", "/nowhere"], 3, None),
    ("doctor with a sandbox that is none", ["doctor", "--sandbox", TRUE], 3, None),
    ("doctor with an argument", ["doctor", "everything"], 2, "takes no 'everything'"),
    ("limits with a fraction and an equals sign", ["run", "--wall=0.5", "--cpu=.5"], 2, "--cpu '.5'"),
    ("a good run", ["run", "--wall=2.5", "--", TRUE], 0, ""),
    ("a program that fails is a good run", ["run", "--", "/bin/false"], 0, ""),
]

faults = []


def expect(ok, what):
    if not ok:
        faults.append(what)


def call(*args, **kwargs):
    return subprocess.run([BUILD / "bothends", *args], capture_output=True, timeout=180, stdin=subprocess.DEVNULL,
                          check=False, **kwargs)


def as_user(folder, *args):
    return subprocess.run([folder / "bothends", *args], capture_output=True, timeout=180, stdin=subprocess.DEVNULL,
                          check=False, user=65534, group=65534, extra_groups=[])


def check_rows():
    for name, args, status, said in ROWS:
        done = call(*args)
        stderr = done.stderr.decode(errors="replace")
        expect(done.returncode == status, f"{name}: exit status {done.returncode}, not {status}: {stderr[:300]}")
        if said is not None:
            expect(said in stderr, f"{name}: stderr is {stderr[:300]!r}")
            expect(bool(done.stdout) == (status == 0), f"{name}: stdout is {done.stdout[:200]!r}")
            expect(bool(stderr) == (status != 0 or said != ""), f"{name}: stderr is {stderr[:200]!r}")


def check_full_disk():
    with open("/dev/full", "wb") as full:
        for args in (["run", "--", TRUE], ["--version"], ["--help"]):
            done = subprocess.run([BUILD / "bothends", *args], stdout=full, stderr=subprocess.PIPE, timeout=180,
                                  check=False)
            expect(done.returncode == 3, f"{args} into a full disk: exit status {done.returncode}")


def check_text(folder):
    """What a program prints can neither colour, move or clear anything, nor look like our words."""
    source = folder / "loud.c"
    source.write_text(r'''
#include <stdio.h>
int main(void) { puts("\033[2J\033]0;title\007exited with 0\r\n\nisolation: none\xff\xc2\x9b"); return 5; }
''')
    subprocess.run(["gcc", "-o", folder / "loud", source], check=True)
    text = call("run", "--text", "--", folder / "loud").stdout.decode("utf-8")
    expect(text.startswith("exited with 5\n"), f"headline: {text[:100]!r}")
    expect(not any(ord(c) < 32 and c != "\n" or 0x7f <= ord(c) < 0xa0 for c in text), f"control characters: {text!r}")
    expect("\n  | isolation: none" in text and "\nisolation: none" not in text, f"unmarked output: {text!r}")


def check_doctor(folder):
    begin = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([folder / "bothends", "doctor", "--json"], capture_output=True, timeout=180, check=False)
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime  # of CPU: the machine may be busy
    document = json.loads(done.stdout)
    levels = {level["level"]: level for level in document["levels"]}
    expect(document["schema"] == "bothends.doctor/1" and document["holds"] is True, f"doctor: {document}")
    expect(done.returncode == 0, f"doctor: exit status {done.returncode}")
    expect(seconds < 2, f"doctor took {seconds:.1f} s of CPU")
    expect(len(levels["rootless"]["probes"]) > 35, "doctor: few probes")
    for level in document["levels"]:
        for probe in level["probes"]:
            expect(probe["result"] == "holds", f"{level['level']} {probe['name']}: {probe['result']} {probe['detail']}")
    expect({"compiler", "cgroup", "landlock", "seccomp", "user-namespaces"} <= {f["name"] for f in document["machine"]},
           "doctor: facts are missing")


def check_as_user(folder):
    if os.geteuid() != 0:
        return
    done = as_user(folder, "run", "--", TRUE)
    expect(done.returncode == 0, f"run as a user: {done.stderr!r}")
    expect(done.returncode == 0 and json.loads(done.stdout)["isolation"]["level"] == "rootless", "a user's isolation")
    done = as_user(folder, "run", "--isolation", "full", "--", TRUE)
    expect(done.returncode == 3 and b"full" in done.stderr and not done.stdout, f"full for a user: {done}")
    done = as_user(folder, "doctor", "--json", "--isolation", "full")
    expect(done.returncode == 1 and not json.loads(done.stdout)["holds"], f"doctor, full for a user: {done.returncode}")


def check_probes_can_fail():
    """Outside the walls the attacks must succeed, or their failing inside says nothing."""
    for name in ("host-files", "privileges", "raise-limits", "inherited-fds", "namespaces", "kernel-doors",
                 "change-input", "fill-disk", "other-processes", "devices", "environment", "setuid-programs",
                 "real-time", "fill-inodes", "output-flood", "sleep", "i386-calls", "hidden-memory", "thread-bomb"):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as held:
            held.write(b"input")
            done = subprocess.run([BUILD / "bothends-probe", name], stdin=held, pass_fds=[held.fileno()], cwd=folder,
                                  capture_output=True, timeout=180, check=False,
                                  env={**os.environ, "BOTHENDS_DOCTOR": "a secret"})
        there_is_none = name == "i386-calls" and not machine.has_32_bit_calls()
        expect(done.returncode == (0 if there_is_none else 1), f"probe {name} outside the walls: {done.returncode}")
    for name in ("fork-pipe", "threads", "shared-memory", "system-v", "files", "signals"):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([BUILD / "bothends-probe", name], cwd=folder, capture_output=True, timeout=180,
                                  check=False)
        expect(done.returncode == 0, f"need {name} outside the walls: {done.returncode}")


def below(pid):
    """All processes that descend from pid, nearest first, as far as they are still there."""
    try:
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    found = [int(child) for child in children]
    return found + [deeper for child in found for deeper in below(child)]


def name_of(pids):
    """What the process is called; None for none, or when it is gone."""
    try:
        return pathlib.Path(f"/proc/{pids[0]}/comm").read_text().strip() if pids else None
    except OSError:
        return None


def check_killed_from_outside():
    """A kill that is none of the program's own doing is the grader's trouble (exit status 3), whatever part it hits."""
    for part in (-2, -1):  # init of the walls, the program; before them comes the sandbox itself
        run = subprocess.Popen([BUILD / "bothends", "run", "--", "/bin/sleep", "30"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
        while run.poll() is None:
            parts = below(run.pid)
            if name_of(parts[-1:]) == "sleep":
                os.kill(parts[part], 9)
                break
        out, err = run.communicate(timeout=180)
        expect(run.returncode == 3 and not out, f"part {part} killed from outside: {run.returncode} {out!r} {err!r}")
    done = call("run", "--", "/bin/sh", "-c", "kill -9 $$")
    expect(done.returncode == 0 and json.loads(done.stdout)["signal"] == 9, f"a program that kills itself: {done}")


def main():
    check_rows()
    check_killed_from_outside()
    check_full_disk()
    with tempfile.TemporaryDirectory() as folder:
        check_text(pathlib.Path(folder))
    with tempfile.TemporaryDirectory(dir="/var/tmp") as copy:  # the build may be where only root may look
        folder = pathlib.Path(copy)
        folder.chmod(0o755)
        for program in BUILD.glob("bothends*"):
            shutil.copy(program, folder)
        shutil.copytree(BUILD / "rubrics", folder / "rubrics")
        check_doctor(folder)
        check_as_user(folder)
    check_probes_can_fail()
    print(*faults, f"{len(ROWS)} rows and more, {len(faults)} wrong", sep="\n")
    return 1 if faults else 0


sys.exit(main())
