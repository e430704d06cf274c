# test_bad_input.py -- what clients get wrong, by mistake or on purpose, is refused with words and harms nobody else.
import json
import re
import socket
import subprocess
import threading
import unittest

from service import SOURCE, Service, TestCase, multipart

MIB = 1024 * 1024


def status_of(raw):
    return int(raw.split(b" ", 2)[1]) if raw.startswith(b"HTTP/1.1 ") else None


class Submissions(TestCase):
    def test_multipart_that_is_broken(self):
        good, kind = multipart([("file", "main.c", SOURCE)])
        part = (b'--=boundary=\r\nContent-Disposition: form-data; name="file"; filename="%s"%s\r\n\r\nx\r\n'
                b'--=boundary=--\r\n')
        rows = [
            ("no last boundary", good[:-20], 400, "bad-multipart"),
            ("cut in a header", good[:30], 400, "bad-multipart"),
            ("empty", b"", 422, "bad-submission"),
            ("no parts", b"--=boundary=--\r\n", None, None),
            ("another boundary", good.replace(b"=boundary=", b"=other="), 400, "bad-multipart"),
            ("a field of an unknown name", multipart([("file", None, SOURCE)])[0], 400, "bad-multipart"),
            ("a NUL in a field", multipart([("rubric", None, b"de\0mo"), ("f", "a.c", b"")])[0], 400, "bad-multipart"),
            ("a NUL in a name", part % (b"a\0.c", b""), None, None),
            ("65 parts", multipart([("f", f"a{n}.c", b"") for n in range(65)])[0], 400, "bad-multipart"),
            ("a huge name", part % (b"a" * 20000, b""), 400, "bad-multipart"),
            ("base64 coding", part % (b"a.c", b"\r\nContent-Transfer-Encoding: base64"), 400, "bad-multipart"),
        ]
        for claim, body, status, problem in rows:
            with self.subTest(claim):
                answer = self.s.submit("teacher", body=body, headers={"Content-Type": kind})
                self.assertIn(answer.status, (status,) if status else (400, 422), answer.body)
                self.assertIn(answer.problem, (problem,) if problem else ("bad-multipart", "bad-submission"))
        for kind in ("multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=x"):
            with self.subTest(kind=kind):
                answer = self.s.submit("teacher", body=good, headers={"Content-Type": kind})
                self.assertIn((answer.status, answer.problem), ((400, "bad-multipart"), (415, "unsupported-type")))

    def test_names_that_are_none(self):
        for name in ("../a.c", "/a.c", "a/../b.c", "-o.c", "a\\b.c", "", ".", "a.py", "a" * 201 + ".c", "a\x01.c",
                     "x/" * 9 + "a.c",
                     "a//b.c", b"\xff\xfe.c".decode("latin-1").encode("latin-1").decode("utf-8", "replace") + "\n.c"):
            with self.subTest(name=name):
                answer = self.s.submit("teacher", query="", body=json.dumps(
                    {"rubric": "demo", "files": [{"name": name, "content": "x"}]}).encode(),
                    headers={"Content-Type": "application/json"})
                document = self.refused(answer, 422, "bad-submission")
                self.assertEqual(document["errors"][0]["pointer"], "/files")
        latin = b'--bound\r\nContent-Disposition: form-data; name="f"; filename="\xff.c"\r\n\r\nx\r\n--bound--\r\n'
        answer = self.s.submit("teacher", body=latin, headers={"Content-Type": "multipart/form-data; boundary=bound"})
        self.refused(answer, 422, "bad-submission")
        twice = self.s.submit("teacher", files=[("f", "a.c", b"1"), ("f", "a.c", b"2")])
        self.refused(twice, 422, "bad-submission")
        self.refused(self.s.submit("teacher", files=[("f", "only.h", b"1")]), 422, "bad-submission")

    def test_json_that_is_no_submission(self):
        good = {"rubric": "demo", "files": [{"name": "a.c", "content": "x"}]}
        for body, says in ((b'{"files": [], "files": []}', "line 1, column 15: this key is there twice in one object"),
                           (b'{"files": 1e400}', "line 1, column 11: the number is too big near '1e400'"),
                           (b'{"files":\n NaN}', "line 2, column 2: this is no value"),
                           (b'{"files": [],}', "line 1, column 14: the comma before this is one too many near '}'"),
                           (b'{"files": ["a\\u0000"]}', "line 1, column 12: a text must not have the character"),
                           (b"[" * 100000, "line 1, column 33: nested deeper than 32 levels"),
                           (b"", "line 1, column 1: there is nothing here")):
            with self.subTest(says=says):
                answer = self.s.submit("teacher", query="", body=body, headers={"Content-Type": "application/json"})
                self.assertIn(says, self.refused(answer, 400, "bad-json")["detail"])
        rows = [
            ("not json", b"{", 400, "bad-json", None),
            ("bad utf-8", b'{"files": "\xff"}', 400, "bad-json", None),
            ("NUL", b'{"files": [{"name": "a\\u0000.c", "content": "x"}]}', 400, "bad-json", None),
            ("deep", b"[" * 100000, 400, "bad-json", None),
            ("trailing", json.dumps(good).encode() + b"x", 400, "bad-json", None),
            ("duplicate key", b'{"files": [], "files": []}', 400, "bad-json", None),
            ("a list", [], 422, "bad-submission", ""),
            ("no files", {"rubric": "demo"}, 422, "bad-submission", "/files"),
            ("files no list", {"files": {}}, 422, "bad-submission", "/files"),
            ("file no object", {"files": [1]}, 422, "bad-submission", "/files/0"),
            ("no name", {"files": [{"content": "x"}]}, 422, "bad-submission", "/files/0/name"),
            ("no content", {"files": [{"name": "a.c"}]}, 422, "bad-submission", "/files/0"),
            ("two contents", {"files": [{"name": "a.c", "content": "", "content_base64": ""}]}, 422, "bad-submission",
             "/files/0"),
            ("bad base64", {"files": [{"name": "a.c", "content_base64": "a"}]}, 422, "bad-submission",
             "/files/0/content_base64"),
            ("65 files", {"files": [{"name": f"{n}.c", "content": ""} for n in range(65)]}, 413, "too-large",
             "/files"),
            ("a typing error", {**good, "studnet": "ann"}, 422, "bad-submission", "/studnet"),
            ("a key to be escaped", {**good, "a/~": 1}, 422, "bad-submission", "/a~1~0"),
            ("an unknown key of a file", {"files": [{"name": "a.c", "content": "x", "mode": 1}]}, 422,
             "bad-submission", "/files/0/mode"),
            ("student no text", {**good, "student": 1}, 422, "bad-submission", "/student"),
            ("student empty", {**good, "student": ""}, 422, "bad-submission", "/student"),
            ("student with a line end", {**good, "student": "a\nb"}, 422, "bad-submission", "/student"),
            ("student too long", {**good, "student": "a" * 129}, 422, "bad-submission", "/student"),
            ("unknown rubric", {**good, "rubric": "none"}, 404, "unknown-rubric", "/rubric"),
            ("no rubric", {"files": good["files"]}, 400, "rubric-missing", "/rubric"),
        ]
        for claim, body, status, problem, pointer in rows:
            with self.subTest(claim):
                answer = self.s.submit("teacher", query="", body=body, headers={"Content-Type": "application/json"})
                document = self.refused(answer, status, problem)
                if pointer is not None:
                    self.assertEqual([e["pointer"] for e in document["errors"]], [pointer])

    def test_queries_that_are_wrong(self):
        for query, status, problem in (("", 400, "rubric-missing"), ("rubric=", 400, "rubric-missing"),
                                       ("rubric=NONE", 404, "unknown-rubric"), ("rubric=demo%00x", 404,
                                                                                "unknown-rubric"),
                                       ("rubric=demo&wait=x", 400, "bad-request"), ("rubric=demo&wait=-1", 400,
                                                                                    "bad-request"),
                                       ("rubric=demo&rubric=demo", 400, "bad-request"),
                                       ("rubric=demo&wait=0&wait=1", 400, "bad-request"),
                                       ("rubric=demo&student=%FF", 422, "bad-submission"),
                                       ("rubric=demo&student=", 422, "bad-submission")):
            with self.subTest(query=query):
                self.refused(self.s.submit("teacher", query), status, problem)
        body, kind = multipart([("rubric", None, b"other"), ("f", "a.c", b"")])
        self.refused(self.s.submit("teacher", "rubric=demo", body=body, headers={"Content-Type": kind}), 400,
                     "bad-request")
        self.refused(self.s.submit("teacher", body=SOURCE, headers={"Content-Type": "image/png"}), 415,
                     "unsupported-type")
        self.refused(self.s.submit("teacher", body=SOURCE, headers={"Content-Encoding": "gzip",
                                                                    "Content-Type": "text/x-c"}),
                     415, "unsupported-type")

    def test_what_is_too_large(self):
        self.assertEqual(self.s.submit("teacher", body=b"/" * 4 * MIB, headers={"Content-Type": "text/x-c"}).status,
                         202)
        over = b"/" * (4 * MIB + 1)
        document = self.refused(self.s.submit("teacher", body=over, headers={"Content-Type": "text/x-c"}), 413,
                                "too-large")
        self.assertIn("4", document["detail"])
        self.refused(self.s.submit("teacher", files=[("f", "a.c", over)]), 413, "too-large")
        for size in (9 * MIB, 30 * MIB):  # more than a request may have: read, dropped, answered
            with self.subTest(size=size):
                self.refused(self.s.submit("teacher", body=b"/" * size, headers={"Content-Type": "text/x-c"}), 413,
                             "too-large")
        chunked = self.s.request("POST", "/v1/submissions?rubric=demo", iter([b"/" * MIB] * 9), "teacher")
        self.refused(chunked, 413, "too-large")

    def test_archives_are_taken_as_they_are(self):
        bomb = b"PK\x03\x04" + b"\0" * (4 * MIB - 4)
        answer = self.s.submit("teacher", body=bomb, headers={"Content-Type": "application/zip"})
        self.assertEqual(answer.status, 202)  # whatever is in it: it is opened inside the walls
        over = self.s.submit("teacher", body=bomb + b"\0", headers={"Content-Type": "application/zip"})
        self.refused(over, 413, "too-large")
        for kind in ("application/zip", "application/gzip", "application/x-tar"):  # what is none is no main.c either
            with self.subTest(kind=kind):
                answer = self.s.submit("teacher", body=SOURCE, headers={"Content-Type": kind})
                self.assertIn("it is an archive", self.refused(answer, 422, "bad-submission")["detail"])
        self.refused(self.s.submit("teacher", files=[("f", "a.zip", bomb[:100]), ("f", "a.c", b"")]), 422,
                     "bad-submission")

    def test_ids_that_are_none(self):
        for name in ("x", "sub_", "sub_" + "0" * 26, "sub_" + "O" * 26, "%00", "%2e%2e", "a%2Fb", "%ff%fe", "'--",
                     "x" * 5000,
                     "sub_01M82SKZETDWKHCNZATZGQZFQ8%00"):
            for below in ("", "/files", "/grades", "/events"):
                with self.subTest(name=name[:40], below=below):
                    self.refused(self.s.request("GET", f"/v1/submissions/{name}{below}", who="root"), 404, "not-found")


