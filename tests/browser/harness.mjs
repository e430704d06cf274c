// harness.mjs -- a real `bothends serve`, real gradings and a real browser, for the tests beside it.
//
// Environment: BOTHENDS_BUILD, BOTHENDS_SOURCE, BOTHENDS_MODULES (node_modules with playwright-core and axe-core).
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before } from "node:test";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import assert from "node:assert/strict";

export const SOURCE = process.env.BOTHENDS_SOURCE;
export const BUILD = process.env.BOTHENDS_BUILD;
const require = createRequire(join(process.env.BOTHENDS_MODULES, "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const GIVE_UP_MS = 120_000; // only says when to give up
const PAINT_MS_MAX = 300;
const COSTS = ["ScriptDuration", "RecalcStyleDuration", "LayoutDuration"];
const TICKS_A_SECOND = 100; // of /proc, on Linux everywhere
export const SHOTS = join(BUILD, "screenshots");
mkdirSync(SHOTS, { recursive: true });

export function example(path) {
  return readFileSync(join(SOURCE, "rubrics/catalog", path), "utf8");
}

// Runs the command line; what it printed.
export function bothends(args, status = 0) {
  const run = spawnSync(join(BUILD, "bothends"), args, { encoding: "utf8", maxBuffer: 64 << 20 });
  assert.equal(run.status, status, `bothends ${args.join(" ")}: ${run.stderr}`);
  return run.stdout;
}

// Looks again and again until what is seen is what was wanted; what it was at last, if it never is.
export async function eventually(what, wanted, see) {
  const giveUp = Date.now() + GIVE_UP_MS;
  let seen = await see();
  while (JSON.stringify(seen) !== JSON.stringify(wanted) && Date.now() < giveUp) {
    await pause(50);
    seen = await see();
  }
  assert.deepEqual(seen, wanted, what);
}

export class Service {
  static async start(config) {
    const self = new Service();
    self.folder = mkdtempSync(join(tmpdir(), "bothends-browser-"));
    chmodSync(self.folder, 0o755); // the service is somebody else
    self.data = join(self.folder, "data");
    mkdirSync(self.data);
    self.log = [];
    const args = ["serve", "--data", self.data, "--listen", "127.0.0.1:0"];
    if (config) {
      args.push("--config", join(self.folder, "config.ini"));
      writeFileSync(args.at(-1), config);
    }
    self.process = spawn(join(BUILD, "bothends"), args, { stdio: ["ignore", "ignore", "pipe"] });
    self.ended = new Promise((resolve) => self.process.on("exit", resolve));
    const port = await new Promise((resolve, reject) => {
      createInterface({ input: self.process.stderr }).on("line", (line) => {
        self.log.push(line);
        const found = /"message":"ready".*"listen":"[^"]*:(\d+)"/.exec(
          line.replaceAll('": "', '":"').replaceAll('", "', '","'),
        );
        if (found) resolve(Number(found[1]));
      });
      self.ended.then(() => reject(new Error(`serve ended:\n${self.log.join("\n")}`)));
    });
    self.url = `http://127.0.0.1:${port}`;
    self.admin = readFileSync(join(self.data, "admin-token"), "utf8").trim();
    return self;
  }

  async call(method, path, body, token = this.admin, headers = {}) {
    const json = body !== undefined && typeof body !== "string" && !(body instanceof FormData);
    const answer = await fetch(this.url + path, {
      method,
      body: json ? JSON.stringify(body) : body,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(json ? { "Content-Type": "application/json" } : {}),
        ...headers,
      },
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  async token(role, name) {
    return (await this.call("POST", "/v1/tokens", { role, name })).token;
  }

  // Hands in files [[name, text], ...] and waits for the grade.
  async grade(rubric, files, token = this.admin, student = undefined) {
    const body = { student, files: files.map(([name, content]) => ({ name, content })) };
    let grade = await this.call("POST", `/v1/submissions?wait=60&rubric=${rubric}`, body, token);
    while (grade.status === "queued" || grade.status === "running")
      grade = await this.call("GET", `/v1/submissions/${grade.id}?wait=60`, undefined, token);
    return grade;
  }

  // The CPU time that its processes have had, and those that ended.
  cpuMs() {
    const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    const seen = all.flatMap((pid) => {
      try {
        const [, parent, ...rest] = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1).split(" ");
        return [{ pid: Number(pid), parent: Number(parent), ticks: rest.slice(9, 13).map(Number) }];
      } catch (error) {
        if (error.code !== "ENOENT" && error.code !== "ESRCH") throw error; // it ended meanwhile
        return [];
      }
    });
    const ours = new Set([this.process.pid]);
    for (let before = 0; before < ours.size;) {
      before = ours.size;
      for (const one of seen) if (ours.has(one.parent)) ours.add(one.pid);
    }
    const ticks = seen.filter((one) => ours.has(one.pid)).flatMap((one) => one.ticks);
    return (1000 * ticks.reduce((all, one) => all + one, 0)) / TICKS_A_SECOND;
  }

  async stop() {
    this.process.kill("SIGTERM");
    const status = await this.ended;
    rmSync(this.folder, { recursive: true });
    assert.equal(status, 0, this.log.join("\n"));
  }
}

export class Browser {
  static async start() {
    const self = new Browser();
    self.chromium = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      timeout: 180000, // its first start on a new machine reads 300 MB
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage", // a container's /dev/shm may be too small for a long page
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
    return self;
  }

  // A page of a fresh profile. Whatever it logs as an error, and every request to another host, fails the test.
  async page({ width = 1280, height = 900, dark = false, expected = [] } = {}) {
    const context = await this.chromium.newContext({
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    context.setDefaultTimeout(GIVE_UP_MS);
    const page = await context.newPage();
    page.faults = [];
    page.on("console", (message) => {
      if (message.type() === "error" && !expected.some((one) => message.text().includes(one)))
        page.faults.push(message.text());
    });
    page.on("pageerror", (error) => page.faults.push(String(error)));
    page.on("request", (request) => {
      if (!/^(http:\/\/127\.0\.0\.1:|file:|data:|blob:)/.test(request.url()))
        page.faults.push(`a request to ${request.url()}`);
    });
    return page;
  }

  async stop() {
    await this.chromium.close();
  }
}

// What the tests of a file share, from before the first to after the last of them; and what a file does then. (Hooks
// of a file's own would not wait for these.)
export let service, browser;
export function stage({ served = true, config = async () => "", ready = async () => {} } = {}) {
  before(async () => {
    [service, browser] = await Promise.all([served ? config().then(Service.start) : null, Browser.start()]);
    await ready();
  });
  after(async () => {
    await browser?.stop();
    await service?.stop();
  });
}

export function noFaults(page) {
  assert.deepEqual(page.faults, []);
}

export async function signIn(page, service, token) {
  await page.goto(`${service.url}/`);
  await page.getByLabel("Your token").fill(token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}

// The editor has looked at what stands there now, and underlines these.
export function underlined(page, texts) {
  return eventually("what is underlined", texts, () => page.locator(".cm-lintRange-error").allTextContents());
}

export async function accessible(page, name) {
  // By the debugger, which the page's policy does not bind.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  // The list of completions is walked with the arrow keys from within the text, which axe-core cannot know.
  // (preload reads all style sheets once more, for sounds and for a rule that is off by default.)
  const found = await page.evaluate(() =>
    globalThis.axe.run({ exclude: [[".cm-tooltip-autocomplete"]] }, { resultTypes: ["violations"], preload: false }),
  );
  const said = found.violations.map(
    (one) =>
      `${one.id}: ${one.help}\n  ${one.nodes
        .slice(0, 5)
        .map((node) => `${node.target.join(" ")} ${node.failureSummary?.split("\n").slice(1, 3).join(" ")}`)
        .join("\n  ")}`,
  );
  assert.deepEqual(said, [], `${name}: what axe-core found`);
}

// A page may scroll down, never sideways.
export async function fits(page, name) {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= window, `${name}: ${content} pixels wide in ${window}`);
}

// Looks at it in both themes and at the width of a phone: what axe-core says, whether it fits, and a picture each.
export async function look(page, name) {
  const size = page.viewportSize();
  for (const [label, width, scheme] of [
    ["light", size.width, "light"],
    ["dark", size.width, "dark"],
    ["phone", 390, "light"],
  ]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: size.height });
    await page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" })); // what sticks to the top is there
    await page.screenshot({ path: join(SHOTS, `${name}-${label}.png`), fullPage: true });
    await accessible(page, `${name} ${label}`);
    await fits(page, `${name} ${label}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(size);
}

// What a page costs is asserted in CPU time of its thread, which a busy machine does not stretch to several times its
// length, and only what it takes to make and lay out what is shown: starting the browser's process is not ours. What
// the clock says is printed.
export async function paintsSoon(make) {
  const clock = [];
  const cpu = [];
  for (let at = 0; at < 5; at++) {
    const [page, url] = await make();
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.goto(url);
    const painted = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const found = (list) => {
            const [paint] = list.getEntriesByName("first-contentful-paint");
            if (paint) resolve(paint.startTime);
          };
          new PerformanceObserver(found).observe({ type: "paint", buffered: true });
        }),
    );
    const { metrics } = await session.send("Performance.getMetrics");
    clock.push(painted);
    cpu.push(1000 * COSTS.reduce((all, name) => all + metrics.find((one) => one.name === name).value, 0));
    await page.locator(".source .line.warning").nth(199).waitFor();
    await page.close();
  }
  const ms = (all) => all.map((one) => Math.round(one)).join(" ");
  console.log(`first paint, ms by the clock: ${ms(clock)}; ms of CPU of the page's thread: ${ms(cpu)}`);
  assert.ok(Math.min(...cpu) < PAINT_MS_MAX, `${ms(cpu)} ms of CPU`);
}

export { assert };
