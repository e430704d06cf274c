# test_waiting.py -- whoever waits for a grade gets it at once, and holds no thread meanwhile.
import os
import resource
import signal
import socket
import threading
import time
import unittest

from service import Service, TestCase


def threads_of(pid):
    return len(os.listdir(f"/proc/{pid}/task"))


def in_background(call):
    """Calls it in a thread; returns a function that waits for its answer."""
    results = []
    thread = threading.Thread(target=lambda: results.append(call()))
    thread.start()

    def answer():
        thread.join(60)
        return results[0]
    return answer


class Waiting(TestCase):
    def parked(self, count):
        self.s.wait_until(lambda: f"bothends_parked_requests {count}\n" in self.s.request("GET", "/metrics").text)

    def setUp(self):
        self.s.finish_all()

    def test_a_post_that_waits_gets_the_grade(self):
        quick, tries = 0, 0
        while quick < 15 and tries < 60:
            tries += 1
            answer = in_background(lambda: self.s.submit(query="rubric=demo&wait=60"))
            self.parked(1)
            mine = self.s.tool("lease")
            self.s.tool("finish")
            began = time.monotonic()
            got = answer()
            quick += time.monotonic() - began < 0.1
            self.assertEqual((got.status, got.json()["schema"], got.json()["id"]), (200, "bothends.grade/1", mine))
            self.assertEqual(got.headers["Location"], "/v1/submissions/" + mine)
        # The look once a second would be as quick in one of ten; a busy machine delays many, and not most.
        self.assertEqual(quick, 15, f"of {tries}: the bell wakes it")

    def test_a_get_that_waits_and_text(self):
        at = self.s.submit().headers["Location"]
        answers = [in_background(lambda: self.s.request("GET", at + "?wait=60", who="ann",
                                                        headers={"Accept": "text/plain"})),
                   in_background(lambda: self.s.request("GET", at + "?wait=999", who="teacher"))]
        self.parked(2)
        self.s.tool("lease")
        self.s.tool("compile_error")
        text, document = answers[0](), answers[1]()
        self.assertEqual((text.status, text.headers["Content-Type"]), (200, "text/plain; charset=utf-8"))
        self.assertEqual(document.json()["status"], "compile_error")

    def test_a_wait_that_is_over(self):
        def took(wait):
            began = time.monotonic()
            posted = self.s.submit(query=f"rubric=demo&wait={wait}")
            self.assertEqual((posted.status, posted.json()["status"]), (202, "queued"))
            self.at = posted.headers["Location"]
            return time.monotonic() - began
        self.assertLess(min(took(0) for _ in range(5)), 0.5)
        self.assertTrue(1 <= took(1) < 30)
        got = self.s.request("GET", self.at + "?wait=1", who="ann")
        self.assertEqual((got.status, got.json()["status"]), (200, "queued"))

    def test_progress_does_not_end_a_wait(self):
        answer = in_background(lambda: self.s.submit(query="rubric=demo&wait=60"))
        self.parked(1)
        self.s.tool("lease")
        for n in range(3):
            self.s.tool(f"progress running {n + 1}/3")
        self.parked(1)
        self.s.tool("finish")
        self.assertEqual(answer().status, 200)

    def test_a_stream_tells_all_steps_and_ends(self):
        at = self.s.submit().headers["Location"]
        stream = self.s.events(at + "/events")
        self.assertEqual((stream.response.status, stream.response.headers["Content-Type"]), (200, "text/event-stream"))
        told = [stream.next()]
        for command in ("lease", "progress running 1/2", "progress running 2/2", "finish"):
            self.parked(1)
            self.s.tool(command)
            told.append(stream.next())
        self.assertEqual([name for name, _, _ in told], ["queued", "compiling", "running", "running", "graded"])
        self.assertEqual((told[2][1]["run"], told[2][1]["runs"]), (1, 2))
        self.assertEqual((told[4][1]["status"], told[4][1]["score"], told[4][1]["max_score"]), ("graded", 80.0, 80.0))
        self.assertEqual(len({key for _, _, key in told}), 5)
        self.assertIsNone(stream.next())
        late = self.s.events(at + "/events")
        self.assertEqual((late.next()[0], late.next()), ("graded", None))
        again = self.s.request("GET", at + "/events", who="ann", headers={"Last-Event-ID": told[4][2]})
        self.assertEqual(again.status, 204)
        staff = self.s.events(at + "/events", who="teacher")
        self.assertEqual(staff.next()[1]["max_score"], 100.0)
        for one in (stream, late, staff):
            one.close()

    def test_a_stream_goes_on_where_it_was(self):
        at = self.s.submit().headers["Location"]
        first = self.s.events(at + "/events")
        _, _, key = first.next()
        first.close()
        second = self.s.events(at + "/events", headers={"Last-Event-ID": key})
        self.parked(2)  # the first is not noticed to be gone: trap
        self.s.tool("lease")
        self.assertEqual(second.next()[0], "compiling")
        self.s.tool("finish")
        self.assertEqual(second.next()[0], "graded")
        second.close()
        self.parked(0)

    def test_a_stream_says_something_every_15_seconds(self):
        """Else a client that has gone would never be noticed (trap)."""
        stream = self.s.events(self.s.submit().headers["Location"] + "/events")
        gone = self.s.events(self.s.submit().headers["Location"] + "/events")
        self.assertEqual(stream.next()[0], "queued")
        gone.next()
        gone.close()
        self.parked(2)
        self.assertEqual(stream.next(), (None, None, None))
        self.parked(1)
        self.s.tool("lease"), self.s.tool("finish")
        stream.close()

    def test_head_and_type_of_a_stream(self):
        at = self.s.submit().headers["Location"] + "/events"
        self.assertEqual(self.s.request("HEAD", at, who="ann").status, 200)
        self.refused(self.s.request("GET", at, who="ann", headers={"Accept": "application/json"}), 406,
                     "not-acceptable")

    def test_many_streams_hold_no_thread(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        count = min(1000, (hard - 200) // 2)
        at = self.s.submit().headers["Location"]
        before = threads_of(self.s.server.pid)
        streams = [self.s.events(at + "/events") for _ in range(count)]
        self.parked(count)
        self.assertEqual(threads_of(self.s.server.pid), before)
        took = []
        for _ in range(5):
            began = time.monotonic()
            self.assertEqual(self.s.request("GET", "/v1/rubrics", who="ann").status, 200)
            took.append(time.monotonic() - began)
        self.assertLess(min(took), 1)
        self.s.tool("lease")
        self.s.tool("finish")
        for stream in streams:
            while (event := stream.next())[0] != "graded":
                pass
            self.assertIsNone(stream.next())
            stream.close()
        self.parked(0)


class NoBells(TestCase):
    options = {"bells": False}

    def test_a_grade_is_noticed_within_a_second_or_so(self):
        answer = in_background(lambda: self.s.submit(query="rubric=demo&wait=60"))
        self.s.wait_until(lambda: "bothends_parked_requests 1\n" in self.s.request("GET", "/metrics").text)
        self.s.tool("lease"), self.s.tool("finish")
        self.assertEqual(answer().status, 200, "202 is the answer of a wait that noticed nothing")


class Stopping(unittest.TestCase):
    def test_sigterm_answers_what_waits_and_ends(self):
        """MHD_stop_daemon aborts while a connection is suspended (trap)."""
        with Service() as s:
            stream = s.events(s.submit().headers["Location"] + "/events")
            stream.next()
            wait = in_background(lambda: s.submit("bob", query="rubric=demo&wait=60"))
            kept = s.connect()
            s.request("GET", "/healthz", connection=kept)
            s.wait_until(lambda: "bothends_parked_requests 2\n" in s.request("GET", "/metrics").text)
            s.server.send_signal(signal.SIGTERM)
            self.assertIsNone(stream.next())
            self.assertEqual(wait().status, 202)
            self.assertEqual(s.server.wait(120), 0)
            stream.close()
            kept.close()

    def test_not_ready_while_it_stops_and_no_new_connection(self):
        with Service() as s:
            kept = socket.create_connection(("127.0.0.1", s.port), timeout=120)
            head = (f"POST /v1/submissions?rubric=demo HTTP/1.1\r\nHost: x\r\nContent-Type: text/x-c\r\n"
                    f"Authorization: Bearer {s.tokens['ann']}\r\nContent-Length: 6\r\n\r\n").encode()
            kept.sendall(head + b"int")  # under way when the signal comes
            other = s.connect()
            s.wait_until(lambda: "http_server_active_requests 2\n" in s.request("GET", "/metrics",
                                                                                connection=other).text)
            s.server.send_signal(signal.SIGTERM)

            def refused():
                try:
                    socket.create_connection(("127.0.0.1", s.port)).close()
                except ConnectionRefusedError:
                    return True
                except ConnectionResetError:  # it still was in the queue of the socket that is being closed
                    return False
                return False
            s.wait_until(refused)
            ready = s.request("GET", "/readyz", connection=other)
            self.assertEqual((ready.status, ready.json()["status"]), (503, "draining"))
            kept.sendall(b" x;")
            self.assertIn(b" 202 ", kept.recv(4096).split(b"\r\n")[0])
            kept.close()
            other.close()
            self.assertEqual(s.server.wait(120), 0)

    def test_it_binds_by_itself_when_no_socket_is_given(self):
        with Service(inherit=False) as s:
            self.assertEqual(s.request("GET", "/readyz").status, 200)

    def test_idle_connections_do_not_hold_it_up(self):
        with Service() as s:
            idle = [socket.create_connection(("127.0.0.1", s.port)) for _ in range(20)]
            began = time.monotonic()
            s.server.send_signal(signal.SIGTERM)
            self.assertEqual(s.server.wait(120), 0)
            self.assertLess(time.monotonic() - began, 19)  # 20 s are given to those who ask
            for sock in idle:
                sock.close()


if __name__ == "__main__":
    unittest.main()
