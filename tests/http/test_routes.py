# test_routes.py -- every call of the API does what it says, for whom it says, and the OpenAPI document tells of all.
import json
import os
import pathlib
import re
import unittest

import service
from service import SOURCE, TestCase, multipart, rubric

ROUTER = pathlib.Path(os.environ["BOTHENDS_SOURCE"]) / "server/http/router.c"
ROW = re.compile(r'\{"(GET|PUT|POST|DELETE)", "([^"]+)", (ACCESS_\w+), (BODY_\w+)')
ALLOWED = {"ACCESS_ANYONE": 0, "ACCESS_STUDENT": 1, "ACCESS_INSTRUCTOR": 2, "ACCESS_ADMIN": 3}


def table():
    """(method, path with {name}, access, body) of each row of the router's table."""
    rows = ROW.findall(ROUTER.read_text())
    assert len(rows) > 20
    return [(method, path.replace("*", ""), access, body) for method, path, access, body in rows]


class Roles(TestCase):
    def test_each_route_lets_in_whom_its_row_names(self):
        mine = self.s.graded("ann")
        for method, path, access, _ in table():
            if access not in ALLOWED:
                continue
            at = path.replace("/submissions/{id}", f"/submissions/{mine}").replace("/rubrics/{id}", "/rubrics/demo")
            at = at.replace("{name}", "main.c").replace("{version}", "1").replace("{id}", "none")
            for rank, who in enumerate((None, "ann", "teacher", "root")):
                with self.subTest(method=method, path=path, who=who):
                    answer = self.s.request(method, at, b"?" if method in ("PUT", "POST") else None, who,
                                            {"Content-Type": "image/png", "If-Match": '"old"'})
                    self.assertLess(answer.status, 500)
                    if rank >= ALLOWED[access]:
                        self.assertNotIn(answer.status, (401, 403), answer.body)
                    elif who:
                        self.refused(answer, 403, "forbidden")
                    else:
                        self.refused(answer, 401, "unauthorized")
                        self.assertIn("Bearer", answer.headers["WWW-Authenticate"])

    def test_what_is_another_students_is_not_there(self):
        mine = self.s.graded("ann")
        for below in ("", "/files", "/files/main.c", "/grades", "/events"):
            with self.subTest(below=below):
                self.refused(self.s.request("GET", f"/v1/submissions/{mine}{below}", who="bob"), 404, "not-found")
                self.assertEqual(self.s.request("GET", f"/v1/submissions/{mine}{below}", who="ann").status, 200)
                self.assertEqual(self.s.request("GET", f"/v1/submissions/{mine}{below}", who="teacher").status, 200)
        listed = self.s.request("GET", "/v1/submissions", who="bob").json()["items"]
        self.assertNotIn(mine, [item["id"] for item in listed])
        self.refused(self.s.request("GET", "/v1/submissions?student=ann", who="bob"), 403, "forbidden")
        self.refused(self.s.submit("bob", "rubric=demo&student=ann"), 403, "forbidden")

    def test_tokens_that_are_none(self):
        for given in ("Bearer nonsense", "Bearer ", "Bearer", "Basic YTpi", "bearer " + "x" * 5000, "Bearer \xff\xfe"):
            with self.subTest(given=given[:20]):
                self.refused(self.s.request("GET", "/v1/rubrics", headers={"Authorization": given}), 401,
                             "unauthorized")

    def test_a_revoked_token_is_useless_at_once(self):
        made = self.s.request("POST", "/v1/tokens", {"name": "carl", "role": "student"}, "root").json()
        self.assertRegex(made["token"] + " " + made["id"], r"^bt_[\w-]{43} tok_[0-9A-Z]{26}$")  # as the CLI makes them
        self.assertEqual(self.s.request("GET", "/v1/rubrics", who=made["token"]).status, 200)
        self.assertEqual(self.s.request("DELETE", "/v1/tokens/" + made["id"], who="root").status, 204)
        self.refused(self.s.request("GET", "/v1/rubrics", who=made["token"]), 401, "unauthorized")
        listed = self.s.request("GET", "/v1/tokens", who="root").json()["items"]
        self.assertTrue([item["revoked"] for item in listed if item["id"] == made["id"]][0])
        self.assertNotIn(made["token"], json.dumps(listed))

    def test_an_admin_cannot_lock_everyone_out(self):
        own = [t["id"] for t in self.s.request("GET", "/v1/tokens", who="root").json()["items"] if t["name"] == "root"]
        self.refused(self.s.request("DELETE", "/v1/tokens/" + own[0], who="root"), 409, "own-token")
        self.refused(self.s.request("DELETE", "/v1/tokens/tok_none", who="root"), 404, "not-found")

    def test_token_requests_that_are_wrong(self):
        for body, pointer in (({}, "/name"), ({"name": "x"}, "/role"), ({"name": "", "role": "student"}, "/name"),
                              ({"name": "x", "role": "king"}, "/role"), ({"name": "x\n", "role": "student"}, "/name"),
                              ({"name": "x" * 129, "role": "student"}, "/name"),
                              ({"name": 1, "role": "student"}, "/name"),
                              ({"name": "x", "role": "student", "more": 1}, ""), ([], "/name")):
            with self.subTest(body=body):
                document = self.refused(self.s.request("POST", "/v1/tokens", body, "root"), 400, "bad-json")
                self.assertEqual([e["pointer"] for e in document["errors"]], [pointer])

    def test_metrics_are_for_this_machine_and_staff(self):
        self.assertEqual(self.s.request("GET", "/metrics").status, 200)
        proxied = {"X-Forwarded-For": "203.0.113.9"}
        self.refused(self.s.request("GET", "/metrics", headers=proxied), 401, "unauthorized")
        self.refused(self.s.request("GET", "/metrics", headers=proxied, who="ann"), 403, "forbidden")
        self.assertEqual(self.s.request("GET", "/metrics", headers=proxied, who="teacher").status, 200)


