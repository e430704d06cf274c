# service.py -- starts the real bothends-http with a store of its own, speaks HTTP to it, and plays its worker.
import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import re
import select
import signal
import socket
import subprocess
import tempfile
import time
import unittest

BUILD = pathlib.Path(os.environ["BOTHENDS_BUILD"])
STANDARD_SECRETS = ["whsec_" + base64.b64encode(bytes(range(n, n + 32))).decode() for n in (1, 2)]
GITHUB_SECRETS = ["old github secret", "new github secret"]
EVERYWHERE = (405, 431, 500, 501)  # "default" in the document
SOURCE = b'#include <stdio.h>\nint main(void) { puts("hello"); }\n'

CONFIG = f"""
[server]
submissions_per_minute = 100
queue_max = {{queue_max}}
[hook lms]
kind = standard
secret = {STANDARD_SECRETS[0]}
secret_old = {STANDARD_SECRETS[1]}
rubric = demo
[hook hub]
kind = github
secret = {GITHUB_SECRETS[0]}
secret_old = {GITHUB_SECRETS[1]}
"""


def rubric(name="demo", title="Demo", hidden=True, **more):
    """A rubric with one visible criterion, one hidden, and one due long ago or never."""
    criteria = [{"id": "compiles", "title": "It compiles", "check": "compiles", "points": 4000},
                {"id": "output", "title": "It says hello", "check": "stdout", "points": 6000}]
    if hidden:
        criteria[1]["points"] = 4000
        criteria.append({"id": "secret", "title": "Hidden rule", "check": "exit-status", "points": 2000,
                         "visibility": "hidden", "text": "psst"})
    return {"schema": "bothends.rubric/1", "id": name, "title": title, "max_points": 10000,
            "cases": [{"id": "one", "title": "Runs",
                       "expect": {"stdout": {"match": "exact", "text": "hello\n"}, "exit": 0}}],
            "criteria": criteria, **more}


class Answer:
    def __init__(self, response, body):
        self.status, self.body, self.headers = response.status, body, response.headers

    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode()

    @property
    def problem(self):
        """Last part of the problem's type."""
        assert self.headers["Content-Type"] == "application/problem+json", (self.status, self.headers["Content-Type"])
        document = self.json()
        assert document["status"] == self.status and document["request_id"] == self.headers["X-Request-Id"]
        return document["type"].rsplit("/", 1)[1]


