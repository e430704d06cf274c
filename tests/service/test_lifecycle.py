#!/usr/bin/env python3
# test_lifecycle.py -- how the service starts, stops, and what it is while it runs.
import io
import itertools
import json
import os
import pathlib
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from service import (BUILD, RIGHT, SOURCE, Service, nothing_left, run_tests, status_of, until,  # noqa: E402
                     unix_datagrams)

ROOT = os.geteuid() == 0
# Waits for a child for a good second: a submission that is being graded when something happens.
SLOW = b"""#include <stdio.h>
#include <unistd.h>
int main(void) { usleep(1500000); puts("Received: Hello"); puts("Received: World"); return 0; }
"""


def a_submission_is_graded_from_post_to_grade(folder):
    service = Service(folder / "data").ready()
    status, grade = service.post(RIGHT.read_bytes(), wait=60)
    assert (status, grade["status"], grade["score"]) == (200, "graded", 100.0), grade
    assert grade["timing_ms"]["total"] >= grade["timing_ms"]["compile"] > 0, grade["timing_ms"]
    assert service.stop() == 0, service.log_text()


def what_is_in_an_archive_is_shown_once_it_is_graded(folder):
    """Twice: what the last grade unpacked takes the place of what the one before did. A bad one has nothing in it."""
    service = Service(folder / "data").ready()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("project/util/say.h", "#define SAY 1\n")
        archive.writestr("project/main.c", '#include "util/say.h"\nint main(void)\n{\n    return SAY\n}\n')
    for data, inside in ((packed.getvalue(), {"main.c", "util/say.h"}), (b"PK\x03\x04" + bytes(99), set())):
        post = service.call("POST", "/v1/submissions?rubric=pipe-hello&wait=60", data,
                            {"Content-Type": "application/zip"})
        grade = service.done(*post)[1]
        assert grade["status"] == "compile_error", grade
        for _ in range(2):
            at = f"/v1/submissions/{grade['id']}"
            files = json.loads(service.call("GET", f"{at}/files")[1])["items"]
            assert [row["name"] for row in files][:1] == ["submission"] and files[0]["bytes"] == len(data), files
            assert {row["name"] for row in files[1:]} == inside and len(files) == 1 + len(inside), files
            if inside:
                assert service.call("GET", f"{at}/files/util/say.h") == (200, b"#define SAY 1\n")
                text = service.call("GET", at, headers={"Accept": "text/plain"})[1].decode()
                assert "    return SAY\n" in text, text
            assert service.call("POST", f"{at}/regrade")[0] == 202
            service.done(*service.call("GET", f"{at}?wait=60"))
    assert service.stop() == 0, service.log_text()


def the_data_folder_is_closed_and_holds_the_admin_token(folder):
    service = Service(folder / "deep/data").ready()
    data = folder / "deep/data"
    token = data / "admin-token"
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
    assert stat.S_IMODE((data / "bothends.db").stat().st_mode) == 0o600
    assert len(token.read_text()) == 47 and token.read_text().startswith("bt_")
    assert service.wait_log("first start: an admin token was made")["file"].endswith("/deep/data/admin-token")
    assert service.token not in service.log_text()
    assert service.stop() == 0
    again = Service(data).ready()
    assert again.token == service.token
    assert not [line for line in again.lines if line["message"].startswith("first start")]
    assert again.stop() == 0


def a_folder_of_somebody_else_is_refused(folder):
    (folder / "data").mkdir()
    (folder / "data/letter").write_text("private")
    before = (folder / "data").stat()
    service = Service(folder / "data")
    assert service.ended() == 2, service.log_text()
    assert "is no data folder of Bothends" in service.log_text()
    assert (folder / "data").stat().st_uid == before.st_uid and os.listdir(folder / "data") == ["letter"]


def a_second_serve_on_the_same_folder_is_refused(folder):
    first = Service(folder / "data").ready()
    second = Service(folder / "data")
    assert second.ended() == 2
    assert "in use by another bothends serve" in second.log_text(), second.log_text()
    assert first.call("GET", "/healthz")[0] == 200
    assert first.stop() == 0