class Submitting(TestCase):
    def names(self, answer):
        self.assertEqual(answer.status, 202, answer.body)
        location = answer.headers["Location"]
        self.assertEqual(location, "/v1/submissions/" + answer.json()["id"])
        files = self.s.request("GET", location + "/files", who="teacher").json()["items"]
        return [item["name"] for item in files]

    def test_every_form_a_submission_can_have(self):
        two = [("file", "main.c", SOURCE), ("other", "lib/a.h", b"int a;\n"), ("rubric", None, b"demo")]
        body, kind = multipart(two)
        forms = [
            ("multipart", body, kind, "", ["lib/a.h", "main.c"]),
            ("raw c", SOURCE, "text/x-c", "rubric=demo", ["main.c"]),
            ("raw text, named", SOURCE, "text/plain; charset=utf-8", "rubric=demo&name=a.c", ["a.c"]),
            ("curl --data-binary", SOURCE, "application/x-www-form-urlencoded", "rubric=demo", ["main.c"]),
            ("no type", SOURCE, None, "rubric=demo", ["main.c"]),
            ("octets", SOURCE, "application/octet-stream", "rubric=demo", ["main.c"]),
            ("zip", b"PK\x03\x04" + bytes(100), "application/zip", "rubric=demo", ["submission"]),
            ("tar.gz", b"\x1f\x8b\x08" + bytes(100), "application/gzip", "rubric=demo", ["submission"]),
            ("json", json.dumps({"rubric": "demo", "files": [{"name": "m.c", "content": "int x;"}]}).encode(),
             "application/json", "", ["m.c"]),
            ("json, base64 in lines", json.dumps({"files": [{"name": "m.c",
                                                             "content_base64": "aW50\nIHg7\n"}]}).encode(),
             "application/json", "rubric=demo", ["m.c"]),
        ]
        for claim, data, kind, query, names in forms:
            with self.subTest(claim):
                answer = self.s.submit(query=query, body=data, headers={"Content-Type": kind})
                self.assertEqual(sorted(self.names(answer)), names)
                self.assertEqual(answer.json()["status"], "queued")

    def test_files_come_back_as_they_were(self):
        odd = b"\xff\x00\r\n--=boundary\r\n" + bytes(range(256))
        answer = self.s.submit(files=[("file", "sub/odd.c", odd), ("file", "empty.h", b"")])
        at = answer.headers["Location"]
        got = self.s.request("GET", at + "/files/sub/odd.c", who="ann")
        self.assertEqual((got.body, got.headers["Content-Type"]), (odd, "application/octet-stream"))
        self.assertEqual(self.s.request("GET", at + "/files/empty.h", who="ann").body, b"")
        self.refused(self.s.request("GET", at + "/files/none.c", who="ann"), 404, "not-found")

    def test_an_instructor_hands_in_for_a_student(self):
        answer = self.s.submit("teacher", "rubric=demo&student=Zo%C3%AB+M.")
        self.assertEqual(answer.json()["student"], "Zoë M.")
        found = self.s.request("GET", "/v1/submissions?student=Zo%C3%AB%20M.", who="teacher").json()["items"]
        self.assertEqual([item["id"] for item in found], [answer.json()["id"]])

    def test_the_bell_of_the_workers_is_rung_once_for_each(self):
        bell = self.s.bells[0]
        self.s.finish_all()
        try:
            while True:
                os.eventfd_read(bell)
        except BlockingIOError:
            pass
        self.s.submit()
        self.assertEqual(os.eventfd_read(bell), 1)
        self.assertRaises(BlockingIOError, os.eventfd_read, bell)


