#!/usr/bin/env python3
# walls.py -- runs small hostile and innocent programs through bothends-sandbox and checks what it says of each.
import contextlib
import glob
import itertools
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import unittest

import machine
from compiled import compile_all
from slot import BOX, FATES, OUT, POLICIES, WORK, Slot, memory, pack

LEVEL = sys.argv.pop(1) if len(sys.argv) > 1 else "full"
HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.environ.get("BOTHENDS_BUILD", os.path.join(HERE, "../../build/release"))
# A uid that nobody has, nor another test that runs meanwhile: the kernel counts processes by user.
ORDINARY = 12400 + 10 * ("full", "rootless", "minimal").index(LEVEL) + ("walls.py", "cuts.py", "soak.py").index(
    os.path.basename(sys.argv[0]))
HELLO = b"hello 1 -\n"
SETPRIV = ["setpriv", "--reuid", str(ORDINARY), "--regid", str(ORDINARY), "--clear-groups"]
AS_USER = {"full": [], "rootless": SETPRIV, "minimal": SETPRIV}
FORCED = {"full": [], "rootless": [], "minimal": ["--isolation", "minimal"]}
MAIN = f"/box/main{os.getpid()}"  # so that what it leaves can be told from what others run


def setUpModule():
    global FOLDER, SANDBOX, PROGRAMS
    FOLDER = tempfile.mkdtemp()
    os.chmod(FOLDER, 0o755)
    SANDBOX = shutil.copy(os.environ.get("BOTHENDS_SANDBOX", os.path.join(BUILD, "bothends-sandbox")), FOLDER)
    out = pathlib.Path(BUILD, "walls")
    compile_all(pathlib.Path(HERE, "programs").glob("*.c"), out, "-std=c17")
    PROGRAMS = {path.stem: (out / path.stem).read_bytes() for path in pathlib.Path(HERE, "programs").glob("*.c")}


def tearDownModule():
    shutil.rmtree(FOLDER)


class Sandbox(Slot):
    def __init__(self, before=(), **popen):
        super().__init__([*before, *AS_USER[LEVEL], SANDBOX, *FORCED[LEVEL]], **popen)

    def try_program(self, name, *args, files=(), **spec):
        files = [(BOX, MAIN[5:], 0o755, PROGRAMS[name])] + list(files)
        return self.run([MAIN, *args], files=files, **spec)


def own_cpu_ms(slot):
    with open(f"/proc/{slot.process.pid}/schedstat") as file:
        return int(file.read().split()[0]) / 1e6


def inside_pids():
    """Processes anywhere that a run of ours left: their root is none of the machine's."""
    return [p for p in os.listdir("/proc") if p.isdigit() and is_boxed(p)]


def is_boxed(pid):
    try:
        with open(f"/proc/{pid}/cmdline") as file:
            return MAIN in file.read()
    except OSError:
        return False


# name, arguments, limits, what must come of it: cause, code, signal, and what is on stdout.
ENDS = [
    ("prints hello", "prints_hello", ["x"], {}, ("ended", 0, 0, b"hello 2 x\n")),
    ("exits with 3", "exits_with", ["3"], {}, ("ended", 3, 0, b"")),
    ("exits with 137, which is no kill", "exits_with", ["137"], {}, ("ended", 137, 0, b"")),
    ("exits with 124, which is no timeout", "exits_with", ["124"], {}, ("ended", 124, 0, b"")),
    ("kills itself, which is no limit", "raises", ["9"], {}, ("ended", -1, 9, b"")),
    ("raises SIGXCPU, which is no limit", "raises", ["24"], {}, ("ended", -1, 24, b"")),
    ("raises SIGSYS, which is no forbidden call", "raises", ["31"], {}, ("ended", -1, 31, b"")),
    ("aborts", "raises", ["6"], {}, ("ended", -1, 6, b"")),
    ("segfaults", "segfaults", [], {}, ("ended", -1, 11, b"")),
    ("forks for ever", "forks_for_ever", [], {}, ("processes", -1, 9, b"")),
    # All is being killed; in that moment the program may still be refused a thread, and say so by its own exit status.
    ("starts threads for ever", "starts_threads_for_ever", [], {}, ("processes", None, None, b"")),
    ("eats memory", "eats_memory", [], {"memory_kib": 65536}, ("memory", None, None, b"")),
    ("eats memory in children", "eats_memory", ["children"], {"memory_kib": 131072}, ("memory", None, None, b"")),
    ("burns CPU in children", "burns_cpu", [], {"cpu_ms": 300}, ("cpu", -1, 9, b"")),
    ("sleeps", "sleeps", [], {"wall_ms": 200}, ("wall", -1, 9, b"")),
    ("stops itself", "stops_itself", [], {"wall_ms": 200}, ("wall", -1, 9, b"")),
    ("floods stdout", "floods_stdout", [], {"output_kib": 64}, ("output", None, None, b"x" * 65536)),
    ("writes 1 KiB too much, and ends", "floods_stdout", ["65"], {"output_kib": 64},
     ("output", None, None, b"x" * 65536)),
    ("writes just as much as allowed", "floods_stdout", ["64"], {"output_kib": 64}, ("ended", 0, 0, b"x" * 65536)),
    ("fills /tmp", "fills_tmp", [], {}, ("ended", 0, 0, b"No space left on device\n")),
    ("kills all", "kills_all", [], {}, ("ended", 0, 0, None)),
    ("leaves a daemon", "leaves_a_daemon", [], {}, ("ended", 0, 0, b"parent is 1\n")),
    ("leaves an orphan that holds stdout", "leaves_a_daemon", ["x"], {}, ("ended", 0, 0, b"parent is 1\n")),
    ("opens /dev/stdout", "opens_dev_stdout", [], {}, ("ended", 0, 0, b"/dev/stdout\n")),
    ("innocent: threads", "innocent_threads", [], {}, ("ended", 0, 0, b"20 1 1\n")),
    ("innocent: 40 children", "innocent_children", [], {}, ("ended", 0, 0, b"780 780\n")),
    ("innocent: POSIX ipc", "innocent_posix_ipc", [], {}, ("ended", 0, 0, b"3000 done\n")),
    ("innocent: System V ipc", "innocent_sysv_ipc", [], {}, ("ended", 0, 0, b"42 sent\n")),
    ("innocent: signals", "innocent_signals", [], {}, ("ended", 0, 0, b"1 1 1 42\n")),
    ("innocent: spawning", "innocent_spawn", [], {},
     ("ended", 0, 0, b"from popen\nfrom system\nfrom spawn\nfrom vfork\na\nb\n")),
    ("innocent: descriptors", "innocent_fds", [], {}, ("ended", 0, 0, b"bad 0\n")),
    ("innocent: job control", "innocent_job_control", [], {}, ("ended", 0, 0, b"7\n")),
    ("innocent: exec from a thread", "execs_from_a_thread", [], {}, ("ended", 0, 0, b"replaced\n")),
]