def nothing_but_the_sandbox_is_root(folder):
    if not ROOT:
        return  # then nothing can be: the other tests run as this user, too
    service = Service(folder / "data").ready()
    poster = threading.Thread(target=service.post, args=(SLOW, 20))
    poster.start()
    until(120, "a sandbox that runs", lambda: "sandbox" in service.parts())
    for kind, pids in service.parts().items():
        for pid in pids:
            status = status_of(pid)
            if status is None or kind in ("sandbox", "broker", None):
                continue
            assert set(status["Uid"].split()) == {"64900"} or 0 not in map(int, status["Uid"].split()), (kind, status)
            assert 0 not in map(int, status["Gid"].split()), (kind, status)
            assert status["Groups"].split() in ([], status["Gid"].split()[:1]), (kind, status["Groups"])
            for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
                assert int(status[name], 16) == 0, (kind, name, status[name])
            assert status["NoNewPrivs"].strip() == "1", kind
    parts = service.parts()
    assert len(parts["broker"]) == 1 and len(parts["worker"]) >= 1 and len(parts["http"]) == 1, parts
    poster.join()
    assert service.stop() == 0


def only_who_needs_it_holds_the_broker_or_the_port(folder):
    service = Service(folder / "data", "--workers", "1").ready()
    parts = service.parts("worker", "http")

    def links(pid):
        fds = pathlib.Path(f"/proc/{pid}/fd")
        found = set()
        for n in os.listdir(fds):
            try:
                found.add(os.readlink(fds / n))
            except FileNotFoundError:
                pass  # closed since: a file that is looked at once a second
        return found

    inode = None
    for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if int(fields[1].split(":")[1], 16) == service.port and fields[3] == "0A":
            inode = f"socket:[{fields[9]}]"
    assert inode in links(parts["http"][0])
    assert inode not in links(parts["worker"][0])
    if ROOT:
        ours = [link for link in links(parts["worker"][0]) if link.startswith("socket:")]
        assert len(ours) == 1 and ours[0] not in links(parts["http"][0]), ours
    assert service.stop() == 0


def programs_below_a_closed_folder_serve_too(folder):
    """A clone in /root: the service user may not enter it, and need not."""
    (folder / "bin").mkdir()
    for program in BUILD.glob("bothends*"):
        shutil.copy(program, folder / "bin")
    shutil.copytree(SOURCE / "rubrics", folder / "rubrics")
    (folder / "bin/rubrics").symlink_to(folder / "rubrics")
    (folder / "c.ini").write_text("[server]\nqueue_max = 7\n[hook lms]\nsecret = whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2La\n")
    (folder / "c.ini").chmod(0o600)
    service = Service(folder / "data", "--config", folder / "c.ini", programs=folder / "bin").ready()
    assert service.post(RIGHT.read_bytes(), wait=60)[1]["score"] == 100.0
    assert service.stop() == 0


def sigterm_lets_the_job_in_hand_finish(folder):
    service = Service(folder / "data", "--workers", "1").ready()
    status, answer = service.post(SLOW)
    assert status == 202, answer
    until(120, "a sandbox that runs", lambda: "sandbox" in service.parts())
    assert service.stop() == 0, service.log_text()
    assert service.wait_log("submission graded")["submission"] == answer["id"]
    nothing_left()
    again = Service(folder / "data").ready()
    grade = json.loads(again.call("GET", f"/v1/submissions/{answer['id']}")[1])
    assert grade["status"] == "graded", grade
    assert again.stop(number=signal.SIGINT) == 0


def a_log_that_nobody_reads_stops_no_grade(folder):
    service = Service(folder / "data", "--workers", "1").ready()
    log = os.open(f"/proc/self/fd/{service.process.stderr.fileno()}", os.O_WRONLY | os.O_NONBLOCK)
    for filling in (b" " * 4096, b" "):  # whole pages, then what is left of the last
        try:
            while True:
                os.write(log, filling)
        except BlockingIOError:
            pass
    os.close(log)
    for _ in range(3):  # the worker says a line after each
        assert service.post(RIGHT.read_bytes(), wait=60)[1]["score"] == 100.0
    assert service.stop() == 0, service.log_text()