class Reading(TestCase):
    def setUp(self):
        self.s.finish_all()

    def test_status_then_grade_with_an_etag(self):
        posted = self.s.submit().json()
        at = "/v1/submissions/" + posted["id"]
        queued = self.s.request("GET", at, who="ann").json()
        self.assertEqual((queued["status"], queued["position"], queued["schema"]), ("queued", 0,
                                                                                    "bothends.submission/1"))
        self.s.tool("lease")
        self.s.tool("progress running 1/2")
        running = self.s.request("GET", at, who="ann").json()
        self.assertEqual((running["status"], running["progress"]), ("running", "running 1/2"))
        self.s.tool("finish")
        graded = self.s.request("GET", at, who="ann")
        self.assertEqual((graded.json()["schema"], graded.json()["status"]), ("bothends.grade/1", "graded"))
        again = self.s.request("GET", at, who="ann", headers={"If-None-Match": graded.headers["ETag"]})
        self.assertEqual((again.status, again.body), (304, b""))
        other = self.s.request("GET", at, who="ann", headers={"If-None-Match": '"x", W/"y"'})
        self.assertEqual(other.status, 200)

    def test_a_compile_error_is_a_grade(self):
        answer = self.s.submit()
        self.s.tool("lease")
        self.s.tool("compile_error")
        grade = self.s.request("GET", answer.headers["Location"], who="ann").json()
        self.assertEqual((grade["status"], grade["score"]), ("compile_error", 0))

    def test_a_grader_error_is_never_a_zero(self):
        at = self.s.submit().headers["Location"]

        def given_up():
            if self.s.tool("lease") != "none":
                self.s.tool("give_back")
            return self.s.request("GET", at, who="ann").json()["status"] == "grader_error"
        self.s.wait_until(given_up)
        answer = self.s.request("GET", at, who="ann")
        self.assertEqual((answer.status, answer.json()["status"]), (200, "grader_error"))
        self.assertNotIn("score", answer.json())
        self.assertNotIn("the test said so", answer.text)
        self.assertIn("the test said so", self.s.request("GET", at, who="teacher").text)

    def test_students_see_nothing_hidden(self):
        at = "/v1/submissions/" + self.s.graded("ann")
        ways = [at, at + "/grades", "/v1/submissions", "/v1/rubrics/demo"]
        for path in ways:
            with self.subTest(path=path):
                self.assertNotIn("psst", self.s.request("GET", path, who="ann").text)
        self.assertIn("psst", self.s.request("GET", "/v1/rubrics/demo", who="teacher").text)
        grade = self.s.request("GET", at, who="ann").json()
        self.assertEqual((grade["max_score"], grade["withheld"]["criteria"]), (80.0, 1))
        self.assertEqual(self.s.request("GET", at, who="teacher").json()["max_score"], 100.0)
        public = self.s.request("GET", "/v1/rubrics/demo", who="ann").json()
        self.assertEqual([c["id"] for c in public["criteria"]], ["compiles", "output"])
        self.assertEqual((public["max_score"], public["withheld"]), (80.0, {"criteria": 1, "points": 20.0}))
        self.assertNotIn("cases", public)
        text = self.s.request("GET", at, who="ann", headers={"Accept": "text/plain"}).text
        self.assertNotIn("Hidden rule: failed", text)

    def test_the_list_shows_a_student_the_score_that_the_grade_shows(self):
        self.s.add_rubric(rubric("open-list", hidden=False))
        for name, most in (("demo", 80.0), ("open-list", 100.0)):
            mine = self.s.graded("ann", query="rubric=" + name)
            grade = self.s.request("GET", "/v1/submissions/" + mine, who="ann").json()
            row = self.s.request("GET", "/v1/submissions?limit=1", who="ann").json()["items"][0]
            self.assertEqual((row["id"], row["score"], row["max_score"]), (mine, grade["score"], most))
            self.assertEqual(row["max_score"], grade["max_score"])
        self.s.submit("ann")
        self.assertNotIn("score", self.s.request("GET", "/v1/submissions?limit=1", who="ann").json()["items"][0])
        self.s.tool("lease"), self.s.tool("finish")

    def test_a_terminal_gets_the_coloured_report(self):
        at = "/v1/submissions/" + self.s.graded("ann")
        plain = {"Accept": "text/plain"}
        coloured = self.s.request("GET", at, who="ann", headers=plain)
        self.assertEqual(coloured.headers["Content-Type"], "text/plain; charset=utf-8")
        self.assertIn("\x1b[", coloured.text)
        self.assertNotIn("\x1b[", self.s.request("GET", at + "?colour=0", who="ann", headers=plain).text)
        missing = self.s.request("GET", "/v1/submissions/none", who="ann", headers=plain)
        self.assertEqual((missing.status, missing.headers["Content-Type"]), (404, "text/plain; charset=utf-8"))
        queued = self.s.submit("ann").headers["Location"]
        self.assertEqual(self.s.request("GET", queued, who="ann", headers=plain).text,
                         f"{queued.split('/')[-1]} is queued; 0 before it. GET {queued}?wait=30 gives the report.\n")
        self.s.tool("lease"), self.s.tool("finish")

    def test_regrading_keeps_old_grades(self):
        self.s.add_rubric(rubric("again"))
        mine = self.s.graded("ann", query="rubric=again")
        self.s.add_rubric(rubric("again", title="Second"))
        answer = self.s.request("POST", f"/v1/submissions/{mine}/regrade", who="teacher")
        self.assertEqual((answer.status, answer.json()["status"]), (202, "queued"))
        self.refused(self.s.request("POST", f"/v1/submissions/{mine}/regrade", who="teacher"), 409, "still-grading")
        self.assertEqual(self.s.tool("lease"), mine)
        self.s.tool("finish")
        told = self.s.request("GET", f"/v1/submissions/{mine}/grades", who="ann").json()
        self.assertEqual((told["submission"]["id"], told["submission"]["student"]), (mine, "ann"))
        grades = told["items"]
        self.assertEqual([(g["number"], g["grade"]["rubric"]["version"]) for g in grades], [(2, 2), (1, 1)])
        whole = self.s.request("POST", "/v1/rubrics/again/regrade", who="teacher")
        self.assertEqual((whole.status, whole.json()["queued"]), (202, 1))
        self.s.tool("lease"), self.s.tool("finish")
        other = self.s.graded("ann")
        for body, pointer in (({"submissions": [mine, other]}, "/submissions/1"), ({"submissions": [1]},
                              "/submissions/0"), ({"submission": []}, "/submission")):
            answer = self.s.request("POST", "/v1/rubrics/again/regrade", body, "teacher")
            self.assertEqual([e["pointer"] for e in answer.json()["errors"]], [pointer])
            self.assertEqual(answer.status, 404 if pointer == "/submissions/1" else 400)

    def test_the_list_is_paged_by_a_cursor(self):
        ids = [self.s.submit("teacher", "rubric=demo&student=paged").json()["id"] for _ in range(5)]
        at, seen = "/v1/submissions?student=paged&limit=2&status=queued&rubric=demo", []
        while at:
            answer = self.s.request("GET", at, who="teacher")
            seen += [item["id"] for item in answer.json()["items"]]
            link = re.fullmatch('<(.*)>; rel="next"', answer.headers["Link"] or "")
            at = link and link[1]
        self.assertEqual(seen, sorted(ids, reverse=True))  # by time; within a millisecond in any order
        self.s.tool("auto 5")
        for query in ("limit=0", "limit=201", "limit=x", "cursor=x", "status=done"):
            with self.subTest(query=query):
                self.refused(self.s.request("GET", "/v1/submissions?" + query, who="ann"), 400, "bad-request")


