// test_student.mjs -- a student's way: sign in, read the task, hand in, watch, read why, mend, hand in again.
import { test } from "node:test";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { assert, browser, eventually, example, look, noFaults, service, signIn, stage } from "./harness.mjs";

stage();

const STUCK = "pipe-hello/mistakes/reader_keeps_write_end.c",
  RIGHT = "pipe-hello/solutions/plain.c";

test("from the first sign-in to the report, and on to the mended program", async () => {
  const token = await service.token("student", "ada");
  const page = await browser.page({ width: 1440, height: 1000, expected: ["status of 401"] });
  await page.goto(service.url);
  await page.getByLabel("Your token").waitFor();
  await look(page, "sign-in");
  await page.getByLabel("Your token").fill("bt_wrong");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("not known, or was revoked").waitFor();
  await page.getByLabel("Your token").fill(token);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Exercises" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Submissions" }).count(), 0, "that is for instructors");
  await look(page, "student-home");

  await page.getByRole("link", { name: /Sender and receiver/ }).click();
  await page.getByText("A pipe is a stream of bytes").waitFor(); // of task.md
  assert.match(await page.locator(".prose pre").first().textContent(), /def sender\(conn\):\n {4}conn\.send/);
  await look(page, "student-exercise");
  await page.getByText("or paste your program").click();
  await page.getByLabel("main.c").fill(example(STUCK));
  await page.getByRole("button", { name: "Hand in" }).click();

  await page.getByRole("heading", { name: "Criteria" }).waitFor();
  const unmet = page.locator(".criterion.unmet", { hasText: "Every process comes to its end" });
  await unmet.getByText("The program is stuck: child 2 waits in").waitFor();
  assert.equal(await page.locator(".score-number strong").textContent(), "30");
  await page.locator(".source .line").first().waitFor();
  const marked = await page.locator(".source .line.error .number").allTextContents();
  assert.deepEqual(marked, ["22", "29"], "the lines where they wait");
  const graph = page.getByRole("img", { name: /child 2 waits for child 2/ });
  await graph.waitFor();
  await look(page, "student-report");
  await unmet.getByRole("button", { name: /line 29/ }).click();
  assert.match(await page.locator(".line.here code").textContent(), /wait\(NULL\)/);

  await page.getByRole("link", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Attempts so far" }).waitFor();
  await page
    .getByLabel("Choose files")
    .setInputFiles({ name: "mended.c", mimeType: "text/x-c", buffer: Buffer.from(example(RIGHT)) });
  await page.getByText("mended.c").waitFor();
  await page.getByRole("button", { name: "Hand in" }).click();
  await page.getByText("Everything that was asked for is there").waitFor();
  assert.equal(await page.locator(".score-number strong").textContent(), "100");
  await page.getByRole("heading", { name: "Your other attempts" }).waitFor();

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Your token").waitFor();
  await page.goBack();
  await page.getByLabel("Your token").waitFor(); // nothing of it is left to see
  noFaults(page);
});

// Runs until somebody ends it from outside, so that there is time to see it run, whatever else the machine does.
const TOLD = `until-told-${process.pid}`;
const PATIENCE = {
  schema: "bothends.rubric/1",
  id: "patience",
  title: "Patience",
  max_points: 100,
  limits: { wall_s: 100 },
  cases: [{ id: "one", title: "It is told", args: [TOLD] }],
  criteria: [{ id: "compiles", title: "It compiles", check: "compiles", points: 100 }],
};

const WAITS = `#include <signal.h>
#include <unistd.h>
static void told(int number) { (void)number; }
int main(void)
{
    signal(SIGTERM, told);
    return sleep(99) == 0;
}
`;

function tell() {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      if (command[0].startsWith("/box/") && command[1] === TOLD) process.kill(Number(pid), "SIGTERM");
    } catch (error) {
      if (error.code !== "ENOENT" && error.code !== "ESRCH") throw error; // it ended meanwhile
    }
  }
}

test("progress is told while it is graded", async () => {
  await service.call("PUT", "/v1/rubrics/patience", PATIENCE, service.admin, { "If-None-Match": "*" });
  const page = await browser.page({ expected: ["status of 401"] });
  await signIn(page, service, await service.token("student", "bob"));
  await page.goto(`${service.url}/#/exercises/patience`);
  await page.getByText("or paste your program").click();
  await page.getByLabel("main.c").fill(WAITS);
  await page.getByRole("button", { name: "Hand in" }).click();
  await page.locator(".progress li.now", { hasText: "running" }).waitFor();
  await page.getByText("run 1 of 1").waitFor();
  await look(page, "progress");
  await eventually("the report", 1, () => {
    tell();
    return page.getByRole("heading", { name: "Criteria" }).count();
  });
  noFaults(page);
});

// A .zip with one file in a folder.
function packed(name, text) {
  const script =
    "import io, sys, zipfile\nout = io.BytesIO()\nwith zipfile.ZipFile(out, 'w') as z:\n" +
    "    z.writestr(sys.argv[1], sys.stdin.read())\nsys.stdout.buffer.write(out.getvalue())";
  return execFileSync("python3", ["-c", script, name], { input: text });
}

test("the sources of an archive are shown with their marks, at once and after coming back", async () => {
  const page = await browser.page({ expected: ["status of 401"] });
  await signIn(page, service, await service.token("student", "zoe"));
  await page.goto(`${service.url}/#/exercises/pipe-hello`);
  const buffer = packed("project/main.c", example(STUCK));
  await page.getByLabel("Choose files").setInputFiles({ name: "mine.zip", mimeType: "application/zip", buffer });
  await page.getByRole("button", { name: "Hand in" }).click();
  for (let i = 0; i < 2; i++) {
    await page.getByRole("heading", { name: "Criteria" }).waitFor();
    await page.locator(".source .line").first().waitFor();
    const marked = await page.locator(".source .line.error .number").allTextContents();
    assert.deepEqual(marked, ["22", "29"], "the lines where they wait");
    if (i === 0) await page.reload();
  }
  noFaults(page);
});

test("another student's report is not there", async () => {
  const theirs = await service.grade(
    "pipe-hello",
    [["main.c", example(RIGHT)]],
    await service.token("student", "eve"),
  );
  const page = await browser.page({ expected: ["status of 401", "status of 404"] });
  await signIn(page, service, await service.token("student", "mallory"));
  await page.goto(`${service.url}/#/submissions/${theirs.id}`);
  await page.getByText("There is no such thing here").waitFor();
  noFaults(page);
});