def what_waits_at_the_stop_is_graded_after_the_next_start(folder):
    service = Service(folder / "data", "--workers", "1").ready()
    ids = [service.post(RIGHT.read_bytes(), key=str(i))[1]["id"] for i in range(5)]
    assert service.stop() == 0
    again = Service(folder / "data", "--workers", "2").ready()
    for submission in ids:
        grade = again.done(*again.call("GET", f"/v1/submissions/{submission}?wait=60"))[1]
        assert (grade["status"], grade["score"]) == ("graded", 100.0), grade
    assert again.stop() == 0


def a_job_in_hand(service):
    """A submission whose worker stands still in the middle of it, however late we came to stop it."""
    for number in itertools.count():
        answer = service.post(SLOW, key=str(number))[1]
        until(120, "a sandbox that runs", lambda: "sandbox" in service.parts())
        workers = service.parts()["worker"]
        for pid in workers:
            os.kill(pid, signal.SIGSTOP)
        if json.loads(service.call("GET", f"/v1/submissions/{answer['id']}")[1])["status"] == "running":
            return answer
        for pid in workers:
            os.kill(pid, signal.SIGCONT)


def killing_serve_takes_all_down_and_the_next_start_grades_at_once(folder):
    alone = "127.0.0.2"  # where no other test's connection can take the port while nobody listens there
    service = Service(folder / "data", "--workers", "2", listen=f"{alone}:0").ready()
    answer = a_job_in_hand(service)
    service.process.kill()
    service.ended()
    nothing_left()
    again = Service(folder / "data", "--workers", "2", listen=f"{alone}:{service.port}").ready()
    assert again.wait_log("jobs of an earlier serve that died were given back")["count"] == "1"
    grade = again.done(*again.call("GET", f"/v1/submissions/{answer['id']}?wait=60"))[1]
    assert grade["status"] == "graded", grade
    assert again.stop() == 0


def each_part_that_dies_is_started_again(folder):
    service = Service(folder / "data", "--workers", "2").ready()
    for kind in ("http", "worker"):
        before = service.parts("http", "worker", "worker")[kind]
        os.kill(before[0], signal.SIGKILL)
        until(120, f"another {kind}", lambda: len(service.parts().get(kind, [])) == len(before)
              and before[0] not in service.parts()[kind])
    until(120, "an answer", lambda: answers(service))
    assert service.post(RIGHT.read_bytes(), wait=60)[1]["score"] == 100.0
    assert service.stop() == 0, service.log_text()


def answers(service):
    try:
        return service.call("GET", "/readyz")[0] == 200
    except OSError:
        return False


def a_dead_broker_ends_the_service_with_status_3(folder):
    if not ROOT:
        return  # there is none
    service = Service(folder / "data", "--workers", "1").ready()
    os.kill(service.parts("broker")["broker"][0], signal.SIGKILL)
    assert service.ended() == 3
    assert "only root may start another" in service.log_text()


def a_socket_that_was_handed_on_is_used(folder):
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    port = listening.getsockname()[1]
    script = 'exec 3<&"$1"; shift; export LISTEN_FDS=1 LISTEN_PID=$$; exec "$@"'
    process = subprocess.Popen(["bash", "-c", script, "sh", str(listening.fileno()), BUILD / "bothends", "serve",
                                "--data", folder / "data", "--listen", "127.0.0.1:1"],
                               pass_fds=[listening.fileno()], stderr=subprocess.PIPE)
    listening.close()
    for line in process.stderr:
        if json.loads(line)["message"] == "ready":
            assert json.loads(line)["listen"] == f"127.0.0.1:{port}"
            break
    process.terminate()
    process.stderr.read()
    assert process.wait(120) == 0


def the_manager_is_told(folder):
    manager = unix_datagrams(folder / "notify")
    os.chmod(folder, 0o711)
    os.chmod(folder / "notify", 0o777)
    service = Service(folder / "data", env={"NOTIFY_SOCKET": str(folder / "notify"), "WATCHDOG_USEC": "400000"})
    told = set()
    while not {b"READY=1", b"WATCHDOG=1"} <= told:
        told.add(manager.recv(100))
        if b"READY=1" in told:
            service.ready()
            assert service.call("GET", "/healthz")[0] == 200
    assert b"STOPPING=1" not in told
    assert service.stop() == 0
    while manager.recv(100) != b"STOPPING=1":
        pass


