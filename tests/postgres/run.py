#!/usr/bin/env python3
# run.py -- the store on PostgreSQL: the same tests as on SQLite, and two machines' workers on one database.
import contextlib
import json
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "service"))
from service import BUILD, RIGHT, Service, adopt_orphans, nothing_left, until  # noqa: E402

BIN = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))


class Server:
    """A PostgreSQL server of our own, on a Unix socket in a folder of its own; it does not run as root."""

    def __init__(self, folder):
        self.folder = folder
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.url = None
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        os.chmod(folder, 0o755)
        self.call("initdb", "-A", "trust", "-D", folder / "data", "--locale=C", "-E", "UTF8")
        self.start()

    def fresh(self, name):
        """Makes a database, and points url to it."""
        self.call("createdb", "-h", self.folder, name)
        self.url = f"postgresql:///{name}?host={self.folder}&user={self.user}"

    def call(self, program, *args):
        as_user = ["setpriv", f"--reuid={self.user}", "--clear-groups"] if os.geteuid() == 0 else []
        subprocess.run([*as_user, BIN / program, *args], check=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, cwd=self.folder)

    def start(self):
        self.call("pg_ctl", "start", "-w", "-t", "600", "-D", self.folder / "data", "-l", self.folder / "log", "-o",
                  f"-k {self.folder} -c listen_addresses= -c fsync=off")

    def stop(self):
        self.call("pg_ctl", "stop", "-w", "-t", "600", "-m", "immediate", "-D", self.folder / "data")


def unit_tests_pass(server, _):
    for name in ("test_store", "test_store_tasks", "test_store_outbox", "test_worker"):
        run = subprocess.run([BUILD / name], env={**os.environ, "BOTHENDS_TEST_DATABASE": server.url},
                             capture_output=True, text=True)
        assert run.returncode == 0, f"{name}:\n{run.stdout[-2000:]}{run.stderr[-4000:]}"


def another_machines_worker_grades_what_was_posted_here(server, folder):
    service = Service(folder / "here", "--database", server.url, "--workers", "0").ready()
    waiting = service.post(RIGHT.read_bytes())[1]["id"]
    elsewhere = subprocess.Popen([BUILD / "bothends", "worker", "--database", server.url, "--data", folder / "there",
                                  "--name", "elsewhere/1"], stderr=subprocess.PIPE)
    try:
        status, grade = service.done(*service.call("GET", f"/v1/submissions/{waiting}?wait=50"))
        assert (status, grade["score"]) == (200, 100.0), grade
        assert service.post(RIGHT.read_bytes(), wait=50)[1]["score"] == 100.0
    finally:
        elsewhere.send_signal(signal.SIGTERM)
        _, said = elsewhere.communicate(timeout=120)
        status = service.stop()
    assert elsewhere.returncode == 0 and said.count(b'"submission graded"') == 2, said
    assert status == 0, service.log_text()


def a_database_that_dies_and_comes_back_loses_nothing(server, folder):
    service = Service(folder / "data", "--database", server.url, "--workers", "2").ready()
    ids = [service.post(RIGHT.read_bytes())[1]["id"] for _ in range(10)]
    server.stop()
    status, _ = service.call("GET", "/v1/submissions")
    assert status in (500, 503), status
    server.start()

    def all_graded():
        answers = [service.call("GET", f"/v1/submissions/{i}") for i in ids]
        return all(status == 200 and json.loads(body)["status"] == "graded" for status, body in answers)
    until(600, "all graded after the database came back", all_graded, pause=0.2)
    for i in ids:
        assert len(json.loads(service.call("GET", f"/v1/submissions/{i}/grades")[1])["items"]) == 1
    assert service.stop() == 0, service.log_text()


def main():
    adopt_orphans()
    failed, tests = 0, (unit_tests_pass, another_machines_worker_grades_what_was_posted_here,
                        a_database_that_dies_and_comes_back_loses_nothing)
    with tempfile.TemporaryDirectory(prefix="bothends-pg-") as base, contextlib.ExitStack() as last:
        server = Server(pathlib.Path(base))
        last.callback(server.stop)
        for test in tests:
            with tempfile.TemporaryDirectory(prefix="bothends-service-") as folder:
                try:
                    server.fresh(test.__name__[:30])
                    test(server, pathlib.Path(folder))
                    print(f"ok: {test.__name__.replace('_', ' ')}", flush=True)
                except Exception as error:  # a test that fails must not hide the others
                    failed += 1
                    print(f"FAILED: {test.__name__.replace('_', ' ')}: {error!r}", flush=True)
    if not failed:  # what a failed test left running is not another fault
        nothing_left()
    print(f"{len(tests) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
