// sequence.ts -- the run as a sequence chart: one column a process, time downwards in order, not to scale.
import { fitted, h, s, said, plural, type Child } from "../dom";
import { list, placeText, type Run, type TimelineStep } from "../model";
import type { Context } from "./findings";

const ROW = 26;
const STEPS_MAX = 300;
const PROCESSES_MAX = 24;

// Where things stand: a wide column for each process, with its words in it; or, where there is little room, narrow ones
// with names that stand upright, all words beside them, and whose they are.
interface Plan {
  column: number;
  left: number;
  top: number;
  words: number | null; // where they begin; null: in their columns
  labelMax: number;
}

function planFor(narrow: boolean, count: number): Plan {
  if (!narrow) return { column: 204, left: 76, top: 54, words: null, labelMax: 31 };
  const column = Math.max(8, Math.min(20, 120 / count));
  const words = 44 + count * column;
  return { column, left: 34, top: 92, words, labelMax: Math.floor((300 - words) / 6) };
}

function short(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}

const WORDS: Record<string, (step: TimelineStep) => string> = {
  fork: (step) => `forks ${step.child ?? ""}`,
  thread: (step) => `starts thread ${step.started ?? "?"}`,
  exec: (step) => `runs ${step.program ?? "?"}`,
  pipe: (step) => `${step.pipe ?? "pipe"}: fd ${list(step.fds).join(", fd ")}`,
  signal: (step) => `gets ${step.signal_name ?? "a signal"}`,
  exit: (step) => (step.signal_name ? `killed by ${step.signal_name}` : `exit ${step.exit_code ?? "?"}`),
  blocked: (step) => `waits in ${step.call ?? "?"}()${step.pipe ? ` for ${step.pipe}` : ""}`,
};

function wordsOf(step: TimelineStep): string {
  const make = WORDS[step.what ?? ""];
  const what = make ? make(step) : [step.what, step.pipe, step.end].filter(Boolean).join(" ");
  return step.thread && step.thread > 1 ? `thread ${step.thread} ${what}` : what;
}

interface Life {
  x: number;
  from: number;
  to: number;
  stuckFrom: number | null;
}

function lives(plan: Plan, names: string[], steps: TimelineStep[], height: number): Map<string, Life> {
  const out = new Map<string, Life>();
  names.forEach((name, at) =>
    out.set(name, {
      x: plan.left + at * plan.column + (plan.words === null ? 20 : 8),
      from: plan.top - 16,
      to: height - 14,
      stuckFrom: null,
    }),
  );
  steps.forEach((step, at) => {
    const y = plan.top + at * ROW;
    const own = out.get(step.process ?? "");
    const child = out.get(step.child ?? "");
    if (step.what === "fork" && child) child.from = y;
    if (own && step.what === "exit") own.to = y;
    if (own && step.what === "blocked") own.stuckFrom = y;
  });
  return out;
}

function draw(
  plan: Plan,
  step: TimelineStep,
  at: number,
  columns: Map<string, Life>,
  marker: string,
  context: Context,
): Child {
  const life = columns.get(step.process ?? "");
  if (!life) return null;
  const y = plan.top + at * ROW;
  const apart = plan.words !== null;
  const child = step.what === "fork" ? columns.get(step.child ?? "") : undefined;
  const go = step.at ? context.goTo(step.at) : null;
  const words = `${apart ? `${step.process ?? ""} ` : ""}${wordsOf(step)}${step.at?.line ? ` :${step.at.line}` : ""}`;
  const end = step.what === "exit";
  return s(
    "g",
    { class: `step ${step.what ?? ""}${go ? " linked" : ""}`, click: go },
    s("title", null, `${step.process ?? ""}: ${wordsOf(step)} ${placeText(step.at)}`),
    s(
      "text",
      { x: plan.left - (apart ? 6 : 16), y: y + 4, class: "time", "text-anchor": "end" },
      typeof step.t_ms === "number" ? step.t_ms.toFixed(1) : "",
    ),
    child
      ? s("path", {
          class: "fork-arrow",
          d: `M${life.x + 6} ${y} H${child.x - (child.x > life.x ? 3 : -3)}`,
          "marker-end": `url(#${marker})`,
        })
      : null,
    end
      ? s("path", { class: "end-mark", d: `M${life.x - 7} ${y}H${life.x + 7}` })
      : s("circle", { cx: life.x, cy: y, r: 4.5 }),
    s(
      "text",
      { x: plan.words ?? life.x + 12, y: y + (child && !apart ? -6 : 4), class: "label" },
      short(words, plan.labelMax),
    ),
  );
}

let charts = 0;

function picture(
  context: Context,
  steps: TimelineStep[],
  shown: string[],
  key: string,
  narrow: boolean,
): HTMLElement {
  const plan = planFor(narrow, shown.length);
  const height = plan.top + steps.length * ROW + 16;
  const width = narrow ? 300 : plan.left + shown.length * plan.column + 60;
  const columns = lives(plan, shown, steps, height);
  const marker = `fork-${key}`;
  const spoken = steps.slice(0, 40).map((step) => `${step.process ?? ""}: ${wordsOf(step)}`);
  return h(
    "div",
    {
      class: shown.length > 3 && !narrow ? "picture scroll" : "picture",
      tabindex: "0",
      role: "group",
      "aria-label": `sequence chart ${key}`,
    },
    s(
      "svg",
      {
        class: "sequence",
        viewBox: `0 0 ${width} ${height}`,
        width,
        height,
        role: "img",
        "aria-label": spoken.join("; "),
      },
      s(
        "defs",
        null,
        s(
          "marker",
          { id: marker, viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 8, markerHeight: 8, orient: "auto" },
          s("path", { d: "M0 0 L10 5 L0 10 z", class: "arrow" }),
        ),
      ),
      ...[...columns].map(([name, life]) =>
        s(
          "g",
          null,
          s(
            "text",
            narrow
              ? {
                  class: "column-name",
                  "text-anchor": "start",
                  transform: `translate(${life.x + 4} ${plan.top - 22}) rotate(-90)`,
                }
              : { x: life.x, y: 22, class: "column-name" },
            short(name, narrow ? 10 : 22),
          ),
          s("path", { class: "life", d: `M${life.x} ${life.from}V${life.to}` }),
          life.stuckFrom === null
            ? null
            : s("path", { class: "life stuck", d: `M${life.x} ${life.stuckFrom}V${life.to}` }),
        ),
      ),
      ...steps.map((step, at) => draw(plan, step, at, columns, marker, context)),
    ),
  );
}

export function sequence(context: Context, run: Run): HTMLElement | null {
  const all = list(run.timeline);
  if (all.length === 0) return null;
  const steps = all.slice(0, STEPS_MAX);
  const names: string[] = [];
  for (const step of steps)
    for (const name of [step.process, step.what === "fork" ? step.child : null])
      if (name && !names.includes(name)) names.push(name);
  const key = String(++charts);
  const left = all.length - steps.length + (run.timeline_left_out ?? 0);
  return h(
    "section",
    { class: names.length > 3 ? "block wide" : "block" },
    h("h3", null, "Step by step"),
    h("p", { class: "quiet" }, "One column for each process. Time runs downwards, in milliseconds, not to scale."),
    fitted((narrow) => picture(context, steps, names.slice(0, PROCESSES_MAX), key, narrow)),
    left > 0 ? h("p", { class: "quiet" }, `and ${plural(left, "later step")}`) : null,
    names.length > PROCESSES_MAX
      ? h("p", { class: "quiet" }, "Not shown: ", said(names.slice(PROCESSES_MAX, 100).join(", ")))
      : null,
  );
}