def bad_choices_are_refused(folder):
    for flags, status, words in (
            (["--workers", "-1"], 2, "BOTHENDS_WORKERS: must be a whole number"),
            (["--frob", "1"], 2, "usage: bothends serve"),
            (["--database", "mysql:x"], 2, "database url"),
            (["--config", "/nowhere"], 2, "/nowhere")):
        service = Service(folder / "data", *flags)
        assert service.ended() == status, (flags, service.log_text())
        assert words in service.log_text(), (flags, service.log_text())
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    service = Service(folder / "data", listen=f"127.0.0.1:{taken.getsockname()[1]}")
    assert service.ended() == 3 and "Address already in use" in service.log_text()
    for address in ("8080", "nowhere", "::1:80", "127.0.0.1:99999999", ":80"):
        service = Service(folder / "data", listen=address)
        assert service.ended() == 2 and address in service.log_text(), (address, service.log_text())


def tokens_are_made_listed_and_revoked(folder):
    def token(*arguments):
        done = subprocess.run([BUILD / "bothends", "token", *arguments, "--data", folder / "data"],
                              capture_output=True, text=True)
        return done.returncode, done.stdout

    status, made = token("create", "--role", "instructor", "--name", "Ada")  # before the first start
    assert status == 0 and made.endswith("\n") and made.splitlines()[-1].startswith("bt_")
    service = Service(folder / "data", listen="127.0.0.1:0")
    service.wait_log("ready")
    port = service.wait_log("ready")["listen"].split(":")[1]
    assert (folder / "data/admin-token").exists()  # an instructor's token is not enough to run the place
    service.port, service.token = int(port), made.splitlines()[-1]
    assert service.call("GET", "/v1/submissions")[0] == 200
    status, more = token("create", "--role", "student", "--name", "Bob")  # beside it
    assert status == 0
    status, listed = token("list")
    assert status == 0 and "Ada" in listed and "Bob" in listed and "bt_" not in listed
    identity = next(line.split()[0] for line in listed.splitlines() if "Ada" in line)
    assert token("revoke", identity)[0] == 0
    assert token("revoke", identity)[0] == 2
    assert service.call("GET", "/v1/submissions")[0] == 401
    assert token("create", "--role", "king", "--name", "x")[0] == 2
    assert token("create", "--role", "admin", "--name", " ")[0] == 2
    assert token("list", "--role")[0] == 2
    assert service.stop() == 0


def a_worker_elsewhere_grades_too(folder):
    service = Service(folder / "data", "--workers", "0").ready()
    answer = service.post(RIGHT.read_bytes())[1]
    worker = subprocess.Popen([BUILD / "bothends", "worker", "--data", folder / "data"], stderr=subprocess.PIPE)
    grade = service.done(*service.call("GET", f"/v1/submissions/{answer['id']}?wait=60"))[1]
    assert (grade["status"], grade["score"]) == ("graded", 100.0), grade
    worker.terminate()
    worker.stderr.read()
    assert worker.wait(120) == 0
    assert service.stop() == 0


run_tests([
    a_submission_is_graded_from_post_to_grade,
    what_is_in_an_archive_is_shown_once_it_is_graded,
    the_data_folder_is_closed_and_holds_the_admin_token,
    a_folder_of_somebody_else_is_refused,
    a_second_serve_on_the_same_folder_is_refused,
    nothing_but_the_sandbox_is_root,
    only_who_needs_it_holds_the_broker_or_the_port,
    programs_below_a_closed_folder_serve_too,
    sigterm_lets_the_job_in_hand_finish,
    a_log_that_nobody_reads_stops_no_grade,
    what_waits_at_the_stop_is_graded_after_the_next_start,
    killing_serve_takes_all_down_and_the_next_start_grades_at_once,
    each_part_that_dies_is_started_again,
    a_dead_broker_ends_the_service_with_status_3,
    a_socket_that_was_handed_on_is_used,
    the_manager_is_told,
    bad_choices_are_refused,
    tokens_are_made_listed_and_revoked,
    a_worker_elsewhere_grades_too,
])
