# service.py -- a real `bothends serve` for tests: started, asked, killed, and looked at from outside.
import ctypes
import http.client
import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(os.environ.get("BOTHENDS_SOURCE", pathlib.Path(__file__).parents[2]))
BUILD = pathlib.Path(os.environ.get("BOTHENDS_BUILD", SOURCE / "build/release"))
RIGHT = SOURCE / "rubrics/catalog/pipe-hello/solutions/plain.c"
PR_SET_CHILD_SUBREAPER = 36
DONE = ("graded", "compile_error", "grader_error")


def adopt_orphans():
    """Whatever loses its parent below us becomes our child, so that nothing can be left behind unseen."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        sys.exit("prctl: no subreaper")


def status_of(pid):
    """{Name, PPid, Uid, State, ...} of a process, or None when it is gone."""
    try:
        text = pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    return dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)


def descendants(root):
    """pid -> status of all living processes below root."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            status = status_of(entry)
            if status and not status["State"].startswith("Z"):
                parents[int(entry)] = status
    found = {}
    grown = True
    while grown:
        grown = False
        for pid, status in parents.items():
            if pid not in found and (int(status["PPid"]) == root or int(status["PPid"]) in found):
                found[pid] = status
                grown = True
    return found


def kind_of(pid, status):
    """serve, worker, http, deliver, broker, sandbox; None for what is none of our programs."""
    try:
        argv = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return None
    program = os.path.basename(argv[0].decode(errors="replace"))
    if program == "bothends":
        return argv[1].decode() if len(argv) > 1 else None
    if program == "bothends-sandbox":
        return "broker" if b"--broker" in argv and int(status["PPid"]) != 0 and not is_slot(status) else "sandbox"
    return program.removeprefix("bothends-") if program in ("bothends-http", "bothends-deliver") else None


def is_slot(status):
    """A broker's child looks like it in every word of its command line."""
    parent = status_of(status["PPid"])
    return parent is None or parent["Name"] == status["Name"]  # without one, it died since: a broker's lives


def reap():
    """Takes the exit status of orphans that came to us and died."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0] > 0:
            pass
    except ChildProcessError:
        pass


def until(seconds, what, condition, pause=0.02):
    """Looks again and again at something that sends no word, and fails loudly."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(pause)


class Folder:
    """A temporary folder, closed to others as a user's own would be."""

    def __enter__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="bothends-service-"))
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path)


class Service:
    def __init__(self, data, *flags, listen="127.0.0.1:0", env=None, programs=BUILD, **popen):
        self.data = pathlib.Path(data)
        self.lines = []
        self.host, self.port = "127.0.0.1", None
        command = [programs / "bothends", "serve", "--data", self.data, *flags]
        if listen:
            command += ["--listen", listen]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                                        env={**os.environ, **(env or {})}, **popen)
        os.set_blocking(self.process.stderr.fileno(), False)
        self.rest = b""

    def read_log(self, timeout):
        """More of its log, if some comes within the time; False at its end."""
        if not select.select([self.process.stderr], [], [], timeout)[0]:
            return True
        data = self.process.stderr.read() or b""
        *lines, self.rest = (self.rest + data).split(b"\n")
        for line in lines:
            try:
                self.lines.append(json.loads(line))
            except ValueError:
                self.lines.append({"message": line.decode(errors="replace"), "process": "?"})
        return bool(data)

    def wait_log(self, message, seconds=120):
        """The first line with this message, of now or to come."""
        deadline = time.monotonic() + seconds
        seen = 0
        while True:
            for line in self.lines[seen:]:
                if line["message"] == message:
                    return line
            seen = len(self.lines)
            if time.monotonic() > deadline or not self.read_log(0.2):
                raise AssertionError(f"the log never says '{message}':\n" + self.log_text())

    def log_text(self):
        return "\n".join(json.dumps(line) for line in self.lines[-60:])

    def ready(self):
        self.host, _, port = self.wait_log("ready")["listen"].rpartition(":")
        self.port = int(port)
        self.token = (self.data / "admin-token").read_text().strip()
        return self

    def call(self, method, path, body=None, headers=None, timeout=180):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            connection.request(method, path, body, {"Authorization": f"Bearer {self.token}", **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def post(self, source, wait=0, key=None, student=""):
        headers = {"Content-Type": "text/x-c"}
        if key:
            headers["Idempotency-Key"] = key
        path = f"/v1/submissions?rubric=pipe-hello&wait={wait}" + (f"&student={student}" if student else "")
        return self.done(*self.call("POST", path, source, headers), patient=wait > 0)

    def done(self, status, body, patient=True):
        """An answer as a document; who is patient asks again as long as it is only the name of what is not done yet."""
        document = json.loads(body)
        while patient and status in (200, 202) and document.get("status") in ("queued", "running"):
            what = "previews" if document["id"].startswith("tsk_") else "submissions"
            status, body = self.call("GET", f"/v1/{what}/{document['id']}?wait=60")
            document = json.loads(body)
        return status, document

    def parts(self, *wanted):
        """kind -> pids of everything that runs below serve, itself included, once all of the wanted kinds do: the
        service is ready when HTTP answers, which may be before a worker's program has begun."""
        if wanted:
            until(120, f"parts {wanted}", lambda: all(len(self.parts().get(kind, [])) >= wanted.count(kind)
                                                     for kind in wanted))
        found = {"serve": [self.process.pid]}
        for pid, status in descendants(self.process.pid).items():
            found.setdefault(kind_of(pid, status), []).append(pid)
        return found

    def stop(self, seconds=120, number=signal.SIGTERM):
        """Asks it to end; its exit status."""
        self.process.send_signal(number)
        return self.ended(seconds)

    def ended(self, seconds=120):
        deadline = time.monotonic() + seconds
        while self.process.poll() is None:
            self.read_log(0.05)
            if time.monotonic() > deadline:
                raise AssertionError("serve did not end:\n" + self.log_text())
        while self.read_log(0):
            if not select.select([self.process.stderr], [], [], 0)[0]:
                break
        return self.process.returncode


def nothing_left(seconds=120):
    """Every process that was ever started below us has ended."""
    def none():
        reap()
        return not descendants(os.getpid())
    until(seconds, f"no process left: {[s['Name'] for s in descendants(os.getpid()).values()]}", none)


def mounts():
    return {line.split(" - ")[0].split()[4] for line in pathlib.Path("/proc/self/mountinfo").read_text().splitlines()}


def run_tests(tests):
    """Runs functions one after another, each in a fresh folder; exit status 1 when one failed."""
    adopt_orphans()
    failed = 0
    for test in tests:
        name = test.__name__.replace("_", " ")
        try:
            with Folder() as folder:
                test(folder)
            nothing_left()
            print(f"ok: {name}", flush=True)
        except Exception as error:  # a test that fails must not hide the others
            failed += 1
            print(f"FAILED: {name}: {error!r}", flush=True)
            for pid in descendants(os.getpid()):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            reap()
    print(f"{len(tests) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def unix_datagrams(path):
    server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    server.bind(str(path))
    server.settimeout(120)
    return server