# What is different without namespaces, by claim: /work and /tmp have other names there (HOME, TMPDIR), an orphan's
# parent is init but not 1, queues need the machine's /dev/mqueue. None: the program is about just such a thing.
MINIMAL = {
    "fills /tmp": None,
    "innocent: descriptors": None,
    "leaves a daemon": ("ended", 0, 0, None),
    "leaves an orphan that holds stdout": ("ended", 0, 0, None),
    "opens /dev/stdout": ("ended", 2, 0, b"/dev/stdout\n"),
    "innocent: POSIX ipc": ("ended", 0, 0, b"3000 done\n") if os.path.isdir("/dev/mqueue") else ("ended", 3, 0, b""),
}
if LEVEL == "minimal":
    ENDS = [(claim, name, args, limits, MINIMAL.get(claim, wanted)) for claim, name, args, limits, wanted in ENDS
            if MINIMAL.get(claim, wanted)]


class Ends(unittest.TestCase):
    """What ended a run is told rightly, traced and not."""

    @classmethod
    def setUpClass(cls):
        cls.slot = Sandbox()

    @classmethod
    def tearDownClass(cls):
        assert cls.slot.close() == 0

    def check(self, result, wanted):
        cause, code, signal_number, out = wanted
        self.assertEqual((result.broken, result.cause), (None, cause), result.events)
        if code is not None:
            self.assertEqual((result.code, result.signal), (code, signal_number), result.events)
        if out is not None:
            self.assertEqual(result.out, out, result.err)
        self.assertEqual(result.events[0].kind, "BEGIN")
        self.assertEqual([e.arg[0] for e in result.all("OUTPUT")], [1, 2])
        self.assertEqual(len(result.all("LIMIT")), cause in ("cpu", "wall", "memory", "processes", "output"))

    def test_ends(self):
        for claim, name, args, limits, wanted in ENDS:
            with self.subTest(claim):
                result = self.slot.try_program(name, *args, limits=limits)
                self.check(result, wanted)
                self.assertEqual(len(result.all("TASK")), result.tasks)
                self.assertEqual(len(result.all("EXIT")), result.tasks, result.events)

    def test_ends_untraced(self):
        for claim, name, args, limits, wanted in ENDS:
            if wanted[0] in ("processes",):
                continue  # untraced, fork fails
            with self.subTest(claim):
                self.check(self.slot.try_program(name, *args, limits=limits, trace=0), wanted)

    def test_kills_all(self):
        lines = self.slot.try_program("kills_all").out.split(b"\n")
        self.assertEqual(lines[:3], [b"kill 0", b"child 9", b"init 0"] if LEVEL == "rootless" else  # init ignores it
                         [b"kill 0", b"child 9", b"init -1"])

    def cost_ms(self, *args, **spec):
        """Of a run: its result, and the CPU time that the program and the supervisor used together."""
        before = own_cpu_ms(self.slot)
        result = self.slot.try_program(*args, **spec)
        return result, result.cpu_ms + own_cpu_ms(self.slot) - before

    @contextlib.contextmanager
    def busy_machine(self, apart):
        """apart: each of those who want a CPU gets as much as the whole of ours, else as a process of ours."""
        busy = [subprocess.Popen(["sh", "-c", "while :; do :; done"], start_new_session=apart)
                for _ in range(4 * os.cpu_count() + 1)]
        try:
            yield
        finally:
            for process in busy:
                process.kill()
                process.wait()

    def ends_late(self, slot, name, arg, wall_ms, trace):
        result = slot.try_program(name, arg, limits={"wall_ms": wall_ms}, trace=trace)
        self.assertEqual((result.broken, result.cause, result.out), (None, "ended", b"done\n"), result.events)
        self.assertGreater(result.wall_ms, wall_ms)  # else it was not busy

    def test_a_busy_machine_is_nobodys_fault(self):
        """300 ms of work within 500 ms, on a machine that gives a fifth of a CPU: not the program's fault."""
        with self.busy_machine(apart=True):
            for trace in (0, 1):
                self.ends_late(self.slot, "works_for", "300", 500, trace)
            sleeper = self.slot.try_program("sleeps", limits={"wall_ms": 300}, trace=1)
            self.assertEqual(sleeper.cause, "wall")

    def test_a_busy_machine_is_nobodys_fault_if_the_supervisor_waits(self):
        """Half of this work is the supervisor's, who has a ninth of the others' weight. On a busy machine it may need
        twice the CPU time, as caches are cold and another CPU of the same core works, but not three times as much."""
        _, alone_ms = self.cost_ms("floods_with_signals", "2000", limits={"wall_ms": 60000})
        slot = Sandbox(["nice", "-n", "10"])
        with self.busy_machine(apart=False):
            self.ends_late(slot, "floods_with_signals", "2000", int(3 * alone_ms), 1)
        self.assertEqual(slot.close(), 0)

    def test_work_for_the_supervisor_is_no_busy_machine(self):
        """What both had of the CPUs nobody took from the run, so that by the wall limit they had no more of them."""
        for trace in (1, 2):
            result, had_ms = self.cost_ms("floods_with_signals", limits={"wall_ms": 1000, "cpu_ms": 60000}, trace=trace)
            self.assertEqual(result.cause, "wall")
            self.assertLess(had_ms, 1200 * os.cpu_count())

    def test_usage_is_measured(self):
        small = self.slot.try_program("prints_hello")
        most = 16384  # the largest process was a copy of the sandbox before its exec: 1 MiB, 11 with ASan
        self.assertTrue(300 < small.peak_kib < most, small.peak_kib)
        self.assertTrue(0.1 < small.cpu_ms < 100, small.cpu_ms)
        self.assertGreater(small.all("EXIT")[0].arg[2], 100000)
        large = self.slot.try_program("eats_memory", "children",
                                      limits={"memory_kib": 1 << 20, "wall_ms": 60000, "cpu_ms": 60000})
        self.assertEqual((large.cause, large.code), ("ended", 0))  # 20 times 20 MiB
        self.assertTrue(400 * 1024 < large.peak_kib < 480 * 1024, large.peak_kib)
        again = self.slot.try_program("prints_hello")
        self.assertTrue(300 < again.peak_kib < most, again.peak_kib)  # what the others used is not its own

    if LEVEL != "minimal":  # what a run leaves is removed in its own time there
        def test_what_a_run_leaves_is_not_the_next_ones(self):
            """The kernel frees it some time after the run, and the limit of the next may be lower than what is left."""
            ample = {"memory_kib": 1 << 18, "wall_ms": 60000, "cpu_ms": 60000}
            for _ in range(5):
                large = self.slot.try_program("leaves_memory", "200", limits=ample)
                self.assertEqual((large.cause, large.code, large.out), ("ended", 0, b"left\n"), large.events)
                small = self.slot.try_program("prints_hello", limits={"memory_kib": 1 << 14})
                self.assertEqual((small.broken, small.cause, small.code), (None, "ended", 0), small.events)

    def test_limits_hold_at_once(self):
        """What a limit lets pass is the least of several runs: the rest is the machine's, which may stand still."""
        def least(name, number, **limits):
            events = [self.slot.try_program(name, limits=limits).all("LIMIT")[0] for _ in range(5)]
            return min(event.arg[number] if number else event.at_ns for event in events)

        self.assertLess(least("forks_for_ever", 0), 500e6)
        self.assertEqual(self.slot.try_program("forks_for_ever").all("LIMIT")[0].arg[1:3], [65, 64])
        self.assertLess(least("burns_cpu", 1, cpu_ms=200), 200e6 + 100e6)  # 20 ms when the machine is ours alone
        self.assertLess(least("sleeps", 1, wall_ms=100), 100e6 + 200e6)
        self.assertEqual(inside_pids(), [])

    def test_a_bomb_that_is_small_enough_is_none(self):
        result = self.slot.try_program("innocent_children", limits={"processes": 41})
        self.assertEqual((result.cause, result.tasks), ("ended", 41))
        result = self.slot.try_program("innocent_children", limits={"processes": 40})
        self.assertEqual(result.cause, "processes")


