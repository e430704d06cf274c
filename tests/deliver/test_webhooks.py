#!/usr/bin/env python3
# test_webhooks.py -- grades reach other services: signed, in order, again after a failure, and only where they may.
import base64
import hashlib
import hmac
import http.server
import json
import os
import pathlib
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

BUILD = pathlib.Path(os.environ["BOTHENDS_BUILD"])
KEY = b"0123456789abcdef0123456789abcdef"
SECRET = "whsec_" + base64.b64encode(KEY).decode()
PATIENCE_S = 120  # how long a thing that must happen may take on a loaded machine
BROKEN_PROGRAM = b"int main(void) { return missing; }\n"  # a grade without a run: quick


class Receiver:
    """Answers what its script says (200 when it has run out) and keeps what it got, in order."""

    def __init__(self, *script):
        self.script, self.got = list(script), queue.Queue()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.script.pop(0) if receiver.script else 200
                receiver.got.put((dict(self.headers.items()), body, status))
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self):
        headers, body, status = self.got.get(timeout=PATIENCE_S)
        headers = {name.lower(): value for name, value in headers.items()}
        signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
        wanted = "v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
        assert headers["webhook-signature"] == wanted, headers
        assert abs(int(headers["webhook-timestamp"]) - time.time()) < 300
        return headers["webhook-id"], json.loads(body), status

    def take_of(self, name):
        message, body, status = self.take()
        assert body["data"]["id"] == name, body
        return message, body, status


class Service:
    def __init__(self, folder, endpoints):
        config = f"{folder}/bothends.ini"
        with open(config, "w") as out:
            for name, url, private in endpoints:
                out.write(f"[deliver {name}]\nurl = {url}\nsecret = {SECRET}\n")
                if private:
                    out.write("allow_private = true\n")
        self.log_path = f"{folder}/serve.log"
        self.log = open(self.log_path, "wb")
        self.process = subprocess.Popen([BUILD / "bothends", "serve", "--listen", "127.0.0.1:0", "--data",
                                         f"{folder}/data", "--workers", "1", "--config", config],
                                        stderr=self.log, stdin=subprocess.DEVNULL)
        self.until(lambda: '"message": "ready"' in self.read_log(), "the service is ready")
        ready = next(line for line in self.read_log().splitlines() if '"message": "ready"' in line)
        self.port = int(json.loads(ready)["listen"].rsplit(":", 1)[1])
        self.token = open(f"{folder}/data/admin-token").read().strip()

    def until(self, condition, what):
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert self.process.poll() is None, self.read_log()
            assert time.monotonic() < deadline, f"never: {what}\n{self.read_log()}"
            time.sleep(0.02)  # between two looks, not instead of one

    def read_log(self):
        return open(self.log_path).read()

    def submit(self, student):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/v1/submissions?rubric=pipe-hello&student={student}", BROKEN_PROGRAM,
            {"Authorization": f"Bearer {self.token}", "Content-Type": "text/x-c"})
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            return json.load(answer)["id"]

    def call(self, method, path):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method,
                                         headers={"Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            body = answer.read()
            return json.loads(body) if body else None

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(PATIENCE_S) == 0, self.read_log()


def a_grade_arrives_signed(service, main):
    name = service.submit("ada")
    _, body, _ = main.take()
    assert body["type"] == "submission.graded", body
    data = body["data"]
    assert data["id"] == name and data["student"] == "ada" and data["rubric"]["id"] == "pipe-hello", body
    assert data["status"] == "compile_error" and data["score"] == 0 and data["max_score"] == 100, body


def a_failure_is_tried_again_in_order(service, main):
    main.script[:] = [500]
    first, second = service.submit("bob"), service.submit("bob")
    ids = []
    for wanted, status in [(first, 500), (first, 200), (second, 200)]:
        message, body, got = main.take()
        assert (body["data"]["id"], got) == (wanted, status), (body, got)
        ids.append(message)
    assert ids[0] == ids[1] != ids[2], ids


def gone_is_final_and_a_redirect_no_success(service, main):
    main.script[:] = [410]
    message, body, status = main.take_of(service.submit("cy"))
    assert status == 410
    dead = []

    def is_dead():
        dead[:] = [d for d in service.call("GET", "/v1/deliveries")["items"]
                   if (d["message"], d["endpoint"], d["state"]) == (message, "main", "dead")]
        return dead

    service.until(is_dead, "the dead letter is on the list")
    assert dead[0]["last_status"] == 410, dead
    service.call("POST", f"/v1/deliveries/{dead[0]['id']}/retry")
    assert main.take()[0] == message
    main.script[:] = [302]
    name = service.submit("dan")
    first, _, status = main.take_of(name)
    again, _, status_again = main.take_of(name)
    assert (first, status, status_again) == (again, 302, 200)


def private_addresses_are_refused(service, guarded):
    service.until(lambda: "not of the public internet" in service.read_log(), "the refusal is in the log")
    assert guarded.got.empty()


def main():
    folder = tempfile.mkdtemp(prefix="bothends-deliver-", dir="/var/tmp")
    os.chmod(folder, 0o755)
    receiver, guarded = Receiver(), Receiver()
    failed = 0
    try:
        service = Service(folder, [("main", receiver.url, True),
                                   ("guarded", guarded.url.replace("http:", "https:"), False)])
        try:
            for test, about in [(a_grade_arrives_signed, receiver), (a_failure_is_tried_again_in_order, receiver),
                                (gone_is_final_and_a_redirect_no_success, receiver),
                                (private_addresses_are_refused, guarded)]:
                try:
                    test(service, about)
                    print(f"ok: {test.__name__}", flush=True)
                except (AssertionError, queue.Empty) as problem:
                    failed += 1
                    print(f"FAILED: {test.__name__}: {problem!r}\n{service.read_log()}", flush=True)
        finally:
            service.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