class Service:
    """with Service() as s: s.request("GET", "/healthz")"""

    def __init__(self, bells=True, queue_max=1000, env=None, inherit=True):
        self.folder = tempfile.TemporaryDirectory(prefix="bothends-http-")
        self.path = pathlib.Path(self.folder.name)
        self.url = f"sqlite:{self.path}/test.db"
        self.config = self.path / "config.ini"
        self.config.write_text(CONFIG.format(queue_max=queue_max))
        self.config.chmod(0o600)
        self.host = "127.0.0.1" if inherit else "127.0.0.3"  # there nobody else takes a port that is free for a moment
        self.listener = socket.create_server((self.host, 0), backlog=1024)
        self.port = self.listener.getsockname()[1]
        self.env = {**os.environ, **(env or {})}
        self.bells = []
        if bells:
            flags = os.EFD_NONBLOCK
            self.bells = [os.eventfd(0, flags | os.EFD_SEMAPHORE), os.eventfd(0, flags), os.eventfd(0, flags)]
            self.env["BOTHENDS_BELLS"] = ",".join(map(str, self.bells))
        self.log = open(self.path / "log", "w+")
        self.worker = subprocess.Popen([BUILD / "http_tool", self.url], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       text=True, env=self.env, pass_fds=self.bells)
        self.answers, self.told = set(), None
        self.tokens = {}
        for role, name in (("admin", "root"), ("instructor", "teacher"), ("student", "ann"), ("student", "bob")):
            self.tokens[name] = self.tool(f"token {role} {name}").split()[1]
        self.add_rubric(rubric())
        self.start(inherit)

    def start(self, inherit=True):
        arguments = [BUILD / "bothends-http", "--database", self.url, "--config", self.config,
                     "--data", self.path, "--verbose"]
        env = dict(self.env)
        fds = list(self.bells)
        if inherit:
            fds.append(self.listener.fileno())
            env["BOTHENDS_LISTEN_FD"] = str(self.listener.fileno())
        else:
            self.listener.close()
            env["BOTHENDS_LISTEN"] = f"{self.host}:{self.port}"
        self.server = subprocess.Popen(arguments, env=env, pass_fds=fds, stderr=self.log)
        self.listener.close()
        self.wait_until(self.alive)
        self.told = self.request("GET", "/v1/openapi.json").json()

    def wait_gone(self):
        """A server that refuses connections before it listens is fine, one that is dead is not."""
        assert self.server.poll() is None, self.logged()

    def alive(self):
        try:
            return self.request("GET", "/healthz").status == 200
        except ConnectionError:
            self.wait_gone()
            return False

    @staticmethod
    def wait_until(true, seconds=120):
        """Polls what has no event to wait on."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, "it did not come to pass"
            select.select([], [], [], 0.01)

    def logged(self):
        return (self.path / "log").read_text()

    def tool(self, line):
        self.worker.stdin.write(line + "\n")
        self.worker.stdin.flush()
        answer = self.worker.stdout.readline().rstrip("\n")
        assert answer and not answer.startswith("error"), (line, answer)
        return answer

    def finish_all(self):
        """Grades whatever waits in the queue."""
        while self.tool("lease") != "none":
            self.tool("finish")

    def add_rubric(self, document):
        path = self.path / "rubric.json"
        path.write_text(json.dumps(document))
        return int(self.tool(f"rubric {path}"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self, sign=signal.SIGTERM):
        if self.server.poll() is None:
            self.server.send_signal(sign)
        status = self.server.wait(120)
        self.worker.stdin.close()
        self.worker.stdout.close()
        assert self.worker.wait(120) == 0
        self.listener.close()
        for bell in self.bells:
            os.close(bell)
        self.log.close()
        log = self.logged()
        self.folder.cleanup()
        assert status == 0, (status, log)
        assert self.told is None or not self.untold(), self.untold()
        for word in ("AddressSanitizer", "ThreadSanitizer", "LeakSanitizer", "runtime error"):
            assert word not in log, log
        for secret in self.tokens.values():
            assert secret not in log, "a token is in the log"
        return log

    # --- speaking to it

    def connect(self, timeout=180):
        return http.client.HTTPConnection(self.host, self.port, timeout=timeout)

    def headers(self, who, headers):
        sent = {"Authorization": "Bearer " + self.tokens.get(who, who)} if who else {}
        sent.update(headers or {})
        return {name: value for name, value in sent.items() if value is not None}

    def request(self, method, path, body=None, who=None, headers=None, connection=None):
        own = connection or self.connect()
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            headers = {"Content-Type": "application/json", **(headers or {})}
        try:
            own.request(method, path, body=body, headers=self.headers(who, headers))
            response = own.getresponse()
            self.note(method, path, response)
            return Answer(response, response.read())
        finally:
            if not connection:
                own.close()

    def note(self, method, path, response):
        """Every answer to whatever a test asks is one that the OpenAPI document tells of; see stop."""
        kind = (response.headers["Content-Type"] or "").split(";")[0]
        self.answers.add((method, path.split("?")[0], response.status, kind))

    def untold(self):
        """Answers that the document does not tell of: by their status or media type."""
        def of(method, path):
            """What it tells of the first route that fits, as in the router."""
            for pattern, item in self.told["paths"].items():
                part = ".+" if "/files/" in pattern else "[^/]+"
                if method in item and re.fullmatch(re.sub(r"\{\w+\}", part, pattern), path):
                    return item[method]["responses"]
            return None  # no route of ours: 404 or 405

        found = []
        for method, path, status, kind in sorted(self.answers):
            told = of(method.lower().replace("head", "get"), path)
            if told is None or status in EVERYWHERE:
                continue
            if str(status) not in told or (kind and kind not in told[str(status)].get("content", {})):
                found.append(f"{method} {path}: {status} {kind}")
        return found

    def raw(self, data, pieces=None, timeout=120):
        """Sends bytes as they are; all that comes back until the server hangs up, or is silent for timeout seconds: a
        short time is for what must never come."""
        with socket.create_connection((self.host, self.port), timeout=timeout) as sock:
            for piece in [data] + (pieces or []):
                try:
                    sock.sendall(piece)
                except OSError:
                    break  # it hung up: what it said is still to be read
            got = b""
            try:
                while piece := sock.recv(65536):
                    got += piece
            except (ConnectionResetError, TimeoutError):
                pass
            return got

    def submit(self, who="ann", query="rubric=demo", files=None, headers=None, body=None, connection=None):
        if body is None:
            body, kind = multipart(files if files is not None else [("file", "main.c", SOURCE)])
            headers = {"Content-Type": kind, **(headers or {})}
        return self.request("POST", "/v1/submissions?" + query, body, who, headers, connection)

    def graded(self, who="ann", **more):
        """Hands in and has it graded: its id."""
        answer = self.submit(who, **more)
        assert answer.status == 202, (answer.status, answer.body)
        while self.tool("lease") != answer.json()["id"]:
            self.tool("finish")
        self.tool("finish")
        return answer.json()["id"]

    def events(self, path, who="ann", headers=None):
        return Events(self, path, who, headers)


class Events:
    """One stream of server-sent events."""

    def __init__(self, service, path, who, headers):
        self.connection = service.connect()
        self.connection.request("GET", path, headers=service.headers(who, headers))
        self.response = self.connection.getresponse()
        service.note("GET", path, self.response)

    def next(self):
        """(name, data, id) of the next event; None at the end. Comments are None, too, as name."""
        event = {}
        while line := self.response.readline():
            text = line.decode().rstrip("\n")
            if text.startswith(":"):
                return (None, None, None)
            if not text and event:
                return event["event"], json.loads(event["data"]), event["id"]
            name, _, value = text.partition(": ")
            event[name] = value
        return None

    def close(self):
        self.connection.close()


def multipart(parts, boundary="=boundary="):
    """parts: (name, filename or None, bytes)"""
    out = b""
    for name, filename, data in parts:
        of = f'; filename="{filename}"' if filename is not None else ""
        out += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{of}\r\n\r\n'.encode() + data + b"\r\n"
    return out + f"--{boundary}--\r\n".encode(), f'multipart/form-data; boundary="{boundary}"'


def sign_standard(secret, message, stamp, body):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    code = hmac.new(key, f"{message}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return {"webhook-id": message, "webhook-timestamp": str(stamp), "Content-Type": "application/json",
            "webhook-signature": "v1," + base64.b64encode(code).decode()}


def sign_github(secret, delivery, body, event="submission"):
    code = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-GitHub-Delivery": delivery, "X-GitHub-Event": event, "Content-Type": "application/json",
            "X-Hub-Signature-256": "sha256=" + code}


class TestCase(unittest.TestCase):
    """One service for the whole class; options as keyword arguments of Service."""
    options = {}

    @classmethod
    def setUpClass(cls):
        cls.s = Service(**cls.options)

    @classmethod
    def tearDownClass(cls):
        cls.s.stop()

    def refused(self, answer, status, problem):
        self.assertEqual((answer.status, answer.problem), (status, problem), answer.body)
        return answer.json()