FORBIDDEN = [("mount", "mount"), ("ptrace", "ptrace"), ("bpf", "bpf"), ("reboot", "reboot"), ("x32", "x32 getpid")]
if machine.has_32_bit_calls():
    FORBIDDEN.append(("i386", "i386 getpid"))


class Walls(unittest.TestCase):
    """What is outside stays out of reach."""

    @classmethod
    def setUpClass(cls):
        cls.slot = Sandbox()

    @classmethod
    def tearDownClass(cls):
        assert cls.slot.close() == 0

    def test_forbidden_calls_are_named(self):
        for what, name in FORBIDDEN:
            with self.subTest(what):
                result = self.slot.try_program("attacks", what)
                self.assertEqual((result.cause, result.out), ("forbidden", b""), result.events)
                self.assertEqual([e.text for e in result.all("FORBIDDEN")], [name])

    def test_forbidden_calls_untraced_kill(self):
        for what, _ in FORBIDDEN:
            result = self.slot.try_program("attacks", what, trace=0)
            self.assertEqual((result.signal, result.out), (9 if LEVEL == "minimal" else 31, b""), result.events)

    def test_a_32_bit_call_never_comes_back(self):
        result = self.slot.try_program("attacks", "i386")
        self.assertEqual(result.out, b"")
        if result.cause != "forbidden":  # no such instruction here
            self.assertEqual((result.cause, result.signal), ("ended", 11), result.events)

    def test_sanitizers_may_ptrace(self):
        result = self.slot.try_program("attacks", "ptrace", policy="sanitize")
        self.assertEqual((result.cause, result.out), ("ended", b"survived ptrace\n"))

    def test_nothing_escapes(self):
        wanted = """unshare(NEWUSER): EPERM
            clone(NEWUSER): ENOSYS
            clone(UNTRACED): ENOSYS
            clone3: ENOSYS
            setns: EPERM
            chroot: EPERM
            socket(INET): EAFNOSUPPORT
            socket(NETLINK): EAFNOSUPPORT
            io_uring: ENOSYS
            keyctl: ENOSYS
            add_key: ENOSYS
            userfaultfd: ENOSYS
            /etc/passwd: ENOENT
            /root: ENOENT
            /sys: ENOENT
            /proc/1/environ: ENOENT
            /proc/kallsyms: ENOENT
            write /usr: EROFS
            write /: EROFS
            write /box: EROFS
            write the program: ETXTBSY
            /dev/zero: yes
            mknod: EPERM
            setuid(0): EPERM
            nice: EACCES
            rlimit: EPERM
            kill parent: EPERM
            open above 20: 0""".replace("            ", "").split("\n")
        got = self.slot.try_program("tries_to_escape").out.decode().strip().split("\n")
        if LEVEL == "rootless":  # one uid outside: setuid(0) is no uid at all, init may be signalled and ignores it
            wanted[wanted.index("setuid(0): EPERM")] = "setuid(0): EINVAL"
            wanted[wanted.index("kill parent: EPERM")] = "kill parent: yes"
        if LEVEL == "minimal":  # what others have is there, and refused
            got_paths = {line.split(": ")[0] for line in got if line.endswith(": EACCES")}
            wanted = [re.sub("(ENOENT|EROFS)$", "EACCES", w) if w.split(": ")[0] in got_paths else w for w in wanted]
            wanted[wanted.index("mknod: EPERM")] = "mknod: EACCES"
            wanted[wanted.index("write /box: EROFS")] = "write /box: ENOENT"
            wanted[wanted.index("/proc/kallsyms: ENOENT")] = "/proc/kallsyms: yes"  # without addresses
        self.assertEqual(got, wanted)

    def test_the_world_inside(self):
        said = self.slot.try_program("counts_fds").out.decode()
        if LEVEL == "minimal":  # elsewhere, but of the same form
            said = re.sub("/tmp/bothends-run-[^/]*/[0-9]*/", "/", said)
            said = re.sub("TMPDIR=/tmp\n", "", re.sub("pid [0-9]+ parent [0-9]+", "pid 2 parent 1", said))
        self.assertEqual(said.split("\n"), [
            "PATH=/usr/bin:/bin", "HOME=/work", "LANG=C.UTF-8", "cwd /work", "pid 2 parent 1 leader 1 root 0",
            "umask 22 groups 0", ""])

    def test_the_kernels_limit_of_cpu_comes_after_ours(self):
        """It counts by ticks, on a busy machine too many: who died of it was said to be killed by somebody else."""
        said = self.slot.run(["/usr/bin/sh", "-c", "ulimit -t"], limits={"cpu_ms": 60000})
        self.assertEqual((said.cause, said.out), ("ended", b"122\n"), said.events)

    def test_input_cannot_be_changed(self):
        result = self.slot.try_program("changes_its_input", stdin=b"as it was\n")
        self.assertEqual(result.out, b"write: no\ntruncate: no\nmap: no\nread: as it was\n\n")

    def test_files(self):
        names = "good link link2 fifo folder sub/file linked/file big absent ../x".split()[:-1]
        result = self.slot.try_program("writes_files", out=[(n, 4096) for n in names],
                                       files=[(WORK, "sub2/input.txt", 0o644, b"in")])
        fates = {names[e.arg[0] - 2]: FATES[e.arg[1]] for e in result.all("FILE")}
        self.assertEqual((result.code, fates), (0, {
            "good": "copied", "link": "not_regular", "link2": "not_regular", "fifo": "not_regular",
            "folder": "not_regular", "sub/file": "copied", "linked/file": "not_regular", "big": "too_big",
            "absent": "absent"}))
        self.assertEqual(result.files["good"], b"content\n")
        self.assertEqual(result.files["link"], b"")

    def test_files_go_in(self):
        result = self.slot.run(["/usr/bin/cat", "a/b.txt", "/box/c/d.txt"],
                               files=[(WORK, "a/b.txt", 0o644, b"work "), (BOX, "c/d.txt", 0o644, b"box")])
        self.assertEqual((result.out, result.code), (b"work box", 0), result.err)

    def test_compiler_sees_no_secrets(self):
        source = b'#include "/etc/passwd"\n#include "/dev/zero"\nint main(void) { return 0; }\n'
        result = self.slot.run(["/usr/bin/gcc", "-c", "a.c"], policy="compile", trace=0,
                               files=[(WORK, "a.c", 0o644, source)], limits={"memory_kib": 1 << 19})
        self.assertEqual(result.code, 1)
        self.assertNotIn(b"root:", result.err)

    def test_compiler_compiles(self):
        source = b'#include <stdio.h>\nint main(void) { return puts("compiled") < 0; }\n'
        for trace in (0, 1):
            result = self.slot.run(["/usr/bin/gcc", "-O1", "-fsanitize=address", "-o", "a", "a.c"], policy="compile",
                                   trace=trace, files=[(WORK, "a.c", 0o644, source)], out=[("a", 1 << 24)],
                                   limits={"memory_kib": 1 << 19})
            self.assertEqual((result.code, result.err), (0, b""))
        for trace in (0, 1):
            done = self.slot.run(["/box/a"], policy="sanitize", trace=trace,
                                 files=[(BOX, "a", 0o755, result.files["a"])])
            self.assertEqual((done.out, done.cause, done.code), (b"compiled\n", "ended", 0), done.err)


