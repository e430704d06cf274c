// test_student.mjs -- a student's way: sign in, read the task, hand in, watch, read why, mend, hand in again.
import { after, before, test } from "node:test";
import { Browser, Service, assert, example, look, noFaults, signIn } from "./harness.mjs";

let service, browser;
before(async () => {
  service = await Service.start();
  browser = await Browser.start();
});
after(async () => {
  await browser?.stop();
  await service?.stop();
});

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

test("progress is told while it is graded", async () => {
  const page = await browser.page();
  const slow = `#include <stdio.h>\n#include <unistd.h>\nint main(void) { sleep(1); puts("late"); }\n`;
  await signIn(page, service, await service.token("student", "bob")).catch((error) => {
    throw error;
  });
  await page.goto(`${service.url}/#/exercises/pipe-hello`);
  await page.getByText("or paste your program").click();
  await page.getByLabel("main.c").fill(slow);
  await page.getByRole("button", { name: "Hand in" }).click();
  await page.locator(".progress li.now", { hasText: "running" }).waitFor();
  await page.getByText(/run \d of \d/).waitFor();
  await page.getByRole("heading", { name: "Criteria" }).waitFor();
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