class Wire(TestCase):
    """The traps of libmicrohttpd (ecosystem: 0.9.75), and HTTP written by hand."""

    def ask(self, head, body=b"", **more):
        return self.s.raw(head.replace("\n", "\r\n").encode("latin-1") + b"\r\n" + body, **more)

    def closed(self, raw, status, problem):
        self.assertEqual(status_of(raw), status, raw)
        self.assertIn(b"Connection: close", raw)
        self.assertIn(problem.encode(), raw)

    def test_headers_that_contradict_each_other_are_refused(self):
        token = "Authorization: Bearer " + self.s.tokens["ann"] + "\n"
        post = "POST /v1/submissions?rubric=demo HTTP/1.1\nHost: x\n" + token
        get = "GET /healthz HTTP/1.1\n"
        rows = [
            ("two lengths", post + "Content-Length: 3\nContent-Length: 4\n", b"abcd"),
            ("two equal lengths", post + "Content-Length: 3\nContent-Length: 3\n", b"abc"),
            ("length and chunked", post + "Content-Length: 3\nTransfer-Encoding: chunked\n", b"0\r\n\r\n"),
            ("two hosts", get + "Host: a\nHost: b\n", b""),
            ("two tokens", get + "Host: a\n" + token + "Authorization: Bearer x\n", b""),
            ("two types", post + "Content-Type: text/x-c\nContent-Type: application/json\nContent-Length: 1\n", b"x"),
            ("two keys", post + "Idempotency-Key: a\nIdempotency-Key: b\nContent-Length: 1\n", b"x"),
            ("a blank in a name", get + "Host : a\n", b""),
            ("what follows a line of ':' would be a request", get + "Host: a\n: b\nGET /v1/kit/mp.h HTTP/1.1\n", b""),
            ("a ':' alone", get + "Host: a\n:\n", b""),
            ("a name in two lines", get + "Host: a\nContent-Lengt: 9\n h\n", b""),
            ("a name in two lines, and others after", get + "Host: a\nX: 1\n y\nAccept: */*\n", b""),
            ("an end in a value", get + "Host: a\nX: 1\0y\n", b""),
            ("signs in a length", post + "Content-Length: +3\n", b"abc"),
            ("a CR in a value", get + "Host: a\nX: 1\ry\n", b""),
            *((f"a Host that is none: {host}", get + f"Host: {host}\n", b"")
              for host in ("a b", "a, b", "me@a", "a/b", "a:b", "[::1]:x", "::1")),
        ]
        for claim, head, body in rows:
            with self.subTest(claim):
                raw = self.ask(head, body)
                self.assertEqual(status_of(raw), 400, raw)
                self.assertIn(b"Connection: close", raw)
                # the library says its own refusals twice, but never anything else after them
                self.assertEqual(set(re.findall(rb"^HTTP/1\.1 (\d+)", raw, re.M)), {b"400"}, "the rest is no request")

    def test_headers_that_look_odd_are_taken(self):
        for claim, head in (("no blank", "Host:x\nX:1\n"), ("blanks around", "Host:  x \nX: 1\t \n"),
                            ("empty", "Host: x\nX:\nY:  \n"), ("long", "Host: x\nX: " + "y" * 4000 + "\n"),
                            ("colons", "Host: x:80\nX: :::\n"),
                            ("an address", "Host: [::1]:80\n"), ("empty host", "Host:\n"),
                            ("none after the first", "Host: x\n")):
            for ends in ("\r\n", "\n"):
                with self.subTest(claim, ends=ends):
                    raw = self.s.raw(f"GET /healthz HTTP/1.1\n{head}Connection: close\n\n".replace("\n", ends).encode())
                    self.assertEqual(status_of(raw), 200, raw)

    def test_a_target_has_no_blank(self):
        for target in ("/health z", "/healthz?a=b c", "/health\tz", "/health\x7fz"):
            with self.subTest(target):
                self.closed(self.ask(f"GET {target} HTTP/1.1\nHost: x\n"), 400, "bad-request")
        self.assertEqual(status_of(self.ask("GET /health%20z HTTP/1.1\nHost: x\n")), 404)

    def test_a_coded_slash_is_no_slash(self):
        """A proxy that keeps strangers from a path must not be passed by with /v1%2Ftokens."""
        for target in ("/v1%2Frubrics", "/v1%2frubrics?a=b", "/v1/submissions/x%2Ffiles/a.c", "%2Fhealthz"):
            with self.subTest(target):
                self.closed(self.ask(f"GET {target} HTTP/1.1\nHost: x\n"), 404, "not-found")
        answer = self.s.submit("ann", files=[("f", "src/a.c", SOURCE)])
        for name in ("src/a.c", "src%2Fa.c"):
            at = f"/v1/submissions/{answer.json()['id']}/files/{name}"
            self.assertEqual(self.s.request("GET", at, who="ann").body, SOURCE)
        self.assertEqual(self.s.request("GET", "/v1/submissions?student=a%2Fb", who="teacher").status, 200)

    def test_a_whole_address_is_a_target_too(self):
        for target, status in (("http://x/healthz", 200), ("HTTP://x:8080/healthz", 200), ("https://x/healthz", 200),
                               ("http://x/v1/rubrics", 401), ("http://x/v1/rubrics?a=b", 400),
                               ("http://x", 200), ("http://x/nothing", 404),
                               ("ftp://x/healthz", 404)):
            with self.subTest(target):
                raw = self.ask(f"GET {target} HTTP/1.1\nHost: x\nConnection: close\n")
                self.assertEqual(status_of(raw), status, raw)

    def test_no_host(self):
        self.closed(self.ask("GET /healthz HTTP/1.1\n"), 400, "ambiguous-headers")
        self.assertIn(b"200", self.ask("GET /healthz HTTP/1.0\n").split(b"\r\n")[0])

    def test_other_codings(self):
        head = "POST /v1/submissions HTTP/1.1\nHost: x\nTransfer-Encoding: gzip, chunked\n"
        self.assertIn(status_of(self.ask(head, b"0\r\n\r\n")), (400, 501))

    def test_the_connection_lives_on(self):
        """An answer queued in the first call would close it (trap)."""
        connection = self.s.connect()
        connection.connect()
        own = connection.sock
        for method, path, who, status in (("GET", "/healthz", None, 200), ("GET", "/v1/rubrics", "ann", 200),
                                          ("GET", "/v1/rubrics", None, 401), ("GET", "/nowhere", None, 404),
                                          ("PATCH", "/healthz", None, 405), ("GET", "/v1/tokens", "ann", 403)):
            answer = self.s.request(method, path, who=who, connection=connection)
            self.assertEqual(answer.status, status)
            self.assertIs(connection.sock, own)
        for body in (SOURCE, b"/" * 9 * MIB):
            answer = self.s.submit("teacher", body=body, headers={"Content-Type": "text/x-c"}, connection=connection)
            self.assertIs(connection.sock, own)
        connection.close()

    def test_pipelined_requests_are_answered_in_order(self):
        one = "GET /healthz HTTP/1.1\nHost: x\nX-Request-Id: r%d\n\n"
        last = "GET /healthz HTTP/1.1\nHost: x\nX-Request-Id: last\nConnection: close\n"
        raw = self.ask("".join(one % n for n in range(20)) + last)
        order = [line.split(b": ")[1] for line in raw.split(b"\r\n") if line.startswith(b"X-Request-Id")]
        self.assertEqual(order, [b"r%d" % n for n in range(20)] + [b"last"])

    def test_chunked_bodies(self):
        head = ("POST /v1/submissions?rubric=demo HTTP/1.1\nHost: x\nConnection: close\nContent-Type: text/x-c\n"
                f"Authorization: Bearer {self.s.tokens['teacher']}\nTransfer-Encoding: chunked\n")
        self.assertEqual(status_of(self.ask(head, b"5\r\nint x\r\n1\r\n;\r\n0\r\n\r\n")), 202)
        for claim, body in (("bad size", b"zz\r\nint\r\n0\r\n\r\n"), ("negative", b"-5\r\nint x\r\n0\r\n\r\n"),
                            ("huge size", b"ffffffffffffffffff\r\nx\r\n0\r\n\r\n"), ("size too small",
                                                                                     b"2\r\nint x\r\n0\r\n\r\n")):
            with self.subTest(claim):
                self.assertNotEqual(status_of(self.ask(head, body, timeout=1)), 202)

    def test_a_body_cut_short_is_never_taken(self):
        before = len(self.s.request("GET", "/v1/submissions?student=cut", who="teacher").json()["items"])
        head = ("POST /v1/submissions?rubric=demo&student=cut HTTP/1.1\nHost: x\nContent-Type: text/x-c\n"
                f"Authorization: Bearer {self.s.tokens['teacher']}\nContent-Length: 100\n")
        self.assertIsNone(status_of(self.ask(head, b"int x;", timeout=1)))
        after = len(self.s.request("GET", "/v1/submissions?student=cut", who="teacher").json()["items"])
        self.assertEqual(before, after)

    def test_expect_is_answered_before_the_body(self):
        head = ("POST /v1/submissions?rubric=demo HTTP/1.1\nHost: x\nExpect: 100-continue\nContent-Type: text/x-c\n"
                "Content-Length: %d\nAuthorization: Bearer %s\n")
        self.closed(self.ask(head % (200 * MIB, self.s.tokens["ann"])), 413, "too-large")
        self.closed(self.ask(head % (100, "wrong")), 401, "unauthorized")
        self.closed(self.ask(head % (40 * MIB, "wrong")), 401, "unauthorized")
        good = self.ask(head % (6, self.s.tokens["teacher"]) + "Connection: close\n", b"int x;")
        self.assertTrue(good.startswith(b"HTTP/1.1 100 ") and b"HTTP/1.1 202 " in good, good)

    def test_a_huge_body_without_expect_is_cut_off(self):
        head = ("POST /v1/submissions?rubric=demo HTTP/1.1\nHost: x\nContent-Type: text/x-c\n"
                f"Content-Length: {200 * MIB}\nAuthorization: Bearer {self.s.tokens['ann']}\n")
        raw = self.ask(head, b"/" * MIB, pieces=[b"/" * MIB] * 100)
        self.assertIn(status_of(raw), (413, None))  # None: reset before we could read
        self.assertEqual(self.s.request("GET", "/healthz").status, 200)

    def test_who_listens_only_when_all_is_said_is_answered_too(self):
        """As curl may: what it sends after the answer must not be met by a reset, which would cost it the answer."""
        head = (f"POST /v1/submissions?rubric=demo HTTP/1.1\r\nHost: x\r\nContent-Length: {40 * MIB}\r\n"
                f"Authorization: Bearer {self.s.tokens['teacher']}\r\n\r\n").encode()
        for turn in range(20):
            with self.subTest(turn=turn), socket.create_connection(("127.0.0.1", self.s.port), timeout=60) as sock:
                sock.sendall(head)
                for _ in range(40):
                    sock.sendall(b"/" * MIB)
                got = b""
                while piece := sock.recv(65536):
                    got += piece
                self.assertEqual(status_of(got), 413)

    def test_too_many_headers_and_too_long_lines(self):
        many = "".join(f"X-{n}: 1\n" for n in range(80))
        self.closed(self.ask("GET /healthz HTTP/1.1\nHost: x\n" + many), 431, "headers-too-large")
        query = "&".join(f"a{n}=1" for n in range(80))
        self.closed(self.ask(f"GET /healthz?{query} HTTP/1.1\nHost: x\n"), 431, "headers-too-large")
        self.assertIn(status_of(self.ask("GET /healthz HTTP/1.1\nHost: x\nX: " + "x" * 40000 + "\n")), (431, 413, 400))
        self.assertIn(status_of(self.ask("GET /" + "x" * 40000 + " HTTP/1.1\nHost: x\n")), (414, 431, 400))

    def test_what_is_no_http(self):
        for claim, data in (("noise", bytes(range(256)) * 10),
                            ("tls", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500)),
                            ("http/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), ("newlines", b"\r\n" * 100),
                            ("a word", b"GET\r\n\r\n")):
            with self.subTest(claim):
                self.assertNotEqual(status_of(self.s.raw(data, timeout=1)), 200)
        self.assertEqual(self.s.request("GET", "/healthz").status, 200)

    def test_who_stops_in_mid_request_is_told(self):
        token = f"Authorization: Bearer {self.s.tokens['teacher']}\r\n"
        post = "POST /v1/submissions?rubric=demo HTTP/1.1\r\nHost: x\r\nContent-Type: text/x-c\r\n"
        rows = [
            ("in the headers", "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Some", 408, b"/problems/too-slow"),
            ("in the body", post + token + "Content-Length: 9\r\n\r\nint x;", 408, b"/problems/too-slow"),
            ("in a chunk", post + token + "Transfer-Encoding: chunked\r\n\r\n9\r\nint", 408, b"/problems/too-slow"),
            ("in the second request", "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" + post + token +
             "Content-Length: 9\r\n\r\nint", 408, b"/problems/too-slow"),
            ("who may not", post + "Content-Length: 9\r\n\r\nint", 401, b"/problems/unauthorized"),
            ("before it began", "", None, b""),
        ]
        socks = [socket.create_connection(("127.0.0.1", self.s.port), timeout=120) for _ in rows]
        for sock, (_, said, _, _) in zip(socks, rows):
            sock.sendall(said.encode())
        for sock, (claim, _, status, problem) in zip(socks, rows):
            with self.subTest(claim), sock:
                raw = b""
                while piece := sock.recv(65536):
                    raw += piece
                last = raw[raw.rfind(b"HTTP/1.1 "):] if raw else b""
                self.assertEqual(status_of(last), status, raw)
                self.assertEqual(raw.count(b"HTTP/1.1 "), 0 if status is None else 1 + claim.endswith("second request"))
                head, _, body = last.partition(b"\r\n\r\n")
                self.assertIn(problem, body)
                if status:
                    self.assertEqual(int(re.search(rb"Content-Length: (\d+)", head)[1]), len(body))
                    self.assertIn(b"Connection: close", head)
                    self.assertEqual(json.loads(body)["status"], status)

    def test_a_body_without_end_is_told(self):
        head = ("POST /v1/submissions?rubric=demo HTTP/1.1\nHost: x\nContent-Type: text/x-c\n"
                f"Authorization: Bearer {self.s.tokens['teacher']}\nTransfer-Encoding: chunked\n")
        chunk = b"100000\r\n" + b"/" * MIB + b"\r\n"
        self.closed(self.ask(head, chunk, pieces=[chunk] * 40), 413, "too-large")

    def test_slow_clients_hold_up_nobody(self):
        slow = []
        for n in range(100):
            sock = socket.create_connection(("127.0.0.1", self.s.port))
            sock.sendall(b"POST /v1/submissions?rubric=demo HTTP/1.1\r\nHost: x\r\nContent-Le"[:10 + n % 60])
            slow.append(sock)
        for _ in range(20):
            self.assertEqual(self.s.request("GET", "/v1/rubrics", who="ann").status, 200)
        for sock in slow:
            sock.close()

    def test_128_connections_that_are_ready_at_once_do_not_stall(self):
        """epoll_wait with as many events as there is room for waits on without looking at them (trap)."""
        for count in (128, 256, 512):
            socks = [socket.create_connection(("127.0.0.1", self.s.port), timeout=120) for _ in range(count)]
            for _ in range(3):
                for sock in socks:
                    sock.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                for sock in socks:
                    got = b""
                    while not got.endswith(b"}\n"):
                        piece = sock.recv(4096)
                        self.assertTrue(piece)
                        got += piece
            for sock in socks:
                sock.close()

    def test_curl_can_do_it(self):
        path = self.s.path / "main.c"
        path.write_bytes(SOURCE)
        big = self.s.path / "big.c"
        big.write_bytes(b"/" * 40 * MIB)
        url = f"http://127.0.0.1:{self.s.port}/v1/submissions?rubric=demo"
        curl = ["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "-H",
                "Authorization: Bearer " + self.s.tokens["teacher"]]
        for extra, status in ((["-F", f"file=@{path}"], "202"), (["--data-binary", f"@{path}"], "202"),
                              (["-F", f"file=@{big}"], "413"), (["--data-binary", f"@{big}", "-H", "Expect:"], "413")):
            with self.subTest(extra=extra):
                got = subprocess.run(curl + extra + [url], capture_output=True, text=True, timeout=300)
                self.assertEqual((got.stdout, got.stderr), (status, ""))


class Memory(unittest.TestCase):
    def test_junk_leaves_nothing_behind(self):
        """Requests that die in every phase. By hand under preset dev, the leak checker sees what is forgotten."""
        with Service() as s:
            head = ("POST /v1/submissions?rubric=demo HTTP/1.1\r\nHost: x\r\n"
                    f"Authorization: Bearer {s.tokens['ann']}\r\n"
                    "Content-Length: 1000\r\n\r\n").encode()

            def abandon():
                for end in range(0, len(head), 17):
                    with socket.create_connection(("127.0.0.1", s.port)) as sock:
                        sock.sendall(head[:end])
                with socket.create_connection(("127.0.0.1", s.port)) as sock:
                    sock.sendall(head + b"x" * 500)
            threads = [threading.Thread(target=abandon) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            # the library sees that a client has gone in mid-request only when the connection has been idle too long
            s.wait_until(lambda: "http_server_active_requests 1\n" in s.request("GET", "/metrics").text)


if __name__ == "__main__":
    unittest.main()