class Events(unittest.TestCase):
    def test_order_is_the_programs(self):
        slot = Sandbox()
        told = set()
        for _ in range(20):
            result = slot.try_program("makes_a_tree")
            told.add(tuple((e.kind, e.task, e.process, e.arg[0], e.arg[1]) for e in result.events
                           if e.kind in ("TASK", "EXEC", "SIGNAL", "EXIT")))
        self.assertEqual(len(told), 1, told)
        self.assertEqual([x for x in told.pop() if x[0] != "SIGNAL"], [
            ("TASK", 1, 1, 0, 0), ("EXEC", 1, 1, 0, 0), ("TASK", 2, 2, 1, 1), ("TASK", 3, 3, 2, 1),
            ("EXIT", 3, 3, 3, 0), ("EXIT", 2, 2, 2, 0), ("TASK", 4, 1, 1, 3), ("EXIT", 4, 1, 0, 0),
            ("TASK", 5, 5, 1, 1),
            ("EXIT", 5, 5, -1, 15), ("EXIT", 1, 1, 1, 0)])
        self.assertEqual(slot.close(), 0)

    def test_signals_say_why(self):
        slot = Sandbox()
        fault = slot.try_program("segfaults").all("SIGNAL")[0]
        self.assertEqual((fault.arg[0], fault.arg[1] > 0, fault.arg[2]), (signal.SIGSEGV, True, 0))
        sent = slot.try_program("raises", "11").all("SIGNAL")[0]
        self.assertEqual((sent.arg[0], sent.arg[1] > 0), (signal.SIGSEGV, False))
        slot.close()

    def test_exec_is_named(self):
        slot = Sandbox()
        names = [e.text for e in slot.try_program("innocent_spawn").all("EXEC")]
        self.assertEqual((names[0], sorted(set(names[1:]))), (MAIN[5:], ["cat", "dash", "echo", "sort"]))
        threads = slot.try_program("execs_from_a_thread")
        self.assertEqual([(e.task, e.arg[0]) for e in threads.all("EXIT")], [(2, 0), (1, 0)], threads.events)
        slot.close()

    def test_a_watched_program_has_all_cpus(self):
        """It begins on one of them, for the sake of speed; what it is told, what it gets later and what it chooses are
        as if it had not."""
        slot, all_of_them = Sandbox(), len(os.sched_getaffinity(0))
        for way, wanted in ("asks", [all_of_them] * 2), ("looks", [all_of_them] * 3), ("chooses", [1] * 4):
            result = slot.try_program("counts_cpus", way, str(all_of_them), trace=2)
            self.assertEqual((result.cause, result.code, result.out.split()),
                             ("ended", 0, [b"%d" % count for count in wanted]), way)
        self.assertEqual(slot.close(), 0)

    def test_a_full_log_says_so_and_still_ends(self):
        slot = Sandbox()
        result = slot.try_program("raises_often")
        self.assertEqual((result.cause, result.code, result.out), ("ended", 0, b"done\n"))
        self.assertEqual(len(result.all("SIGNAL")) + result.all("OVERFLOW")[0].arg[0], 5000)
        self.assertEqual([e.arg[0] for e in slot.try_program("raises", "10").all("SIGNAL")], [10])
        slot.close()

    def test_stop(self):
        slot = Sandbox()
        result = slot.run([MAIN], files=[(BOX, MAIN[5:], 0o755, PROGRAMS["sleeps"])],
                          on_event=lambda s, e: s.stop() if e.kind == "EXEC" else None)
        self.assertEqual((result.cause, len(result.all("STOPPED"))), ("stopped", 1))
        slot.stop()  # late: belongs to no run
        self.assertEqual(slot.try_program("prints_hello").out, HELLO)
        self.assertEqual(slot.close(), 0)

    def test_a_reader_that_is_slow_holds_nothing_up(self):
        slot = Sandbox()
        slot.send([MAIN], files=[(BOX, MAIN[5:], 0o755, PROGRAMS["burns_cpu"])],
                  limits={"cpu_ms": 10000, "wall_ms": 1500})
        slot.process.poll()
        select.select([], [], [], 2)  # reads nothing while thousands of events are made: the claim is about time
        result = slot.receive()
        self.assertEqual(result.cause, "wall")
        self.assertLess(result.cpu_ms / os.cpu_count(), 1800)  # the time itself moves on when others take it
        slot.close()


