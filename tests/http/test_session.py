# test_session.py -- signing in with a browser: cookie, CSRF token, log out; the pages and what they are made of.
import re
import unittest

from service import TestCase

JSON = {"Content-Type": "application/json"}


class Session(TestCase):
    def sign_in(self, who, headers=None):
        answer = self.s.request("POST", "/v1/session", {"token": self.s.tokens[who]}, headers=headers)
        self.assertEqual(answer.status, 201, answer.body)
        return answer, answer.headers["Set-Cookie"].split(";")[0], answer.json()["csrf"]

    def test_the_cookie_is_for_our_pages_only(self):
        answer, cookie, csrf = self.sign_in("ann")
        attributes = answer.headers["Set-Cookie"].split("; ")[1:]
        self.assertEqual(attributes, ["Path=/", "HttpOnly", "SameSite=Strict", "Max-Age=604800"])
        self.assertNotIn(self.s.tokens["ann"], cookie)
        self.assertNotIn(cookie.split("=")[1], answer.text)
        self.assertEqual((answer.json()["name"], answer.json()["role"]), ("ann", "student"))
        secure, _, _ = self.sign_in("ann", {"X-Forwarded-Proto": "https"})
        self.assertTrue(secure.headers["Set-Cookie"].endswith("; Secure"))

    def test_it_stands_for_the_token(self):
        _, cookie, csrf = self.sign_in("ann")
        me = self.s.request("GET", "/v1/session", headers={"Cookie": cookie}).json()
        self.assertEqual((me["name"], me["role"], me["csrf"]), ("ann", "student", csrf))
        among = {"Cookie": f"theme=dark; {cookie}; x=bothends_session=1"}
        self.assertEqual(self.s.request("GET", "/v1/rubrics", headers=among).status, 200)
        self.refused(self.s.request("GET", "/v1/tokens", headers={"Cookie": cookie}), 403, "forbidden")
        by_token = self.s.request("GET", "/v1/session", who="teacher").json()
        self.assertEqual(by_token, {"name": "teacher", "role": "instructor"})

    def test_a_write_needs_what_only_our_pages_can_read(self):
        _, cookie, csrf = self.sign_in("teacher")
        _, _, other = self.sign_in("ann")
        for given in (None, "", other, csrf[:-1], csrf + "0", csrf.upper() + " "):
            with self.subTest(given=given):
                answer = self.s.request("POST", "/v1/rubrics/demo/regrade",
                                        headers={"Cookie": cookie, "X-CSRF-Token": given})
                self.refused(answer, 403, "csrf")
        answer = self.s.request("POST", "/v1/rubrics/demo/regrade", headers={"Cookie": cookie, "X-CSRF-Token": csrf})
        self.assertEqual(answer.status, 202)

    def test_a_token_beside_a_cookie_is_what_counts(self):
        _, cookie, _ = self.sign_in("teacher")
        self.refused(self.s.request("GET", "/v1/rubrics", who="nonsense", headers={"Cookie": cookie}), 401,
                     "unauthorized")
        self.assertEqual(self.s.request("GET", "/v1/session", who="ann", headers={"Cookie": cookie}).json()["name"],
                         "ann")

    def test_logging_out_ends_it(self):
        _, cookie, csrf = self.sign_in("ann")
        self.refused(self.s.request("DELETE", "/v1/session", headers={"Cookie": cookie}), 403, "csrf")
        answer = self.s.request("DELETE", "/v1/session", headers={"Cookie": cookie, "X-CSRF-Token": csrf})
        self.assertEqual(answer.status, 204)
        self.assertIn("bothends_session=; ", answer.headers["Set-Cookie"])
        self.assertIn("Max-Age=0", answer.headers["Set-Cookie"])
        self.refused(self.s.request("GET", "/v1/rubrics", headers={"Cookie": cookie}), 401, "unauthorized")

    def test_a_revoked_token_ends_its_sessions(self):
        made = self.s.request("POST", "/v1/tokens", {"name": "carl", "role": "student"}, "root").json()
        self.s.tokens["carl"] = made["token"]
        _, cookie, _ = self.sign_in("carl")
        self.assertEqual(self.s.request("GET", "/v1/rubrics", headers={"Cookie": cookie}).status, 200)
        self.assertEqual(self.s.request("DELETE", "/v1/tokens/" + made["id"], who="root").status, 204)
        self.refused(self.s.request("GET", "/v1/rubrics", headers={"Cookie": cookie}), 401, "unauthorized")

    def test_what_signs_nobody_in(self):
        for body, status, problem in (({"token": "bt_wrong"}, 401, "unauthorized"),
                                      ({"token": ""}, 401, "unauthorized"),
                                      ({"token": "x" * 5000}, 401, "unauthorized"), ({"token": 1}, 400, "bad-json"),
                                      ({}, 400, "bad-json"), ([], 400, "bad-json"),
                                      ({"token": "a", "more": 1}, 400, "bad-json")):
            with self.subTest(body=str(body)[:40]):
                answer = self.s.request("POST", "/v1/session", body)
                self.refused(answer, status, problem)
                self.assertNotIn("Set-Cookie", answer.headers)
        form = f'{{"token": "{self.s.tokens["ann"]}"}}'.encode()
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
            answer = self.s.request("POST", "/v1/session", form, headers={"Content-Type": kind})
            self.refused(answer, 415, "unsupported-type")  # what a form of another site could send
        for cookie in ("bothends_session=", "bothends_session=bt_" + "A" * 43, "bothends_session", "=; ;"):
            self.refused(self.s.request("GET", "/v1/rubrics", headers={"Cookie": cookie}), 401, "unauthorized")
        twice = b"GET /v1/rubrics HTTP/1.1\r\nHost: x\r\nCookie: a=b\r\nCookie: c=d\r\n\r\n"
        self.assertIn(b" 400 ", self.s.raw(twice).split(b"\r\n")[0])


class Pages(TestCase):
    def test_curl_is_told_how_and_a_browser_gets_the_page(self):
        told = self.s.request("GET", "/", headers={"Accept": "*/*"})
        self.assertTrue(told.headers["Content-Type"].startswith("text/plain"))
        self.assertIn("curl -H", told.text)
        page = self.s.request("GET", "/", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
        self.assertTrue(page.headers["Content-Type"].startswith("text/html"))
        policy = page.headers["Content-Security-Policy"]
        nonce = re.search(r"'nonce-([A-Za-z0-9+/=]{24})'", policy).group(1)
        self.assertIn(f'content="{nonce}"', page.text)
        self.assertIn("default-src 'none'", policy)
        self.assertNotIn("unsafe", policy)
        again = self.s.request("GET", "/", headers={"Accept": "text/html"})
        self.assertNotIn(nonce, again.headers["Content-Security-Policy"])
        for name in re.findall(r'"/assets/([^"]+)"', page.text):
            with self.subTest(name=name):
                asset = self.s.request("GET", "/assets/" + name)
                self.assertEqual(asset.status, 200)
                known = self.s.request("GET", "/assets/" + name, headers={"If-None-Match": asset.headers["ETag"]})
                self.assertEqual((known.status, known.body), (304, b""))
        for name in ("none.js", "index.html", "..%2Fassets.c", "%00"):
            self.refused(self.s.request("GET", "/assets/" + name), 404, "not-found")


if __name__ == "__main__":
    unittest.main()
