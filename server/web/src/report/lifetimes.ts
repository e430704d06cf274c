// lifetimes.ts -- every process and every pipe end over time: when it came to be, and when it was closed.
import { fitted, h, s, plural, type Child } from "../dom";
import { list, type End, type Run } from "../model";

const TOP = 34;
const ROWS_MAX = 160;

// Where things stand: names before their bars, or above them where there is little room.
interface Plan {
  left: number;
  width: number;
  row: number;
  above: number; // the height of a name above its bar
}
const WIDE: Plan = { left: 190, width: 560, row: 20, above: 0 };
const NARROW: Plan = { left: 2, width: 286, row: 34, above: 15 };

interface Bar {
  name: string;
  kind: string; // process, read, write
  from: number;
  to: number;
  open: boolean; // its end is the end of the process, not a close
  stuck: number | null;
}

function short(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}

function number(value: number | null | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

// When each process began and ended, by the steps of the run.
function processes(run: Run, end: number): Map<string, Bar> {
  const out = new Map<string, Bar>();
  for (const step of list(run.timeline)) {
    const t = number(step.t_ms) ? step.t_ms : 0;
    const name = step.process ?? "?";
    if (!out.has(name)) out.set(name, { name, kind: "process", from: 0, to: end, open: true, stuck: null });
    const child = step.what === "fork" ? step.child : null;
    if (child) out.set(child, { name: child, kind: "process", from: t, to: end, open: true, stuck: null });
    const bar = out.get(name)!;
    if (step.what === "exit") Object.assign(bar, { to: t, open: false });
    if (step.what === "blocked") bar.stuck = t;
  }
  return out;
}

function endBar(end: End, pipe: string, life: Bar | undefined, last: number): Bar | null {
  if (!number(end.opened_ms)) return null;
  const to = number(end.closed_ms) ? end.closed_ms : (life?.to ?? last);
  const side = end.end === "write" ? "write" : "read";
  const fd = number(end.fd) ? ` fd ${end.fd}` : "";
  return {
    name: `${pipe} ${side}${fd}`,
    kind: side,
    from: end.opened_ms,
    to,
    open: !number(end.closed_ms),
    stuck: null,
  };
}

function rowsOf(run: Run, last: number): Bar[] {
  const lives = processes(run, last);
  const out: Bar[] = [];
  for (const [name, life] of lives) {
    out.push(life);
    for (const pipe of list(run.pipes))
      for (const end of list(pipe.ends)) {
        const bar = end.process === name ? endBar(end, pipe.name ?? "pipe", life, last) : null;
        if (bar) out.push(bar);
      }
  }
  return out;
}

function axis(plan: Plan, last: number, height: number): Child {
  const rough = last / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  const marks: number[] = [];
  for (let at = 0; at <= last && marks.length < 20; at += step) marks.push(at);
  return marks.map((at) => {
    const x = plan.left + (plan.width * at) / last;
    const label = Number(at.toPrecision(3));
    return s(
      "g",
      null,
      s("path", { class: "grid", d: `M${x} ${TOP - 8}V${height - 6}` }),
      s(
        "text",
        { x, y: TOP - 14, class: "time", "text-anchor": at === 0 ? "start" : "middle" },
        `${label}${at === 0 ? " ms" : ""}`,
      ),
    );
  });
}

function draw(plan: Plan, bar: Bar, at: number, last: number): Child {
  const y = TOP + at * plan.row + plan.above;
  const x = (t: number) => plan.left + (plan.width * Math.max(0, Math.min(last, t))) / last;
  const width = Math.max(2, x(bar.to) - x(bar.from));
  const end = bar.kind !== "process";
  const fate = end && bar.open ? ", not closed" : "";
  const words = `${bar.name}: ${bar.from.toFixed(1)} to ${bar.to.toFixed(1)} ms${fate}`;
  return s(
    "g",
    { class: `bar-row ${bar.kind}${bar.open && end ? " open" : ""}` },
    s("title", null, words),
    s(
      "text",
      { x: end && !plan.above ? 18 : 0, y: y + (plan.above ? -1 : 13), class: end ? "end-name" : "process-name" },
      short(bar.name, end ? 26 : 24),
    ),
    s("rect", { x: x(bar.from), y: y + (end ? 5 : 3), width, height: end ? 10 : 14, rx: end ? 3 : 4 }),
    bar.stuck === null
      ? null
      : s("rect", {
          class: "stuck",
          x: x(bar.stuck),
          y: y + 3,
          width: Math.max(2, x(bar.to) - x(bar.stuck)),
          height: 14,
          rx: 4,
        }),
    end && !bar.open ? s("path", { class: "closed", d: `M${x(bar.to)} ${y + 2}v16` }) : null,
  );
}

function picture(plan: Plan, rows: Bar[], last: number): HTMLElement {
  const height = TOP + rows.length * plan.row + 10;
  const width = plan.left + plan.width + (plan.above ? 12 : 20);
  return h(
    "div",
    { class: "picture", tabindex: "0", role: "group", "aria-label": "pipe ends over time" },
    s(
      "svg",
      {
        class: "lifetimes",
        viewBox: `0 0 ${width} ${height}`,
        width,
        height,
        role: "img",
        "aria-label": "pipe ends over time",
      },
      axis(plan, last, height),
      ...rows.map((bar, at) => draw(plan, bar, at, last)),
    ),
  );
}

export function lifetimes(run: Run): HTMLElement | null {
  const last = Math.max(
    0.1,
    ...list(run.timeline).map((step) => (number(step.t_ms) ? step.t_ms : 0)),
    ...list(run.pipes).flatMap((pipe) => list(pipe.ends).map((end) => (number(end.closed_ms) ? end.closed_ms : 0))),
  );
  const all = rowsOf(run, last);
  if (!all.some((bar) => bar.kind !== "process")) return null;
  const rows = all.slice(0, ROWS_MAX);
  return h(
    "section",
    { class: "block" },
    h("h3", null, "Every pipe end over time"),
    h(
      "p",
      { class: "quiet" },
      "A bar is an end that a process holds; a stroke at its end is a close. " +
        "A bar without one lasts until the process is gone.",
    ),
    fitted((narrow) => picture(narrow ? NARROW : WIDE, rows, last)),
    all.length > rows.length
      ? h("p", { class: "quiet" }, `and ${plural(all.length - rows.length, "more bar")}`)
      : null,
  );
}
