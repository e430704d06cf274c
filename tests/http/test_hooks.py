# test_hooks.py -- messages of other services are taken only from who knows the secret, now, and once.
import json
import threading
import time
import unittest

from service import GITHUB_SECRETS, STANDARD_SECRETS, TestCase, sign_github, sign_standard


def message(**data):
    data = {"student": "dora", "files": [{"name": "a.c", "content": "int x;"}], **data}
    return json.dumps({"type": "submission.created", "timestamp": "2026-11-22T20:00:00Z", "data": data}).encode()


class Hooks(TestCase):
    count = 0

    def fresh(self):
        Hooks.count += 1
        return f"msg_{Hooks.count}"

    def post(self, body, headers, source="lms"):
        return self.s.request("POST", "/v1/hooks/" + source, body, headers=headers)

    def standard(self, body=None, secret=STANDARD_SECRETS[0], stamp=None, name=None, **more):
        body = message() if body is None else body
        headers = sign_standard(secret, name or self.fresh(), int(time.time()) if stamp is None else stamp, body)
        return self.post(body, {**headers, **{k.replace("_", "-"): v for k, v in more.items()}})

    def test_a_signed_message_is_a_submission(self):
        for claim, answer in (("standard", self.standard()), ("old secret", self.standard(secret=STANDARD_SECRETS[1])),
                              ("github", self.github(message(rubric="demo"))),
                              ("github, old secret", self.github(message(rubric="demo", n=2), GITHUB_SECRETS[1])),
                              ("no content but base64", self.standard(message(
                                  files=[{"name": "a.c", "content_base64": "aW50IHg7"}]))),
                              ("keys we do not know", self.standard(message(course=7)))):
            with self.subTest(claim):
                self.assertEqual((answer.status, answer.json()["status"]), (202, "queued"), answer.body)
                got = self.s.request("GET", answer.headers["Location"], who="teacher").json()
                self.assertEqual((got["student"], got["rubric"]["id"]), ("dora", "demo"))
                file = self.s.request("GET", answer.headers["Location"] + "/files/a.c", who="teacher")
                self.assertEqual(file.body, b"int x;")

    def github(self, body, secret=GITHUB_SECRETS[0], name=None, event="submission"):
        return self.post(body, sign_github(secret, name or self.fresh(), body, event), "hub")

    def test_a_replay_is_the_same_submission(self):
        name = self.fresh()
        first, again = self.standard(name=name), self.standard(name=name)
        self.assertEqual((first.status, again.status, again.json()), (202, 200, {"status": "known",
                                                                                 "id": first.json()["id"]}))
        first, again, renamed = (self.github(message(rubric="demo", n=3), secret, name) for secret, name in (
            (GITHUB_SECRETS[0], "d_1"), (GITHUB_SECRETS[1], "d_1"), (GITHUB_SECRETS[0], "d_2")))
        self.assertEqual((first.status, again.status, again.json()["id"]), (202, 200, first.json()["id"]))
        self.assertEqual((renamed.status, renamed.json()["id"]), (200, first.json()["id"]),
                         "the signature does not cover the delivery's name")
        other = self.github(message(rubric="demo", n=4), name="d_1")
        self.assertEqual((other.status, other.json()["id"] == first.json()["id"]), (202, False))

    def test_replays_at_once_are_one_submission(self):
        name, got = self.fresh(), []
        threads = [threading.Thread(target=lambda: got.append(self.standard(name=name))) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answer.status for answer in got), [200] * 11 + [202])
        self.assertEqual(len({answer.json()["id"] for answer in got}), 1)

    def test_what_is_not_signed_as_it_must_be(self):
        now = int(time.time())
        body = message()
        good = sign_standard(STANDARD_SECRETS[0], "msg_x", now, body)
        hub = sign_github(GITHUB_SECRETS[0], "d_x", body)
        rows = [
            ("tampered body", "lms", body + b" ", good),
            ("tampered id", "lms", body, {**good, "webhook-id": "msg_y"}),
            ("tampered time", "lms", body, {**good, "webhook-timestamp": str(now - 1)}),
            ("old", "lms", body, sign_standard(STANDARD_SECRETS[0], "msg_x", now - 301, body)),
            ("from the future", "lms", body, sign_standard(STANDARD_SECRETS[0], "msg_x", now + 330, body)),
            ("another secret", "lms", body, sign_standard("whsec_" + "A" * 32, "msg_x", now, body)),
            ("no signature", "lms", body, {**good, "webhook-signature": ""}),
            ("signature missing", "lms", body, {k: v for k, v in good.items() if k != "webhook-signature"}),
            ("id missing", "lms", body, {k: v for k, v in good.items() if k != "webhook-id"}),
            ("time missing", "lms", body, {k: v for k, v in good.items() if k != "webhook-timestamp"}),
            ("time no number", "lms", body, {**good, "webhook-timestamp": "now"}),
            ("another version", "lms", body, {**good, "webhook-signature": good["webhook-signature"].replace("v1",
                                                                                                             "v2")}),
            ("signed for another source", "hub", body, good),
            ("github: tampered", "hub", body + b" ", hub),
            ("github: sha1", "hub", body, {**hub, "X-Hub-Signature-256": "sha1=" + "0" * 40}),
            ("github: upper case", "hub", body, {**hub, "X-Hub-Signature-256": hub["X-Hub-Signature-256"].upper()}),
            ("github: no delivery", "hub", body, {k: v for k, v in hub.items() if k != "X-GitHub-Delivery"}),
            ("github's for the lms", "lms", body, hub),
            ("nothing at all", "lms", b"", {}),
            ("no json, not signed either", "lms", b"{", {**good}),
        ]
        for claim, source, data, headers in rows:
            with self.subTest(claim):
                self.refused(self.post(data, headers, source), 401, "bad-signature")
        self.refused(self.post(body, good, "none"), 404, "not-found")
        several = {**good, "webhook-signature": "v1a,xx v1,AAAA " + good["webhook-signature"]}
        self.assertEqual(self.post(body, several).status, 202)

    def test_signed_but_wrong(self):
        for claim, body, status, problem in (
                ("no json", b"{", 400, "bad-json"), ("no student", message(student=None), 422, "bad-submission"),
                ("no files", message(files=[]), 422, "bad-submission"), ("no data", b'{"type": "submission.created"}',
                                                                         422,
                                                                         "bad-submission"),
                ("unknown rubric", message(rubric="none"), 404, "unknown-rubric")):
            with self.subTest(claim):
                self.refused(self.standard(body), status, problem)
        self.refused(self.github(message()), 400, "rubric-missing")
        self.refused(self.standard(Content_Type="text/plain"), 415, "unsupported-type")
        mended = self.fresh()
        self.assertEqual(self.standard(message(rubric="none"), name=mended).status, 404)
        self.assertEqual(self.standard(message(), name=mended).status, 202, "what was refused may be sent again")

    def test_other_events(self):
        self.assertEqual(self.github(b'{"zen": "x"}', event="ping").json()["status"], "pong")
        self.assertEqual(self.github(b'{"ref": "x"}', event="push").json()["status"], "ignored")
        answer = self.standard(b'{"type": "course.renamed", "data": {}}')
        self.assertEqual((answer.status, answer.json()["status"]), (202, "ignored"))
        self.assertIn("submission.created", answer.json()["detail"])
        self.assertIn('bothends_webhook_deliveries_total{outcome="ignored"}', self.s.request("GET", "/metrics").text)


if __name__ == "__main__":
    unittest.main()
