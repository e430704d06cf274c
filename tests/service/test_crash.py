#!/usr/bin/env python3
# test_crash.py -- kills every part of the service at random moments; each acknowledged submission gets one right grade.
#
#   test_crash.py [SEED [COUNT]]     (a seed of the day when none is given; it is printed)
import http.client
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from service import (BUILD, DONE, RIGHT, Folder, Service, adopt_orphans, descendants, kind_of, mounts,  # noqa: E402
                     nothing_left, reap)

SEED = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(1 << 30)
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 200
FIRST = 4  # submissions before the first kill
LONGEST = 700  # seconds; what is not done then never will be
# Programs and what they must get, whatever is killed around them: our death is never a student's fault.
KINDS = (
    (RIGHT.read_bytes(), "graded", 100.0),
    (b"int main(void) { return 0 }\n", "compile_error", None),
    (b"#include <stdio.h>\nint main(void) { puts(\"Received: Hello\"); return 3; }\n", "graded", None),
)


class Poster(threading.Thread):
    """Posts all, again and again under the same key until each is acknowledged, as a good client does."""

    def __init__(self, show):
        super().__init__(daemon=True)
        self.show = show
        self.acknowledged = {}  # number -> id

    def run(self):
        for number in range(COUNT):
            while number not in self.acknowledged:
                try:
                    status, answer = self.show["service"].post(KINDS[number % len(KINDS)][0], key=f"key-{number}",
                                                               student=f"student-{number % 17}")
                    if status in (200, 202):
                        self.acknowledged[number] = answer["id"]
                    else:
                        time.sleep(0.1)  # told to come again: 429, 503
                except (OSError, ValueError, http.client.HTTPException):
                    time.sleep(0.05)  # there is nobody to ask


class Killer:
    def __init__(self, data):
        self.random = random.Random(SEED)
        self.data = data
        self.killed = {}
        self.starts = 0
        self.pause = 0  # the longest between two kills

    def start(self):
        """At a port that is free now: the last one may be another's by then."""
        self.starts += 1
        return Service(self.data, "--workers", "2").ready()

    def measure(self, service):
        """Kills come so often that about every second attempt of a job is hit, on a slow machine as on a fast one. Were
        they to come by the clock, a slow one would never end, or rightly ask a human after so many attempts."""
        begin = time.monotonic()
        ids = [service.post(KINDS[0][0], key=f"first-{i}", student="first")[1]["id"] for i in range(FIRST)]
        for identity in ids:
            service.done(*service.call("GET", f"/v1/submissions/{identity}?wait=60"))
        self.pause = time.monotonic() - begin  # two workers: of two in turn

    def strike(self, service):
        """SIGKILL to one process of ours; every kind as likely as every other."""
        parts = {}
        for pid, status in [(service.process.pid, None), *descendants(service.process.pid).items()]:
            kind = kind_of(pid, status) if status else "serve"
            if kind:
                parts.setdefault(kind, []).append(pid)
        kind = self.random.choice(sorted(parts))
        pid = self.random.choice(sorted(parts[kind]))
        try:
            os.kill(pid, signal.SIGKILL)
            self.killed[kind] = self.killed.get(kind, 0) + 1
        except ProcessLookupError:
            pass  # it was quicker


def pump(service, seconds):
    """Lets it run for a while, at least once through its log; True when it has died."""
    end = time.monotonic() + seconds
    while service.read_log(0.02) and time.monotonic() < end and service.process.poll() is None:
        pass
    return service.process.poll() is not None


def graded(data):
    db = sqlite3.connect(f"file:{data / 'bothends.db'}?mode=ro", uri=True, timeout=30)
    try:
        return db.execute("SELECT count(*) FROM grade").fetchone()[0]
    finally:
        db.close()


def storm(killer, show, poster):
    """Kills until nine in ten are graded."""
    begin = time.monotonic()
    while poster.is_alive() or graded(killer.data) < COUNT * 0.9:
        if time.monotonic() > begin + LONGEST:
            raise AssertionError("no progress under kills\n" + show["service"].log_text())
        if pump(show["service"], killer.random.uniform(0.02, killer.pause)):
            restart(killer, show)
        killer.strike(show["service"])
    if pump(show["service"], 1.0):
        restart(killer, show)


def restart(killer, show):
    show["service"].ended()
    show["service"] = killer.start()


