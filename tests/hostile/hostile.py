#!/usr/bin/env python3
# hostile.py -- each hostile and innocent program of the table through `bothends run`, at one isolation level.
"""Usage: hostile.py BUILD_DIR full|rootless|minimal|native [PART_OF_A_NAME...]

native runs the innocent programs without any walls, as an ordinary user: what they print there is what Linux does, and
the table must say the same. BOTHENDS_ROUNDS: so many times; BOTHENDS_JOBS: so many at once."""
import concurrent.futures
import ctypes
import fcntl
import itertools
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile

import table

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
sys.path.insert(0, str(SOURCE / "tests/walls"))
from compiled import compile_all  # noqa: E402
from slot import BOX, FATES, Slot  # noqa: E402

# A uid that nobody has, nor another test: the kernel counts message queues and waiting signals by user.
ORDINARY = 12346 + ("native", "full", "rootless", "minimal").index(sys.argv[2])
ROUNDS = int(os.environ.get("BOTHENDS_ROUNDS", "1"))
JOBS = int(os.environ.get("BOTHENDS_JOBS", "2"))
MARKER = "ESCAPED"


def compile_programs(out):
    flags = {row.name: row.flags for row in table.ATTACKS + table.INNOCENT}
    compile_all([*HERE.glob("attacks/*.c"), *HERE.glob("innocent/*.c")], out, "-std=gnu17", f"-I{HERE}", own=flags,
                depends=[*HERE.glob("*.h"), HERE / "table.py"])


class Outside:
    """What there is on this machine for an attack to find: if one of it is touched, something got out."""

    def __init__(self):
        self.port = socket.create_server(("127.0.0.1", 0))
        self.name = f"bothends-hostile-{os.getpid()}"
        self.local = socket.socket(socket.AF_UNIX)
        self.local.bind("\0" + self.name)
        self.local.listen(5)
        for server in (self.port, self.local):
            server.setblocking(False)
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.key = 0x42000000 + os.getpid()
        self.segment = self.libc.shmget(self.key, 4096, 0o1666)
        assert self.segment >= 0
        pathlib.Path("/dev/shm", self.name).write_bytes(b"secret")
        os.chmod(pathlib.Path("/dev/shm", self.name), 0o666)
        self.lock = open("/usr/bin/true", "rb")  # a file that everybody sees
        fcntl.flock(self.lock, fcntl.LOCK_SH)
        self.secret = tempfile.TemporaryFile()
        self.secret.write(b"as it was")
        self.secret.flush()
        self.victim = subprocess.Popen(["sleep", "3600"], user=ORDINARY if os.geteuid() == 0 else None)

    def words(self):
        return {"victim": self.victim.pid, "port": self.port.getsockname()[1], "abstract": self.name, "key": self.key,
                "name": "/" + self.name}

    def faults(self):
        found = []
        if self.victim.poll() is not None:
            found.append("a process outside was killed")
        for server in (self.port, self.local):
            try:
                server.accept()
                found.append("a socket outside was connected to")
            except BlockingIOError:
                pass
        self.secret.seek(0)
        if self.secret.read() != b"as it was" or pathlib.Path("/dev/shm", self.name).read_bytes() != b"secret":
            found.append("a file outside was changed")
        return found

    def close(self):
        self.victim.kill()
        self.victim.wait()
        self.libc.shmctl(self.segment, 0, None)
        pathlib.Path("/dev/shm", self.name).unlink()


class Level:
    """One isolation level: how bothends is started so that it has that and no other."""

    def __init__(self, name, build, folder, outside):
        self.name, self.outside, self.folder = name, outside, folder
        self.user = [] if name == "full" or os.geteuid() != 0 else [
            "setpriv", "--reuid", str(ORDINARY), "--regid", str(ORDINARY), "--clear-groups"]
        self.count = itertools.count()
        for part in filter(pathlib.Path.is_file, build.glob("bothends*")):
            shutil.copy(part, folder)
        wrapper = folder / "sandbox"
        wrapper.write_text(f'#!/bin/sh\nexec "{folder}/bothends-sandbox" --isolation {name} "$@"\n', encoding="utf-8")
        wrapper.chmod(0o755)

    def run(self, programs, row):
        """Under a name that nothing else has, so that what is left behind can be told from what others run."""
        name = f"{row.name}-{os.getpid()}-{next(self.count)}"
        program = self.folder / name
        program.write_bytes((programs / row.name).read_bytes())
        program.chmod(0o755)
        given = {"cpu": 20, "wall": 60} | row.limits
        limits = [word for key, value in given.items() for word in (f"--{key}", str(value))]
        args = [arg.format(**self.outside.words()) for arg in row.args]
        with tempfile.NamedTemporaryFile(dir=self.folder) as stdin:
            stdin.write(row.stdin.encode())
            stdin.flush()
            os.chmod(stdin.name, 0o644)
            return name, subprocess.run(
                [*self.user, self.folder / "bothends", "run", "--json", "--isolation", self.name, "--sandbox",
                 self.folder / "sandbox", "--stdin", stdin.name, *limits, "--", program, *args],
                capture_output=True, timeout=300, check=False, pass_fds=[self.outside.secret.fileno()],
                env={**os.environ, "BOTHENDS_SECRET": "secret"}, stdin=subprocess.DEVNULL)