if LEVEL != "minimal":  # there folders of the disk are made anew each time
    class Folders(unittest.TestCase):
        """A memory file system is kept for the next run if, and only if, nobody has touched it. Many runs in a row, as
        from the fourth on two zygotes take turns."""

        def test_nobody_sees_marks_of_the_run_before(self):
            slot = Sandbox()
            for how in "file", "tmp", "shm", "mode", "time", "attribute", "and back":
                seen = set()
                for _ in range(8):
                    result = slot.try_program("marks_its_folders", how)
                    if how != "attribute":  # before Linux 6.6 memory file systems have none
                        self.assertEqual(result.code, 0, (how, result.events))
                    seen.add(tuple(line.split(b" ", 1)[1] for line in result.out.splitlines()))
                self.assertEqual(len(seen), 1, (how, seen))
            self.assertEqual(slot.close(), 0)

        def test_what_nobody_touched_is_kept(self):
            slot = Sandbox()
            seen = [slot.try_program("marks_its_folders", "nothing").out for _ in range(12)]
            self.assertLessEqual(len(set(seen)), 2, seen)  # of two zygotes
            self.assertEqual(slot.close(), 0)

        def test_what_the_run_before_left_is_not_missing_in_the_next(self):
            """16 MiB of files, then a run that may have 8 MiB of memory, in another view and in the same one."""
            slot = Sandbox()
            for policy in "sanitize", "compile", "student":
                left = slot.try_program("fills_tmp", limits={"file_kib": 4096})
                self.assertEqual(left.out, b"No space left on device\n", left.events)
                result = slot.try_program("prints_hello", policy=policy, limits={"memory_kib": 8192})
                self.assertEqual((result.cause, result.code), ("ended", 0), result.events)
            self.assertEqual(slot.close(), 0)