def wait_all(killer, show, poster):
    deadline = time.monotonic() + LONGEST
    for identity in poster.acknowledged.values():
        while True:
            if pump(show["service"], 0):
                restart(killer, show)
            service = show["service"]
            try:
                state = json.loads(service.call("GET", f"/v1/submissions/{identity}?wait=5")[1])["status"]
                if state in DONE:
                    break
            except (OSError, KeyError, ValueError, http.client.HTTPException):
                pump(service, 0.05)
            if time.monotonic() > deadline:
                raise AssertionError(f"{identity} is never graded\n" + service.log_text())


def check(data, poster):
    """What the database says once all is over."""
    db = sqlite3.connect(f"file:{data / 'bothends.db'}?mode=ro", uri=True)
    faults = []
    submissions = dict(db.execute("SELECT id, state FROM submission"))
    if len(submissions) != COUNT + FIRST:
        faults.append(f"{len(submissions)} submissions for {COUNT + FIRST} keys")
    grades = {}
    for identity, state, points, maximum in db.execute("SELECT submission, state, points, max_points FROM grade"):
        grades.setdefault(identity, []).append((state, points, maximum))
    for number, identity in poster.acknowledged.items():
        _, state, score = KINDS[number % len(KINDS)]
        got = grades.get(identity, [])
        if identity not in submissions:
            faults.append(f"{number}: {identity} was acknowledged and is lost")
        elif len(got) != 1:
            why = db.execute("SELECT attempts, last_error FROM submission WHERE id = ?", (identity,)).fetchone()
            faults.append(f"{number}: {identity} has {len(got)} grades, state {submissions[identity]}, {why}")
        elif got[0][0] != state or submissions[identity] != state:
            faults.append(f"{number}: {identity} is {got[0][0]}, not {state}")
        elif score is not None and got[0][1] != score * 100:
            faults.append(f"{number}: {identity} has {got[0][1]} points, not {score * 100}")
    left = db.execute("SELECT count(*) FROM job").fetchone()[0]
    if left:
        faults.append(f"{left} rows are left in the queue")
    if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        faults.append("the database is damaged")
    db.close()
    return faults


def dead_cgroups():
    """Groups of sandboxes that are no more. The next sandbox beside them removes them; so one is run first. Who was
    killed below another group than ours, with nobody to come after him, left some before we began."""
    subprocess.run([BUILD / "bothends", "run", "--", "/bin/true"], stdout=subprocess.DEVNULL, check=True)
    found = set()
    for folder, names, _ in os.walk("/sys/fs/cgroup"):
        for name in names:
            if re.fullmatch(r"bothends-\d+", name) and not os.path.exists(f"/proc/{name[9:]}"):
                found.add(os.path.join(folder, name))
    return found


def main():
    print(f"seed {SEED}, {COUNT} submissions", flush=True)
    adopt_orphans()
    begin, mounts_before, groups_before = time.monotonic(), mounts(), dead_cgroups()
    with Folder() as folder:
        (folder / "tmp").mkdir(mode=0o777)
        os.environ["TMPDIR"] = str(folder / "tmp")
        killer = Killer(folder / "data")
        show = {"service": killer.start()}
        killer.measure(show["service"])
        poster = Poster(show)
        poster.start()
        storm(killer, show, poster)
        poster.join()
        storm_end = time.monotonic()
        wait_all(killer, show, poster)
        service = show["service"]
        status = service.stop()
        faults = check(folder / "data", poster)
        if status != 0:
            faults.append(f"serve ended with {status}: {service.log_text()}")
        nothing_left()
        reap()
        faults += [f"left behind: {path}" for path in (folder / "tmp").iterdir()]
    faults += [f"mount left behind: {path}" for path in mounts() - mounts_before]
    left = dead_cgroups() - groups_before  # other tests kill sandboxes too, at this moment perhaps
    faults += [f"cgroup left behind: {path}" for path in left & dead_cgroups()]
    print(f"killed {dict(sorted(killer.killed.items()))}, serve started {killer.starts} times, "
          f"pauses up to {killer.pause:.2f} s, storm {storm_end - begin:.1f} s, all {time.monotonic() - begin:.1f} s")
    for fault in faults:
        print(f"FAILED: {fault}")
    print(f"{len(poster.acknowledged)} acknowledged, {len(faults)} faults")
    sys.exit(1 if faults or len(poster.acknowledged) != COUNT else 0)


main()
