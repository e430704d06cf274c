# test_rubrics.py -- rubrics are edited without losing anybody's change, and every version stays.
import json
import threading
import unittest

from service import TestCase, rubric


class Rubrics(TestCase):
    def put(self, document, name="r", **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.s.request("PUT", "/v1/rubrics/" + name, document, "teacher", headers)

    def test_make_change_read_delete(self):
        made = self.put(rubric("r", title="One"), If_None_Match="*")
        self.assertEqual((made.status, made.json()["version"], made.json()["author"]), (201, 1, "teacher"))
        self.assertRegex(made.headers["ETag"], '^"v1-[0-9a-f]{16}"$')
        got = self.s.request("GET", "/v1/rubrics/r", who="teacher")
        self.assertEqual((got.json(), got.headers["ETag"]), (rubric("r", title="One"), made.headers["ETag"]))
        changed = self.put(rubric("r", title="Two"), If_Match=made.headers["ETag"])
        self.assertEqual((changed.status, changed.json()["version"]), (200, 2))
        same = self.put(rubric("r", title="Two"), If_Match=changed.headers["ETag"])
        self.assertEqual((same.status, same.json()["version"], same.headers["ETag"]), (200, 2,
                                                                                       changed.headers["ETag"]))
        versions = self.s.request("GET", "/v1/rubrics/r/versions", who="teacher").json()["items"]
        self.assertEqual([v["version"] for v in versions], [2, 1])
        for number, title in ((1, "One"), (2, "Two")):
            old = self.s.request("GET", f"/v1/rubrics/r/versions/{number}", who="teacher")
            self.assertEqual(old.json()["title"], title)
            known = {"If-None-Match": old.headers["ETag"]}
            self.assertEqual(self.s.request("GET", f"/v1/rubrics/r/versions/{number}", who="teacher",
                                            headers=known).status, 304)
        self.assertIn("r", [r["id"] for r in self.s.request("GET", "/v1/rubrics", who="ann").json()["items"]])
        gone = self.s.request("DELETE", "/v1/rubrics/r", who="teacher", headers={"If-Match": changed.headers["ETag"]})
        self.assertEqual((gone.status, gone.body), (204, b""))
        self.refused(self.s.request("GET", "/v1/rubrics/r", who="teacher"), 404, "unknown-rubric")
        self.refused(self.s.submit(query="rubric=r"), 404, "unknown-rubric")
        self.assertNotIn("r", [r["id"] for r in self.s.request("GET", "/v1/rubrics", who="ann").json()["items"]])
        self.assertEqual(self.s.request("GET", "/v1/rubrics/r/versions/1", who="teacher").json()["title"], "One")
        again = self.put(rubric("r", title="Three"), If_None_Match="*")
        self.assertEqual((again.status, again.json()["version"]), (201, self.after_delete(versions)))

    @staticmethod
    def after_delete(versions):
        return versions[0]["version"] + 1

    def test_conditions(self):
        self.refused(self.put(rubric("new"), "new"), 428, "if-match-needed")
        self.refused(self.put(rubric("new"), "new", If_Match='"v1-0"'), 412, "stale")
        self.refused(self.put(rubric("demo"), "demo"), 428, "if-match-needed")
        current = self.s.request("GET", "/v1/rubrics/demo", who="teacher").headers["ETag"]
        for headers in ({"If_Match": '"v9-0123456789abcdef"'}, {"If_Match": "W/" + current}, {"If_None_Match": "*"},
                        {"If_Match": current.strip('"')}):
            with self.subTest(**headers):
                answer = self.put(rubric("demo", title="No"), "demo", **headers)
                self.refused(answer, 412, "stale")
                self.assertEqual(answer.headers["ETag"], current)
        self.refused(self.s.request("DELETE", "/v1/rubrics/demo", who="teacher", headers={"If-Match": '"x"'}), 412,
                     "stale")
        self.assertEqual(self.put(rubric("demo"), "demo", If_Match=f'"x", {current}').status, 200)
        self.assertEqual(self.put(rubric("demo"), "demo", If_Match="*").status, 200)

    def test_one_of_many_writers_wins(self):
        self.s.add_rubric(rubric("race"))
        etag = self.s.request("GET", "/v1/rubrics/race", who="teacher").headers["ETag"]
        results = []

        def write(n):
            results.append(self.put(rubric("race", title=f"by {n}"), "race", If_Match=etag).status)
        threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(results), [200] + [412] * 7)

    def test_faults_have_pointer_and_line(self):
        text = '{"schema": "bothends.rubric/1",\n "id": "bad", "title": "x",\n "max_points": 1,\n "what": 1,\n' \
               ' "cases": [],\n "criteria": []}'
        answer = self.s.request("PUT", "/v1/rubrics/bad", text.encode(), "teacher",
                                {"If-None-Match": "*", "Content-Type": "application/json"})
        errors = {e["pointer"]: e for e in self.refused(answer, 422, "bad-rubric")["errors"]}
        self.assertEqual(errors["/what"]["line"], 4)
        checked = self.s.request("POST", "/v1/rubrics/bad/validate", text.encode(), "teacher").json()
        self.assertFalse(checked["valid"])
        self.assertEqual({e["pointer"] for e in checked["errors"]}, set(errors))
        self.refused(self.s.request("GET", "/v1/rubrics/bad", who="teacher"), 404, "unknown-rubric")

    def test_validate_saves_nothing(self):
        checked = self.s.request("POST", "/v1/rubrics/fresh/validate", rubric("fresh"), "teacher").json()
        self.assertEqual((checked["valid"], checked["errors"], checked["max_score"]), (True, [], 100.0))
        self.refused(self.s.request("GET", "/v1/rubrics/fresh", who="teacher"), 404, "unknown-rubric")

    def test_the_id_must_be_that_of_the_address(self):
        answer = self.put(rubric("other"), "mine", If_None_Match="*")
        self.assertEqual(self.refused(answer, 422, "bad-rubric")["errors"][0]["pointer"], "/id")

    def test_bodies_that_are_no_rubric(self):
        for claim, body in (("empty", b""), ("not json", b"{"), ("bad utf-8", b'{"id": "\xff"}'), ("deep",
                                                                                                   b"[" * 5000),
                            ("duplicate key", b'{"id": "x", "id": "x"}'), ("a number", b"1")):
            with self.subTest(claim):
                answer = self.s.request("PUT", "/v1/rubrics/bad", body, "teacher", {"If-None-Match": "*"})
                self.assertTrue(self.refused(answer, 422, "bad-rubric")["errors"])
        big = json.dumps(rubric("bad", task="x" * 1024 * 1024)).encode()
        self.refused(self.s.request("PUT", "/v1/rubrics/bad", big, "teacher", {"If-None-Match": "*"}), 413,
                     "too-large")
        for name in ("Bad", "a b", "-x", "x" * 65, "a%00b", "%ff"):
            with self.subTest(name=name):
                answer = self.put(rubric("bad"), name.replace(" ", "%20"), If_None_Match="*")
                self.refused(answer, 400, "bad-request")
        for number in ("0", "99", "x", "-1", "1e1", "99999999999999999999"):
            answer = self.s.request("GET", "/v1/rubrics/demo/versions/" + number, who="teacher")
            self.refused(answer, 404, "unknown-rubric")


if __name__ == "__main__":
    unittest.main()
