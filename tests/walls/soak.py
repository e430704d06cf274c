#!/usr/bin/env python3
# soak.py -- many runs through one slot, of all kinds of ends, leave nothing behind: neither files nor memory.
"""Usage: soak.py full|rootless|minimal [ROUNDS]. By hand: soak.py full 400 (under a minute on an idle machine)."""
import glob
import os
import signal
import sys
import time
import unittest

ROUNDS = int(sys.argv.pop(2)) if len(sys.argv) > 2 else 4

import walls  # takes the level from sys.argv
from walls import BOX, MAIN, Sandbox, children, setUpModule, tearDownModule  # the latter two are unittest's

# Name, arguments, and more of the spec. Most runs are ordinary; now and then comes one that is killed, or breaks.
PLAIN = [("prints_hello", [], {"trace": 0}), ("prints_hello", ["x"], {"trace": 1}), ("exits_with", ["3"], {"trace": 2}),
         ("innocent_posix_ipc", [], {"trace": 1}), ("innocent_sysv_ipc", [], {"trace": 0}),
         ("leaves_a_daemon", [], {"trace": 1}), ("writes_files", [], {"trace": 0})]
RARE = [("forks_for_ever", [], {"trace": 1}), ("sleeps", [], {"trace": 0, "limits": {"wall_ms": 20}}),
        ("eats_memory", [], {"trace": 1, "limits": {"memory_kib": 16384}}),
        ("floods_stdout", [], {"trace": 2, "limits": {"output_kib": 8}}),
        ("fills_tmp", [], {"trace": 0, "limits": {"file_kib": 256}})]
if walls.LEVEL == "minimal":
    RARE.pop()  # there is no /tmp of its own size
RARELY = 10
ROUND = RARELY * len(RARE)  # each kind of end once: zygotes are as old after many rounds as after one
CALM = 8  # runs after which all stands ready again, whatever was killed before: four of each kind, traced or not
READY = 2 * 2 * 2  # of each kind two zygotes, each with the init of a run to come


def memory_kib(pid):
    """A process's share of what memory it and those forked from it or with it have written."""
    with open(f"/proc/{pid}/smaps_rollup") as file:
        fields = dict(line.split()[:2] for line in file if line[0].isupper())
    return int(fields["Pss_Anon:"])


def groups():
    return sorted(p for top in glob.glob("/sys/fs/cgroup/*/") for p, _, _ in os.walk(top) if "/bothends-" in p)


def fds(pid):
    """What an idle slot has open; it may still be closing those of its last run."""
    while True:
        with open(f"/proc/{pid}/stat") as file:
            is_asleep = file.read().rpartition(")")[2].split()[0] == "S"
        try:
            found = sorted(os.readlink(f"/proc/{pid}/fd/{n}").split(":")[0] for n in os.listdir(f"/proc/{pid}/fd"))
        except FileNotFoundError:
            continue
        if is_asleep and not any("memfd" in name for name in found):
            return found


class State:
    def __init__(self, slot):
        pid = slot.process.pid
        while len(children(pid)) < READY:  # the next init is born after the last run was answered
            time.sleep(0.001)
        self.fds = fds(pid)
        self.processes = len(children(pid))
        with open(f"/proc/{pid}/mounts") as own, open("/proc/self/mounts") as machine:
            self.mounts = (own.read(), machine.read())
        self.groups = [g for g in groups() if f"/bothends-{pid}-" in g]
        self.temporary = [n for d in ("/tmp", "/dev/shm") for n in os.listdir(d) if f"bothends-{pid}" in n]
        self.memory = memory_kib(pid) + sum(map(memory_kib, children(pid)))


class Soak(unittest.TestCase):
    def run_some(self, slot, count, begin=0):
        for i in range(begin, begin + count):
            name, args, spec = RARE[i // RARELY % len(RARE)] if i % RARELY == RARELY - 1 else PLAIN[i % len(PLAIN)]
            result = slot.run([MAIN, *args], files=[(BOX, MAIN[5:], 0o755, walls.PROGRAMS[name])], **spec)
            self.assertIsNone(result.broken, (i, name, result.events))

    def test_nothing_accumulates(self):
        slot = Sandbox()
        self.run_some(slot, CALM)
        for i in range(10):  # those that stand ready die all at once, and the next run comes before they are dead
            for pid in children(slot.process.pid):
                os.kill(pid, signal.SIGKILL)
            self.run_some(slot, CALM)
        self.run_some(slot, ROUND + CALM)
        before = State(slot)
        for _ in range(ROUNDS):
            self.run_some(slot, ROUND + CALM)
        after = State(slot)
        self.assertEqual(before.processes, READY)
        for what in ("processes", "fds", "mounts", "groups", "temporary"):
            self.assertEqual(getattr(before, what), getattr(after, what), what)
        self.assertLess(after.memory, before.memory + 64)
        print(f"{ROUNDS} rounds of {ROUND}: {before.memory} KiB before, {after.memory} KiB after", file=sys.stderr)
        self.assertEqual(slot.close(), 0)
        self.assertEqual(walls.inside_pids(), [])


if __name__ == "__main__":
    unittest.main(verbosity=1)