class Broken(unittest.TestCase):
    """Our faults are told as such, and the slot goes on."""

    def broken(self, slot, *args, **spec):
        result = slot.run(*args, **spec)
        self.assertIsNotNone(result.broken, result.events)
        self.assertEqual(slot.try_program("prints_hello").out, HELLO)
        return result.broken

    def test_broken(self):
        slot = Sandbox()
        for policy in "student", "compile", "inspect":  # that one's filter knows no sendmsg
            for trace in 0, 1, 2:
                self.assertRegex(self.broken(slot, ["/box/none"], policy=policy, trace=trace), "exec .*/box/none")
        self.assertIn("limits.cpu_ms", self.broken(slot, ["/box/x"], limits={"cpu_ms": 0}))
        slot.send_raw(b"nonsense", [])
        slot.fds, slot.names = [memory() for _ in range(4)], []
        self.assertIn("a spec of 8 bytes", slot.receive().broken)
        slot.fds, slot.names = [memory(b"not sealed"), memory(), memory(), memory()], []
        slot.send_raw(pack([MAIN]), slot.fds)
        self.assertIn("stdin", slot.receive().broken)
        self.assertEqual(slot.close(), 0)

    def test_least_isolation(self):
        slot = Sandbox()
        result = slot.run(["/box/none"], least=0)
        self.assertIn("exec" if LEVEL == "full" else f"isolation is {LEVEL}, wanted full", result.broken)
        slot.close()

    def test_usage(self):
        for args in (["--help"], ["--broker", "x"], ["--isolation", "best"], []):
            done = subprocess.run([SANDBOX, *args], capture_output=True, close_fds=True)
            self.assertEqual((done.returncode, b"usage" in done.stderr, done.stdout), (2, True, b""))


if LEVEL == "full":
    class WeakRoot(unittest.TestCase):
        """A root from whom the powers to build walls were taken, as in a container."""

        def test_root_without_its_powers(self):
            weak = ["setpriv", "--bounding-set", "-sys_admin", SANDBOX]
            slot = Slot([*weak, "--isolation", "full"])
            self.assertIn("mount namespace", slot.run(["/box/none"]).broken)
            slot.close()
            slot = Slot(weak)
            result = slot.run([MAIN], files=[(BOX, MAIN[5:], 0o755, PROGRAMS["prints_hello"])])
            self.assertEqual((result.out, result.events[0].arg[0]), (HELLO, 1), result.events)
            self.assertIn("wanted full", slot.run(["/box/none"], least=0).broken)
            slot.close()

    HIERARCHIES = "memory cpuacct unified".split()

    class Stolen(unittest.TestCase):
        """What a host gives to others, /proc/stat alone says inside: here with figures of such a machine."""

        STAT = "cpu  323747 2117 303269 2563638 4761 0 1408 {:08}000 0 0\ncpu0 160115 1222 149170 1287120 1213 0 484\n"

        def cause(self, is_growing, trace):
            """Of a sleeper that may sleep for a second, and is stopped after three."""
            over = threading.Event()
            with tempfile.NamedTemporaryFile(dir=FOLDER) as stat:
                def steal():
                    for i in itertools.count(1):
                        os.pwrite(stat.fileno(), self.STAT.format(i).encode(), 0)
                        if over.wait(0.02):
                            return

                os.pwrite(stat.fileno(), self.STAT.format(0 if is_growing else 7).encode(), 0)
                slot = Slot(["unshare", "-m", "sh", "-c", f'mount --bind {stat.name} /proc/stat && exec "$0"', SANDBOX])
                thief = threading.Thread(target=steal)
                timer = threading.Timer(3, slot.stop)
                if is_growing:
                    thief.start()
                result = slot.run([MAIN], files=[(BOX, MAIN[5:], 0o755, PROGRAMS["sleeps"])], trace=trace,
                                  limits={"wall_ms": 1000},
                                  on_event=lambda _, e: e.kind == "BEGIN" and is_growing and timer.start())
                timer.cancel()
                over.set()
                if is_growing:
                    thief.join()
                self.assertEqual(slot.close(), 0)
                return result.cause

        def test_stolen_time_is_nobodys_fault(self):
            for trace in (0, 1, 2):
                with self.subTest(trace):
                    self.assertEqual(self.cause(True, trace), "stopped")
                    self.assertEqual(self.cause(False, trace), "wall")  # stolen before it began

    def hidden(names):
        """Which of these this machine has, and a slot that sees none of them."""
        tops = [f"/sys/fs/cgroup/{name}" for name in names if os.path.ismount(f"/sys/fs/cgroup/{name}")]
        hide = "".join(f"umount -l {top} && " for top in tops)
        return Slot(["unshare", "-m", "sh", "-c", f'{hide}exec "$0"', SANDBOX])

    class Hierarchies(unittest.TestCase):
        """Limits hold with each of the kernel's hierarchies alone, without each, and without any."""

        def test_limits_hold(self):
            sets = [[name] for name in HIERARCHIES]
            sets += [[other for other in HIERARCHIES if other != name] for name in HIERARCHIES] + [HIERARCHIES]
            for names in sets:
                slot = hidden(names)
                for name, cause, trace, limits in (
                        ("burns_cpu", "cpu", 1, {"cpu_ms": 100}), ("eats_memory", "memory", 1, {"memory_kib": 32768}),
                        ("forks_for_ever", "wall", 0, {"wall_ms": 50}), ("prints_hello", "ended", 0, {})):
                    with self.subTest(f"{name} without {names}"):
                        result = slot.run([MAIN], files=[(BOX, MAIN[5:], 0o755, PROGRAMS[name])], trace=trace,
                                          limits=limits)
                        self.assertEqual(result.cause, cause, result.events)
                        self.assertEqual(inside_pids(), [])
                        if "memory" in names and os.path.ismount("/sys/fs/cgroup/memory"):  # so version 2 has it not
                            self.assertEqual(result.events[0].arg[1] >> 8 & 1, 0, result.events[0])
                self.assertEqual(slot.close(), 0)


