#!/usr/bin/env python3
# cuts.py -- what bothends-sandbox says at TRACE_WAITS: cuts, pipes, stacks; and that it says nothing else.
import os
import platform
import signal
import struct
import subprocess
import sys
import time
import unittest

import walls
from walls import BOX, LEVEL, MAIN, Sandbox, setUpModule, tearDownModule  # the latter two are unittest's

PIPE, FIFO, SOCKET, EVENT, OTHER = range(5)
READ, WRITE, BOTH = range(3)
UNSURE, TIMER, CATCHES, PRIVATE, DEAD, STOPPED, LONG = 1, 2, 8, 16, 32, 64, 128
STACK = struct.Struct("=9Q2I")  # struct stack_record
CALLS = {"read": 0, "pause": 34, "wait4": 61, "futex": 202, "nanosleep": 230}


class Cut:
    """A cut of a run: {task: (call, arguments, bits)} and {(task, fd): (kind, object, mode, leads outside)}."""

    def __init__(self, result, number=0):
        kinds = [e.kind for e in result.events]
        at = [i for i, kind in enumerate(kinds) if kind == "CUT"][number]
        end = kinds.index("CUT_END", at)
        self.at, self.all = at, result.events[at:end + 1]
        self.blocked = {e.task: (e.arg[0], e.arg[1:4], e.arg[4]) for e in self.all if e.kind == "BLOCKED"}
        self.held = {(e.task, e.arg[0]): tuple(e.arg[1:]) for e in self.all if e.kind == "HELD"}
        self.number = {e.task: e.number for e in self.all if e.kind == "BLOCKED"}

    def lives(self):
        """Does it say that somebody may run?"""
        return any(bits & (UNSURE | TIMER) for _, _, bits in self.blocked.values())


def check_cuts(test, result):
    """Cuts are whole, and no longer than they say."""
    open_at = None
    for i, event in enumerate(result.events):
        if event.kind == "CUT":
            open_at, alive = i, event.arg[0]
        elif event.kind == "CUT_END":
            inner = [e.kind for e in result.events[open_at + 1:i]]
            counts = (inner.count("BLOCKED"), inner.count("HELD"), inner.count("WORD"))
            test.assertEqual((counts, sum(counts)), (tuple(event.arg[:3]), len(inner)))
            test.assertEqual(alive, event.arg[0])
            open_at = None
        else:
            test.assertEqual(open_at is not None, event.kind in ("BLOCKED", "HELD", "WORD"), result.events)
    test.assertIsNone(open_at)


class StopsAtRest:
    """Stops the run at the first cut in which nobody may run. One who was born may have to wait long for a CPU."""

    def __init__(self):
        self.runs = False

    def __call__(self, slot, event):
        self.runs = event.kind != "CUT" and (self.runs or (event.kind == "BLOCKED" and event.arg[4] & UNSURE))
        if event.kind == "CUT_END" and not self.runs:
            slot.stop()