class Queries(TestCase):
    def test_a_parameter_that_is_none_is_refused(self):
        """Else a typing error would be without effect: '?stduent=ann' lists everybody's."""
        for path in ("/v1/submissions?stduent=ann", "/v1/submissions?limit=5&frob", "/v1/rubrics?limit=5",
                     "/v1/submissions?Idempotency-Key=a", "/v1/submissions?student%20rubric=a", "/v1/submissions?=a"):
            with self.subTest(path=path):
                self.refused(self.s.request("GET", path, who="teacher"), 400, "bad-request")
        self.refused(self.s.submit(query="rubric=demo&wiat=5"), 400, "bad-request")
        for path in ("/v1/submissions?student=ann&rubric=demo&status=graded&limit=5", "/?draft=1", "/healthz?x=1"):
            with self.subTest(path=path):
                self.assertEqual(self.s.request("GET", path, who="teacher").status, 200)


class Documents(TestCase):
    def test_openapi_tells_of_each_row_and_no_other(self):
        document = self.s.request("GET", "/v1/openapi.json").json()
        told = {(method.upper(), path) for path, item in document["paths"].items() for method in item}
        self.assertEqual(told, {(method, path) for method, path, _, _ in table()})

    def test_openapi_is_whole(self):
        document = self.s.request("GET", "/v1/openapi.json").json()
        self.assertEqual(document["openapi"], "3.1.0")
        schemas, operations = document["components"]["schemas"], set()
        used = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))
        self.assertLessEqual(used, set(schemas))
        self.assertEqual(set(schemas), used | {"Object"} & set(schemas), "a schema that nothing uses")
        for path, item in document["paths"].items():
            for method, operation in item.items():
                with self.subTest(path=path, method=method):
                    names = [p["name"] for p in operation["parameters"] if p["in"] == "path"]
                    self.assertEqual(names, re.findall(r"\{(\w+)\}", path))
                    self.assertTrue(all(p["required"] for p in operation["parameters"] if p["in"] == "path"))
                    self.assertTrue(all(p["schema"] and p["description"] for p in operation["parameters"]))
                    pairs = [(p["name"], p["in"]) for p in operation["parameters"]]
                    self.assertEqual(len(pairs), len(set(pairs)))
                    self.assertNotIn(operation["operationId"], operations)
                    operations.add(operation["operationId"])
                    self.assertTrue(all(re.fullmatch(r"[1-5]\d\d|default", s) and a["description"]
                                        for s, a in operation["responses"].items()))
                    self.assertTrue(any(s[0] == "2" for s in operation["responses"]))
                    self.assertEqual("requestBody" in operation, dict(
                        ((m.lower(), p), b) for m, p, _, b in table())[(method, path)] != "BODY_NONE")

    def test_probes_kit_and_home(self):
        self.assertEqual(self.s.request("GET", "/healthz").json()["status"], "ok")
        self.assertEqual(self.s.request("GET", "/readyz").json()["status"], "ready")
        kit = self.s.request("GET", "/v1/kit/mp.h")
        self.assertEqual(kit.body, (pathlib.Path(os.environ["BOTHENDS_SOURCE"]) / "rubrics/kit/mp.h").read_bytes())
        self.assertEqual(self.s.request("GET", "/v1/kit/mp.h", headers={"If-None-Match": kit.headers["ETag"]}).status,
                         304)
        self.assertIn("curl", self.s.request("GET", "/").text)
        page = self.s.request("GET", "/", headers={"Accept": "text/html,*/*;q=0.8"})
        self.assertEqual(page.headers["Content-Type"], "text/html; charset=utf-8")

    def test_metrics_are_prometheus_text(self):
        self.s.submit()
        counted = ('_count{http_request_method="POST",http_route="/v1/submissions",'
                   'http_response_status_code="202"} 1\n')
        # a request is counted once its answer is out, which the client may know before
        self.s.wait_until(lambda: counted in self.s.request("GET", "/metrics").text)
        page = self.s.request("GET", "/metrics").text
        for line in page.splitlines():
            self.assertRegex(line, r'^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"]*",?)+\})? -?[0-9.e+]+)$')
        self.assertIn('bothends_submissions_total{result="accepted"} 1', page)
        self.assertIn('bothends_queue_depth{state="queued"} 1', page)
        self.assertNotIn("ann", page)

    def test_methods_and_media_types(self):
        answer = self.s.request("PATCH", "/v1/rubrics/demo", who="root")
        self.refused(answer, 405, "method-not-allowed")
        self.assertEqual(answer.headers["Allow"], "GET, HEAD, PUT, DELETE, OPTIONS")
        options = self.s.request("OPTIONS", "/v1/submissions")
        self.assertEqual((options.status, options.headers["Allow"]), (204, "POST, GET, HEAD, OPTIONS"))
        head = self.s.request("HEAD", "/v1/rubrics/demo", who="ann")
        get = self.s.request("GET", "/v1/rubrics/demo", who="ann")
        self.assertEqual((head.status, head.body, head.headers["Content-Length"], head.headers["ETag"]),
                         (200, b"", get.headers["Content-Length"], get.headers["ETag"]))
        for accept, status in (("image/png", 406), ("application/*", 200), ("*/*;q=0.1", 200), ("", 200),
                               ("application/json;q=0", 406), ("text/plain", 406)):
            with self.subTest(accept=accept):
                self.assertEqual(self.s.request("GET", "/v1/rubrics", who="ann", headers={"Accept": accept}).status,
                                 status)
        for first, second, status in (("image/png", "application/json", 200), ("image/png", "text/html", 406),
                                      ("*/*", "application/json;q=0", 406), ("", "image/png", 406)):
            with self.subTest(first=first, second=second):  # two lines are one list
                raw = self.s.raw(f"GET /v1/rubrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                                 f"{self.s.tokens['ann']}\r\nAccept: {first}\r\nAccept: {second}\r\n\r\n".encode())
                self.assertEqual(int(raw.split()[1]), status, raw)
        for path in ("/nowhere", "/v1", "/v1/", "/v1/submissions/", "//", "/v1/rubrics/demo/",
                     "/v1/rubrics/../tokens"):
            with self.subTest(path=path):
                self.refused(self.s.request("GET", path, who="root"), 404, "not-found")

    def test_request_ids_are_kept_or_made(self):
        self.assertEqual(self.s.request("GET", "/healthz",
                                        headers={"X-Request-Id": "mine-1.2_3"}).headers["X-Request-Id"],
                         "mine-1.2_3")
        for bad in ("a b", "<x>", "x" * 65, "é"):
            made = self.s.request("GET", "/healthz", headers={"X-Request-Id": bad.encode()}).headers["X-Request-Id"]
            self.assertRegex(made, "^req_[0-9a-f]{16}$")


if __name__ == "__main__":
    unittest.main()