def left_of(out):
    """What is still there of what leaves_much says it made; others on this machine make such things all the time."""
    words = out.decode().split()
    left = [name for name in os.listdir("/dev/shm") if name == "left-by-a-run"]
    for kind, number in zip(words[1::2], words[2::2]):
        with open(f"/proc/sysvipc/{kind}") as file:
            left += [(kind, number) for line in file if line.split()[1] == number]
    return left


if LEVEL == "minimal":
    class Minimal(unittest.TestCase):
        """What namespaces give elsewhere: nothing stays, nobody meets, and each result says what stood."""

        def test_nothing_stays(self):
            for command in (AS_USER[LEVEL], []):  # an ordinary user, and root
                slot = Slot([*command, SANDBOX, "--isolation", "minimal"])
                for _ in range(2):  # the second would meet what the first left
                    result = slot.run([MAIN], files=[(BOX, MAIN[5:], 0o755, PROGRAMS["leaves_much"])])
                    self.assertEqual((result.code, result.out[:2]), (0, b"1 "), result.events)
                    self.assertNotIn(b"-1", result.out)
                self.assertEqual(slot.close(), 0)
                self.assertEqual(left_of(result.out), [])
                self.assertEqual([n for n in os.listdir("/tmp") if f"bothends-run-{slot.process.pid}-" in n], [])

        def test_root_runs_programs_as_another(self):
            for weak in ([], ["setpriv", "--bounding-set", "-sys_ptrace"]):
                slot = Slot([*weak, SANDBOX, "--isolation", "minimal"])
                for name, cause in (("says_uid", "ended"), ("forks_for_ever", "processes"), ("burns_cpu", "cpu")):
                    result = slot.run([MAIN], files=[(BOX, MAIN[5:], 0o755, PROGRAMS[name])], limits={"cpu_ms": 300})
                    self.assertEqual(result.cause, cause, result.events)
                    self.assertTrue(name != "says_uid" or int(result.out.split()[0]) >= 64000, result.out)
                self.assertEqual(slot.close(), 0)

        def test_runs_of_one_user_take_turns(self):
            slots = [Sandbox() for _ in range(3)]
            for slot in slots:
                slot.send([MAIN], files=[(BOX, MAIN[5:], 0o755, PROGRAMS["leaves_much"])])
            self.assertEqual([slot.receive().out[:2] for slot in slots], [b"1 "] * 3)
            self.assertEqual([slot.close() for slot in slots], [0] * 3)

        def test_a_dead_slot_is_swept_up(self):
            slot = Sandbox()
            slot.try_program("prints_hello")
            slot.kill()
            self.assertEqual(Sandbox().close(), 0)
            self.assertEqual([n for n in os.listdir("/tmp") if f"bothends-run-{slot.process.pid}-" in n], [])

        def test_names_of_a_dead_slot_are_swept_up(self):
            """Among names, and numbers of slots, that nobody else on this machine uses."""
            hold = ("mount -t tmpfs shm /dev/shm && { [ ! -d /dev/mqueue ] || mount -t mqueue queues /dev/mqueue; } && "
                    "echo && exec cat")
            holder = subprocess.Popen(["unshare", "-n", "-i", "-m", "sh", "-c", hold], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE)
            self.assertEqual(holder.stdout.readline(), b"\n")
            there = ["nsenter", "-t", str(holder.pid), "-n", "-i", "-m"]

            def names():
                show = "ls /dev/shm; tail -qn +2 /proc/sysvipc/shm /proc/sysvipc/sem /proc/sysvipc/msg"
                return subprocess.run([*there, "sh", "-c", show], capture_output=True, check=True).stdout.splitlines()

            none = names()
            for weak in ([], ["setpriv", "--bounding-set", "-sys_ptrace"]):
                command = [*there, *weak, SANDBOX, "--isolation", "minimal"]
                slot = Slot(command)
                slot.send([MAIN, "stay"], files=[(BOX, MAIN[5:], 0o755, PROGRAMS["leaves_much"])])
                for _ in range(1200):
                    if os.fstat(slot.fds[1]).st_size:
                        break
                    select.select([], [], [], 0.05)
                slot.kill()
                self.assertEqual(len(names()), len(none) + 4)
                self.assertEqual(Slot(command).close(), 0)
                self.assertEqual(names(), none)
            holder.communicate()
            self.assertEqual(none, [])

        def test_layers_are_named(self):
            slot = Sandbox()
            begin = slot.try_program("prints_hello").events[0]
            self.assertEqual((begin.arg[0], begin.arg[1] & 0x3F), (2, 0))  # no namespace
            self.assertEqual(begin.arg[1] >> 6 & 3, 3)  # seccomp, landlock
            self.assertEqual(slot.close(), 0)


def groups(pid):
    return [name for top in glob.glob("/sys/fs/cgroup/*/") for name, _, _ in os.walk(top)
            if os.path.basename(name).startswith(f"bothends-{pid}-")]