class WithSlot(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.slot = Sandbox()

    @classmethod
    def tearDownClass(cls):
        assert cls.slot.close() == 0

    def cut(self, name, *args, wall_ms=60000, **spec):
        """Runs until a cut is said in which nobody runs."""
        result = self.slot.try_program(name, *args, trace=2, limits={"wall_ms": wall_ms}, on_event=StopsAtRest(),
                                       **spec)
        self.assertEqual(result.cause, "stopped", result.events)
        check_cuts(self, result)
        return result, Cut(result, -1)


class Cuts(WithSlot):
    def test_child_that_keeps_its_own_write_end(self):
        result, cut = self.cut("blocks", "keeps-own-end")
        pipe = result.all("PIPE")[0]
        self.assertEqual((pipe.task, pipe.arg[0], pipe.arg[2:]), (1, PIPE, [3, 4, -1]))
        self.assertEqual({t: (call, bits) for t, (call, _, bits) in cut.blocked.items()},
                         {1: (CALLS["wait4"], 0), 2: (CALLS["read"], 0)})
        self.assertEqual((cut.blocked[2][1][0], cut.blocked[2][1][2]), (3, 1))
        self.assertEqual({k: v for k, v in cut.held.items() if k[1] > 2},
                         {(2, 3): (PIPE, pipe.arg[1], READ, 0), (2, 4): (PIPE, pipe.arg[1], WRITE, 0)})
        self.assertEqual({k: (v[0], v[2], v[3]) for k, v in cut.held.items() if k[1] <= 2}, {
            (t, fd): (PIPE, WRITE, 1) if fd else (OTHER, READ, 0) for t in (1, 2) for fd in range(3)})

    def test_who_goes_round_and_changes_nothing_is_told_from_who_computes(self):
        for what, turn in (("spins", True), ("with-burner", True), ("counts", False)):
            with self.subTest(what):
                result = self.slot.try_program("blocks", what, trace=2, limits={"cpu_ms": 300})
                self.assertEqual((result.cause, bool(result.all("SPIN"))), ("cpu", turn), result.events[-12:])
                for spin in result.all("SPIN"):
                    self.assertEqual((spin.task, spin.arg[2]), (1, 61 if what == "spins" else -1))
                    self.assertIn(spin.number, [e.arg[2] for e in result.all("STACK")])

    def test_kinds_of_descriptors(self):
        held = self.cut("blocks", "all-kinds")[1].held
        self.assertEqual([(fd, *held[1, fd][0::2]) for fd in range(3, 12)], [
            (3, FIFO, BOTH), (4, PIPE, READ), (5, PIPE, WRITE), (6, SOCKET, BOTH), (7, SOCKET, BOTH), (8, EVENT, BOTH),
            (9, OTHER, WRITE), (10, OTHER, READ), (11, FIFO, BOTH)])
        self.assertEqual(held[1, 4][1], held[1, 5][1])
        self.assertEqual(len({held[1, fd][1] for fd in (3, 4, 6, 7, 11)}), 5)  # two FIFOs of one inode number are two
        self.assertEqual({fd: v[3] for (_, fd), v in held.items() if v[3]}, {1: 1, 2: 1, 9: 4})  # 9: /dev/null

    # What the program does, and the bits of its tasks.
    BITS = [("lock", [PRIVATE, PRIVATE]), ("lock-timed", [PRIVATE, TIMER | PRIVATE]), ("socket", [0]),
            ("socket-timed", [TIMER]), ("timerfd", [TIMER]), ("has-timerfd", [0, 0]),
            ("watches-beside-timerfd", [0, TIMER, 0]), ("with-sleeper", [TIMER, 0, 0]), ("pause", [0]),
            ("with-alarm", [TIMER, 0]), ("alarm-taken-back", [0, 0]), ("alarm-rang", [CATCHES, CATCHES]),
            ("alarm-set-while-it-waits", [TIMER | CATCHES, CATCHES]), ("rings-often", [TIMER | CATCHES, CATCHES]),
            ("alarm-through-exec", [TIMER, 0]), ("cpu-timers", [0, 0]), ("with-timer", [TIMER, 0]),
            ("timer-rang", [CATCHES, CATCHES]), ("timer-removed", [0, 0])]

    def test_what_may_wake_by_itself_is_marked(self):
        for what, bits in self.BITS:
            with self.subTest(what):
                blocked = self.cut("blocks", what)[1].blocked
                self.assertEqual([blocked[t][2] for t in sorted(blocked)], bits)

    def test_a_task_that_was_stopped_stays_so(self):
        blocked = self.cut("blocks", "stopped")[1].blocked
        self.assertEqual([blocked[t][2] for t in (1, 2)], [0, STOPPED])

    def test_one_picture_is_said_once_and_once_more_at_the_end(self):
        result = self.slot.try_program("blocks", "keeps-own-end", trace=2, limits={"wall_ms": 600})
        at_rest = [i for i in range(len(result.all("CUT"))) if not Cut(result, i).lives()]  # a busy machine's have more
        self.assertEqual((result.cause, len(at_rest)), ("wall", 2), result.events)
        kinds = [e.kind for e in result.events]
        self.assertEqual(kinds[kinds.index("LIMIT") - 1], "CUT_END")
        self.assertEqual([bits for _, _, bits in Cut(result, -1).blocked.values()], [LONG, LONG])

    def test_the_last_look_says_who_runs_and_who_does_not(self):
        result = self.slot.try_program("blocks", "with-burner", trace=2, limits={"cpu_ms": 300})
        self.assertEqual(result.cause, "cpu")
        check_cuts(self, result)
        blocked = Cut(result, -1).blocked
        self.assertEqual({t: (call, bits & ~LONG) for t, (call, _, bits) in blocked.items()},
                         {1: (-1, UNSURE), 2: (CALLS["wait4"], 0), 3: (CALLS["read"], 0)})
        explained = {e.arg[2] for e in result.all("STACK")}
        self.assertLessEqual(set(Cut(result, -1).number.values()), explained)

    def test_less_tracing_says_none_of_it(self):
        for trace in (0, 1):
            result = self.slot.try_program("blocks", "keeps-own-end", trace=trace, limits={"wall_ms": 200})
            self.assertEqual({e.kind for e in result.events} & {"PIPE", "CUT", "BLOCKED", "HELD", "STACK"}, set())


class Pipes(WithSlot):
    def test_pipes_are_what_the_program_made(self):
        result = self.slot.try_program("makes_pipes", trace=2)
        made = [line.split() for line in result.out.decode().splitlines()]
        self.assertEqual([m[0] for m in made], ["pipe", "reused", "pair", "child", "thread", "full"])
        self.assertEqual(made.pop(), ["full", "failed"])
        self.assertEqual([(e.task, e.process, *e.arg) for e in result.all("PIPE")], [
            (task, process, SOCKET if how == "pair" else PIPE, int(ino), int(read), int(write), int(other))
            for (how, read, write, ino, other), (task, process) in zip(made, [(1, 1), (1, 1), (1, 1), (2, 2), (3, 1)])])
        self.assertEqual([m[1:3] for m in made[:2]], [["3", "4"], ["3", "5"]])

    def test_a_thousand_are_enough(self):
        result = self.slot.try_program("makes_pipes", "1100", trace=2)
        self.assertEqual((result.cause, result.code, len(result.all("PIPE"))), ("ended", 0, 1000))


@unittest.skipUnless(platform.machine() == "x86_64", "stacks are saved on x86-64 only")
class Stacks(WithSlot):
    def stacks(self, what):
        """{number of the event explained: (program counter, stack pointer, mappings, stack)}"""
        self.slot.send([MAIN, what], files=[(BOX, MAIN[5:], 0o755, walls.PROGRAMS["blocks"])], trace=2)
        side = os.dup(self.slot.fds[3])
        result = self.slot.receive(on_event=StopsAtRest())
        self.assertEqual(result.cause, "stopped")
        found, used = {}, 0
        for event in result.all("STACK"):
            self.assertEqual(event.arg[0], used)
            used += event.arg[1]
            data = os.pread(side, event.arg[1], event.arg[0])
            pc, sp, *_, maps, stack = STACK.unpack_from(data)
            self.assertEqual(STACK.size + maps + stack, event.arg[1])
            found[event.arg[2]] = (event.task, pc, sp, data[STACK.size:STACK.size + maps].decode(), stack)
        self.assertEqual(os.fstat(side).st_size, used)
        os.close(side)
        return result, found

    def check(self, task, wanted_task, pc, sp, maps, stack):
        self.assertEqual(task, wanted_task)
        self.assertTrue(sp > 0x1000 and 0 < stack <= 32768)
        rows = [line.split() for line in maps.splitlines()]
        self.assertTrue(all("x" in row[1] and row[5].startswith("/") for row in rows), maps)
        self.assertIn(MAIN, [row[5] for row in rows])
        spans = [(int(a, 16), int(b, 16), row[5]) for row in rows for a, b in [row[0].split("-")]]
        self.assertEqual([os.path.basename(p) for a, b, p in spans if a <= pc < b], ["libc.so.6"])

    def test_a_stop_says_where_all_sleep(self):
        for what, births in (("keeps-own-end", 1), ("with-sleeper", 2), ("lock", 1)):
            with self.subTest(what):
                result, found = self.stacks(what)
                cut = Cut(result, -1)
                tasks = result.all("TASK")[1:]
                calls = {e.number for kind in ("PIPE", "FD_MADE", "FD_COPIED", "FD_CLOSED") for e in result.all(kind)}
                self.assertEqual(set(found), set(cut.number.values()) | {t.number for t in tasks} | calls)
                self.assertEqual(len(tasks), births)
                for task, number in cut.number.items():
                    self.check(found[number][0], task, *found[number][1:])
                for birth in tasks:
                    self.check(found[birth.number][0], birth.arg[0], *found[birth.number][1:])

    def test_no_cut_no_stop(self):
        self.slot.send([MAIN], files=[(BOX, MAIN[5:], 0o755, walls.PROGRAMS["burns_cpu"])], trace=2)
        result = self.slot.receive(on_event=lambda s, e: s.stop() if e.kind == "EXEC" else None)
        births = {e.number for kind in ("TASK", "FD_MADE", "FD_CLOSED") for e in result.all(kind)}
        self.assertEqual((result.cause, {e.arg[2] for e in result.all("STACK")} - births), ("stopped", set()))


class NoFalseCut(WithSlot):
    """Whoever is always woken is never said to sleep: not even where every look comes at a bad moment."""

    WAYS = ["pipe", "socket", "pipeline", "full-pipe", "cond", "semaphore", "signal", "children", "killed-forker"]
    RUNS = int(os.environ.get("BOTHENDS_RUNS", "200"))

    def test_under_load(self):
        burners = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
        try:
            for i in range(self.RUNS):
                way = self.WAYS[i % len(self.WAYS)]
                result = self.slot.try_program("moves", way, "2000", trace=2, limits={"wall_ms": 120000})
                told = [e for e in result.events if e.kind not in ("TASK", "EXIT", "SIGNAL", "STACK")]
                self.assertEqual((result.cause, result.code, result.out), ("ended", 0, b"done\n"), (way, told))
                dead = [i for i in range(len(result.all("CUT"))) if not Cut(result, i).lives()]
                self.assertEqual(dead, [], (way, told))
        finally:
            for burner in burners:
                burner.kill()
                burner.wait()


class LeftBehind(WithSlot):
    """What the first process leaves behind goes on until it ends, can never move again, or its time is over."""

    # What it does, the limits, how the run ends, what is on stdout, whether somebody had to be killed.
    ROWS = [("computes", {}, "ended", b"late\n", False), ("naps", {}, "ended", b"late\n", False),
            ("naps-long", {}, "ended", b"late\n", False), ("is-woken", {}, "ended", b"late\n", False),
            ("pauses", {}, "ended", b"", True), ("reads", {}, "ended", b"", True), ("stops", {}, "ended", b"", True),
            ("spins", {"cpu_ms": 300}, "ended", b"", True), ("naps-for-ever", {"wall_ms": 400}, "ended", b"", True),
            ("writes", {"output_kib": 64, "cpu_ms": 30000}, "output", b"x" * 65536, True)]
    TIMES = int(os.environ.get("BOTHENDS_LEFT", "1"))

    def test_it_does_not_matter_who_is_faster(self):
        for what, limits, cause, out, killed in self.ROWS * self.TIMES:
            with self.subTest(what):
                result = self.slot.try_program("leaves_behind", what, trace=2, limits={"wall_ms": 60000, **limits})
                self.assertEqual((result.cause, result.code, result.out), (cause, 0, out), result.events[-8:])
                self.assertEqual([e.task for e in result.all("EXIT") if e.arg[1] == 9], [2] if killed else [])
                self.assertLess(result.all("END")[0].arg[2], 60e9)  # it was proved: nobody waited for the limit
                check_cuts(self, result)


class SameProgram(WithSlot):
    """Looking changes nothing that the program can see, and takes little."""

    def test_looks_take_their_share(self):
        used = []
        for trace in (1, 2):  # rootless, memory is added up at both
            before = walls.own_cpu_ms(self.slot)
            result = self.slot.try_program("naps", "60", trace=trace, limits={"wall_ms": 2000})
            self.assertEqual(result.cause, "wall")
            # A busy machine's run may go on for longer.
            used.append((walls.own_cpu_ms(self.slot) - before) / result.wall_ms)
        self.assertLess(used[1] - used[0], 0.02 + 3 * 60 / 2000)  # and 60 births with their stacks, 3 ms at most

    def test_what_stood_still_had_no_time(self):
        def stand_still(slot, event):
            if event.kind == "EXEC":
                os.kill(slot.process.pid, signal.SIGSTOP)
                time.sleep(1)  # the claim is about time
                os.kill(slot.process.pid, signal.SIGCONT)
        for stop, least in ((None, 0.5), (stand_still, 1.3)):
            result = self.slot.try_program("sleeps", trace=2, limits={"wall_ms": 500}, on_event=stop)
            self.assertEqual(result.cause, "wall")
            self.assertGreaterEqual(result.all("LIMIT")[0].arg[1], least * 1e9)

    def test_ends_are_the_same(self):
        for claim, name, args, limits, (cause, code, number, out) in walls.ENDS:
            with self.subTest(claim):
                result = self.slot.try_program(name, *args, limits=limits, trace=2)
                self.assertEqual(result.cause, cause, result.events[-8:])
                if code is not None:
                    self.assertEqual((result.code, result.signal), (code, number), result.events)
                if out is not None:
                    self.assertEqual(result.out, out, result.err)
                check_cuts(self, result)

    def test_tasks_that_end_while_they_are_looked_at(self):
        for _ in range(10):
            result = self.slot.try_program("exits_soon", trace=2, limits={"cpu_ms": 100})
            self.assertEqual((result.cause, result.code, result.signal), ("cpu", -1, 9), result.events[-8:])
            check_cuts(self, result)

    def test_whoever_always_moves_is_ended_by_a_limit(self):
        for way in NoFalseCut.WAYS:
            with self.subTest(way):
                result = self.slot.try_program("moves", way, "100000000", trace=2, limits={"wall_ms": 200})
                self.assertEqual((result.cause, result.all("SPIN")), ("wall", []), result.events[-8:])
                check_cuts(self, result)

    def test_forbidden_calls_are_named(self):
        for what, name in walls.FORBIDDEN:
            result = self.slot.try_program("attacks", what, trace=2)
            self.assertEqual((result.cause, [e.text for e in result.all("FORBIDDEN")]), ("forbidden", [name]))


if __name__ == "__main__":
    unittest.main(verbosity=1)