def left_behind(name):
    """Processes that execute the program still, as whoever: /box/NAME is no path of this machine."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                if file.read().startswith(f"/box/{name}\0".encode()):
                    found.append(pid)
        except OSError:
            continue
    return found


def judge(row, report, tier):
    """What is wrong with the report of a row."""
    found = []
    out = report["stdout"]["text"]
    if report["outcome"] not in row.outcomes:
        found.append(f"outcome {report['outcome']}, not {' or '.join(sorted(row.outcomes))}")
    limit = row.limits.get("cpu")
    if limit and report["cpu_ms"] / 1000 > 2 * limit + 1:  # a second: of a supervisor that waits for a CPU itself
        found.append(f"{report['cpu_ms']} ms of CPU where {limit} s are allowed")
    if row.code is not None and report["exit_code"] != row.code:
        found.append(f"exit code {report['exit_code']}, not {row.code}")
    if row.signal is not None and report["signal"] != row.signal:
        found.append(f"signal {report['signal']}, not {row.signal}")
    if report.get("forbidden_call") != row.call:
        found.append(f"forbidden call {report.get('forbidden_call')}, not {row.call}")
    if row.out is not None and out != row.out:
        found.append(f"stdout is {out[:600]!r}, not {row.out[:600]!r}")
    if MARKER in out:
        found.append(f"it won: {[line for line in out.split(chr(10)) if MARKER in line][:5]}")
    if report["isolation"]["level"] != tier:
        found.append(f"isolation {report['isolation']['level']}")
    if found:
        found.append(f"stderr: {report['stderr']['text'][:300]!r}; stdout: {out[:300]!r}")
    return found


def check(level, programs, row):
    row = row.at(level.name)
    lacks = level.name == "minimal" and row.name in {n for names in table.MINIMAL_LACKS.values() for n in names.split()}
    if lacks:
        row.limits = {"cpu": 1, "wall": 2}
    name, done = level.run(programs, row)
    if done.returncode != 0:
        return [f"bothends run: exit status {done.returncode}: {done.stderr.decode(errors='replace')}"]
    row.out = row.out and row.out.replace("<self>", name)
    found = [] if lacks else judge(row, json.loads(done.stdout), level.name)
    if left := left_behind(name):
        found.append(f"processes {left} were left behind")
    return found


def check_native(programs, row):
    """What the program does where nobody watches: as an ordinary user, in a folder and with names of its own."""
    script = ("mount -t tmpfs -o mode=1777 own /tmp && "
              f'exec setpriv --reuid {ORDINARY} --regid {ORDINARY} --clear-groups "$@"')
    user = ["unshare", "--mount", "--ipc", "sh", "-c", script, "sh"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder, tempfile.TemporaryFile() as stdin:
        os.chmod(folder, 0o777)
        os.fchmod(stdin.fileno(), 0o666)
        stdin.write(row.stdin.encode())
        stdin.seek(0)
        program = pathlib.Path(folder, row.name)
        # Not by us: what another thread forks meanwhile would hold the copy open, and nobody may execute it (ETXTBSY).
        subprocess.run(["cp", "--", programs / row.name, program], check=True)
        done = subprocess.run([*user, program, *row.args], stdin=stdin, capture_output=True, cwd=folder, timeout=120,
                              check=False)
    wanted = -row.signal if row.signal else row.code
    found = [] if done.returncode == wanted else [f"exit status {done.returncode}, not {wanted}"]
    if done.stdout.decode() != row.out:
        found.append(f"stdout is {done.stdout[:600]!r}, not {row.out[:600]!r}")
    return found


def check_one_slot(level, programs):
    """Behaviours of two runs in one slot, and of files that are copied out."""
    found = []
    command = [*level.user, level.folder / "sandbox"]
    slot = Slot(command)

    def run(name, **spec):
        result = slot.run([f"/box/{name}"], files=[(BOX, name, 0o755, (programs / name).read_bytes())], **spec)
        out = result.out.decode(errors="replace")
        if result.broken or result.cause != "ended" or result.code != 0 or MARKER in out:
            found.append(f"{name}: {result.broken} {result.cause} {result.code} {out}")
        return result

    for trace in (0, 1, 2):
        if run("leaves_traces", trace=trace).out != b"10\n":
            found.append("leaves_traces left nothing")
        for name in ("finds_traces", "leaves_a_number", "finds_a_number", *2 * ["keeps_its_name_by_mail"]):
            run(name, trace=trace)
        for name in ("swaps_its_output_file", "truncates_its_output_file"):
            for _ in range(10):
                # Who is watched goes on to its limit when the first process has ended.
                result = run(name, trace=trace, out=[("answer", 8192)], limits={"cpu_ms": 300})
                fate, size = FATES[result.all("FILE")[0].arg[1]], len(result.files["answer"])
                fine = ("copied", "not_regular", "absent")[:1 if name.startswith("truncates") else 3]
                # A link to the program or to zeros would show as a file that has something in it.
                if fate not in fine or size not in ((0, 4096) if name.startswith("truncates") else (0,)):
                    found.append(f"{name}: {fate}, {size} bytes")
    if slot.close() != 0:
        found.append("the slot did not end well")
    return found


def check_table():
    """Each behaviour of the list has a test, each program a row, each reference something that it refers to."""
    found = []
    numbers = {row.number for row in table.ATTACKS} | {number for number, _, _ in table.COVERED}
    found += [f"behaviour {n} has no test" for n in range(1, 107) if n not in numbers]
    for number, file, claim in table.COVERED:
        if claim not in (SOURCE / file).read_text(encoding="utf-8"):
            found.append(f"behaviour {number}: {file} has no {claim}")
    rows = {row.name for row in table.ATTACKS + table.INNOCENT} | {
        "leaves_traces", "finds_traces", "leaves_a_number", "finds_a_number", "keeps_its_name_by_mail",
        "swaps_its_output_file", "truncates_its_output_file"}
    files = {path.stem for path in HERE.glob("*/*.c")}
    found += [f"{name} has no row" for name in sorted(files - rows)]
    found += [f"{name} has no file" for name in sorted(rows - files)]
    lacking = {name for names in table.MINIMAL_LACKS.values() for name in names.split()}
    found += [f"{name} lacks something, and is no program" for name in sorted(lacking - files)]
    return found


def main():
    build, tier, only = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3:]
    programs = build / "hostile"
    compile_programs(programs)
    rows = table.INNOCENT if tier == "native" else table.ATTACKS + table.INNOCENT
    rows = [row for row in rows if not only or any(part in row.claim for part in only)]
    # What a run had in queues is given back to its user some time after it: so whoever takes all of it comes last.
    rows.sort(key=lambda row: row.name in ("floods_with_message_queues", "floods_with_signals"))
    wrong, total = 0, 0

    def say(claim, found):
        nonlocal wrong, total
        total += 1
        wrong += bool(found)
        if found or only:
            print(f"{'FAIL' if found else 'ok  '} {claim}", *found, sep="\n     ", flush=True)

    if tier == "native":
        for row in rows:
            say(row.claim, check_native(programs, row))
    else:
        say("table", check_table())
        with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:  # the build may be where only root may look
            os.chmod(folder, 0o755)
            outside = Outside()
            try:
                level = Level(tier, build, pathlib.Path(folder), outside)
                if not only and tier != "minimal":  # files copied out are those of /work; walls.py has minimal's
                    say("one slot after another", check_one_slot(level, programs))
                with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
                    todo = [row for _ in range(ROUNDS) for row in rows]
                    for row, found in zip(todo, pool.map(lambda row: check(level, programs, row), todo)):
                        say(row.claim, found)
                say("outside", outside.faults())
            finally:
                outside.close()
    print(f"{total} rows at {tier}, {wrong} wrong")
    return 1 if wrong or not rows else 0


sys.exit(main())