class Death(unittest.TestCase):
    """Nothing outlives the sandbox."""

    def start(self, slot, name):
        slot.send([MAIN], files=[(BOX, MAIN[5:], 0o755, PROGRAMS[name])], limits={"processes": 4000})
        while slot.read_event().kind != "EXEC":
            pass

    def gone(self):
        for _ in range(2400):
            if not inside_pids():
                return True
            select.select([], [], [], 0.05)
        return False

    def all_dead(self, pids):
        """A killed process loses its command line long before it leaves its cgroup, and is a zombie only after that."""
        for _ in range(2400):
            if all(state(pid) in (None, "Z", "X") for pid in pids):
                return True
            select.select([], [], [], 0.05)
        return False

    def mounts(self):
        with open("/proc/self/mounts") as file:
            return file.read()

    def test_killed_hard(self):
        mounts, pids = self.mounts(), []
        for name in ("sleeps", "burns_cpu", "leaves_a_daemon"):
            slot = Sandbox()
            self.start(slot, name)
            pids.append(slot.process.pid)
            below = family(slot.process.pid)
            slot.kill()
            self.assertTrue(self.gone(), name)
            self.assertTrue(self.all_dead(below), name)
        self.assertEqual(self.mounts(), mounts)
        next_slot = Sandbox()
        self.assertEqual(next_slot.try_program("prints_hello").out, HELLO)
        self.assertEqual([groups(pid) for pid in pids], [[], [], []])
        self.assertEqual(next_slot.close(), 0)
        self.assertEqual(groups(next_slot.process.pid), [])

    def test_a_zygote_that_dies_is_replaced(self):
        slot = Sandbox()
        for _ in range(3):
            self.assertEqual(slot.try_program("prints_hello").out, HELLO)
            for pid in children(slot.process.pid):
                os.kill(pid, signal.SIGKILL)
        self.start(slot, "sleeps")
        for pid in children(slot.process.pid):
            if os.readlink(f"/proc/{pid}/ns/pid") == os.readlink("/proc/self/ns/pid"):
                os.kill(pid, signal.SIGKILL)  # the run needs it no more
        if LEVEL != "minimal":
            slot.stop()
        while (event := slot.read_event()).kind not in ("END", "BROKEN"):
            pass
        # Without a pid namespace init is hit as well: our trouble, and nothing lives on.
        self.assertEqual((event.kind, event.arg[0]), ("BROKEN", 0) if LEVEL == "minimal" else ("END", 1))
        self.assertEqual(inside_pids(), [])
        self.assertEqual(slot.try_program("prints_hello").out, HELLO)
        self.assertEqual(slot.close(), 0)

    def test_a_zygote_lasts(self):
        """One that ends after its run costs no result, only that the next is made anew."""
        for policy, trace in itertools.product(POLICIES, (0, 1)):
            slot = Sandbox()
            seen = []
            for _ in range(3):
                self.assertEqual(slot.try_program("prints_hello", policy=policy, trace=trace).out[:6], HELLO[:6])
                seen.append(children(slot.process.pid))
            self.assertEqual(slot.close(), 0)
            self.assertEqual((len(seen[0]), seen[1:]), (1, seen[:1] * 2), (policy, trace))

    def test_end_of_control(self):
        slot = Sandbox()
        self.start(slot, "burns_cpu")
        self.assertEqual(slot.close(), 0)
        self.assertEqual(inside_pids(), [])

    def test_end_of_reader(self):
        slot = Sandbox()
        self.start(slot, "burns_cpu")
        os.close(slot.events)
        self.assertEqual(slot.process.wait(timeout=120), 0)
        slot.control.close()
        self.assertEqual(inside_pids(), [])

    def test_terminated(self):
        slot = Sandbox()
        self.start(slot, "sleeps")
        slot.process.terminate()
        self.assertEqual(slot.process.wait(timeout=120), 0)
        slot.control.close()
        os.close(slot.events)
        self.assertEqual(inside_pids(), [])


class Brokered(Sandbox):
    """A slot that a broker starts for whoever holds its socket."""

    def __init__(self, broker, process):
        self.control, control = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.events, events = os.pipe()
        broker.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("2i", events, control.fileno()))])
        os.close(events)
        control.close()
        self.process = process


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(p) for p in file.read().split()]


def family(pid):
    try:
        return [one for child in children(pid) for one in (child, *family(child))]
    except (FileNotFoundError, ProcessLookupError):
        return []


def state(pid):
    """The letter of /proc/PID/stat, or None when there is no such process."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return None


class Broker(unittest.TestCase):
    def setUp(self):
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = AS_USER[LEVEL] + [SANDBOX] + FORCED[LEVEL] + ["--broker", str(theirs.fileno())]
        self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()])
        theirs.close()
        self.slots = []

    def slot(self):
        self.slots.append(Brokered(self.socket, self.process))
        return self.slots[-1]

    def tearDown(self):
        self.socket.close()
        self.assertEqual(self.process.wait(timeout=120), 0)
        for slot in self.slots:
            slot.control.close()
            os.close(slot.events)
        self.assertEqual(inside_pids(), [])

    def test_slots_serve_at_once(self):
        one, two = self.slot(), self.slot()
        for slot in (one, two):
            slot.send([MAIN], files=[(BOX, MAIN[5:], 0o755, PROGRAMS["prints_hello"])])
        self.assertEqual([one.receive().out, two.receive().out], [HELLO, HELLO])
        if LEVEL == "full":
            uids = [slot.try_program("says_uid").out for slot in (one, two)]
            self.assertNotEqual(*uids)

    def test_a_slot_that_crashes_hurts_nobody(self):
        one = self.slot()
        self.assertEqual(one.try_program("prints_hello").out, HELLO)
        for pid in children(self.process.pid):
            os.kill(pid, signal.SIGKILL)
        self.assertIsNone(one.read_event())
        two = self.slot()
        self.assertEqual(two.try_program("prints_hello").out, HELLO)

    def test_nonsense_hurts_nobody(self):
        self.socket.send(b"x")
        self.socket.send(b"more than one byte")
        self.socket.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("i", 0))])
        self.socket.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("3i", 0, 0, 0))])
        self.assertEqual(self.slot().try_program("prints_hello").out, HELLO)

    def test_runs_end_with_it(self):
        slot = self.slot()
        slot.send([MAIN], files=[(BOX, MAIN[5:], 0o755, PROGRAMS["sleeps"])])
        while slot.read_event().kind != "EXEC":
            pass

    def test_a_slot_ends_with_its_client(self):
        slot = self.slot()
        self.assertEqual(slot.try_program("prints_hello").out, HELLO)
        slot.control.shutdown(socket.SHUT_RDWR)
        self.assertIsNone(slot.read_event())


if __name__ == "__main__":
    unittest.main(verbosity=1)
