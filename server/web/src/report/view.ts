// view.ts -- the report of one grade: the same on the service's pages and in the file of `bothends report`.
import { h, ms, paged, plural, points, said, cut, type Child } from "../dom";
import { list, type Criterion, type Grade, type Run, type Stream } from "../model";
import { endsLedger } from "./ends";
import { findingList, type Context } from "./findings";
import { waitGraph } from "./graph";
import { lifetimes } from "./lifetimes";
import { mistakesOf, type Mistakes } from "./mistakes";
import { sequence } from "./sequence";
import { sourcesView, type Sources } from "./source";
import { valueView } from "./values";

export interface Extras {
  title?: Child; // above the score
  actions?: Child; // beside it
  below?: Child; // after everything
}

const OUTCOMES: Record<string, string> = {
  exited: "ended",
  signaled: "was killed by a signal",
  deadlock: "deadlock",
  cpu_limit: "used all its CPU time",
  wall_limit: "did not end in time",
  memory_limit: "used too much memory",
  process_limit: "made too many processes",
  output_limit: "wrote too much",
  forbidden_call: "made a forbidden call",
};

function outcomeText(run: Run): string {
  if (run.outcome === "exited") return `exited with ${run.exit_code ?? "?"}`;
  if (run.outcome === "signaled") return `killed by ${run.signal_name ?? "a signal"}`;
  const said = OUTCOMES[run.outcome ?? ""] ?? run.outcome ?? "?";
  return run.forbidden_call ? `${said}: ${run.forbidden_call}` : said;
}

const TICKS = { met: "✓", unmet: "✗", neutral: "·" };
const CHIPS = { met: "ok", unmet: "error", neutral: "" };

// What is wrong is said by findings; a program that ended otherwise than with 0 is neither good nor bad by itself.
function runState(run: Run): "met" | "unmet" | "neutral" {
  if (run.outcome !== "exited" || list(run.findings).some((finding) => finding.severity === "error")) return "unmet";
  return run.exit_code === 0 ? "met" : "neutral";
}

// --- head: what it is, and the score ---------------------------------------------------------------------------------

function foundText({ findings, all }: Mistakes): string {
  const found = findings.length,
    mistakes = all.size;
  const different = mistakes < found ? `, ${mistakes.toLocaleString("en")} different` : "";
  return plural(found, "finding") + different;
}

function scoreMeter(grade: Grade, mistakes: Mistakes): Child {
  const max = grade.max_score ?? 0,
    score = grade.score;
  if (score === null || score === undefined) return h("p", { class: "score-none" }, foundText(mistakes));
  const segments = list(grade.criteria)
    .filter((one) => !one.withheld && (one.max_points ?? 0) > 0)
    .map((one) => {
      const part = h("span", {
        class: one.passed ? "seg ok" : (one.points ?? 0) > 0 ? "seg part" : "seg error",
        title: one.title ?? "",
      });
      part.style.flexGrow = String(one.max_points ?? 0);
      return part;
    });
  return h(
    "div",
    { class: "score" },
    h(
      "p",
      { class: "score-number" },
      h("strong", null, points(score)),
      h("span", null, ` / ${points(max)}`),
      h("span", { class: "hidden" }, " points"),
    ),
    h("div", { class: "meter", "aria-hidden": "true" }, ...segments),
    grade.withheld?.criteria
      ? h(
          "p",
          { class: "quiet" },
          `${plural(grade.withheld.criteria, "criterion", "criteria")} worth ${points(
            grade.withheld.points,
          )} points not shown (yet)`,
        )
      : null,
  );
}

function head(grade: Grade, mistakes: Mistakes, extras: Extras): HTMLElement {
  const failed = list(grade.criteria).filter((one) => one.passed === false).length;
  const state =
    grade.status === "compile_error"
      ? "It does not compile"
      : list(grade.criteria).length === 0
        ? "Checked without a rubric"
        : failed === 0
          ? "Everything that was asked for is there"
          : `${plural(failed, "criterion", "criteria")} not met`;
  return h(
    "header",
    { class: "report-head" },
    h(
      "div",
      null,
      extras.title ??
        h(
          "p",
          { class: "eyebrow" },
          said(
            list(grade.files)
              .map((file) => file.name ?? "")
              .join(", "),
          ),
        ),
      h("h1", null, said(grade.rubric?.title || grade.rubric?.id || "What was found")),
      h("p", { class: failed === 0 && grade.status !== "compile_error" ? "verdict ok" : "verdict" }, state),
    ),
    h("div", { class: "head-side" }, scoreMeter(grade, mistakes), extras.actions),
  );
}

// --- criteria ------------------------------------------------------------------------------------------------------

function criterion(context: Context, one: Criterion, open: boolean): HTMLElement {
  if (one.withheld)
    return h(
      "li",
      { class: "criterion withheld" },
      h(
        "div",
        { class: "criterion-head" },
        h("span", { class: "tick", "aria-hidden": "true" }, "·"),
        h("span", { class: "title" }, said(one.title)),
        h("span", { class: "quiet" }, "not shown (yet)"),
        h("span", { class: "worth" }, `– / ${points(one.max_points)}`),
      ),
    );
  const part = !one.passed && (one.points ?? 0) > 0;
  const heading = [
    h("span", { class: "tick", "aria-hidden": "true" }, one.passed ? "✓" : part ? "◐" : "✗"),
    h(
      "span",
      { class: "title" },
      h("span", { class: "hidden" }, one.passed ? "Met: " : "Not met: "),
      said(one.title),
    ),
    one.visibility && one.visibility !== "visible"
      ? h("span", { class: "chip" }, said(one.visibility.replace("_", " ")))
      : null,
    h("span", { class: "worth" }, h("strong", null, points(one.points)), ` / ${points(one.max_points)}`),
  ];
  const details = h(
    "details",
    { open },
    h("summary", { class: "criterion-head" }, ...heading),
    h(
      "div",
      { class: "criterion-body" },
      one.message ? h("p", null, ...cut(one.message, 2000)) : null,
      one.text ? h("p", { class: "why" }, ...cut(one.text, 2000)) : null,
      findingList(context, list(one.findings)),
    ),
  );
  return h("li", { class: `criterion ${one.passed ? "met" : part ? "part" : "unmet"}` }, details);
}

function criteria(context: Context, grade: Grade): HTMLElement | null {
  const all = list(grade.criteria);
  if (all.length === 0) return null;
  const order = [...all].sort((a, b) => Number(a.passed !== false) - Number(b.passed !== false));
  const to = h("ol", { class: "criteria" });
  const judged = (one: Criterion): boolean => grade.status !== "compile_error" || one.check === "compiles";
  paged(order, 100, to, (one) => criterion(context, one, !one.passed && judged(one)));
  return h("section", { "aria-labelledby": "criteria" }, h("h2", { id: "criteria" }, "Criteria"), to);
}

function others(context: Context, grade: Grade): HTMLElement | null {
  const { all, first } = context.mistakes;
  const judged = new Set(list(grade.criteria).flatMap((one) => list(one.findings).map((index) => first[index])));
  const free = [...all.keys()].filter((index) => !judged.has(index));
  if (free.length === 0) return null;
  return h(
    "section",
    { "aria-labelledby": "also" },
    h("h2", { id: "also" }, list(grade.criteria).length > 0 ? "Also noticed" : "What was found"),
    findingList(context, free),
  );
}

// --- runs ----------------------------------------------------------------------------------------------------------

function stream(name: string, out: Stream | undefined): Child {
  if (!out || (!out.text && !out.bytes)) return null;
  if (out.withheld) return h("p", { class: "quiet" }, `${name} is not shown.`);
  return h(
    "section",
    { class: "block" },
    h(
      "h3",
      null,
      name,
      h("span", { class: "quiet" }, ` ${(out.bytes ?? 0).toLocaleString("en")} bytes${out.truncated ? ", cut" : ""}`),
    ),
    h("pre", { class: "stream", tabindex: "0", role: "group", "aria-label": name }, ...cut(out.text ?? "", 8000)),
  );
}

function processTable(run: Run): HTMLElement | null {
  const all = list(run.processes);
  if (all.length === 0) return null;
  const body = h("tbody");
  const rows = all
    .slice(0, 100)
    .map((one) =>
      h(
        "tr",
        null,
        h("th", { scope: "row" }, said(one.name)),
        h("td", null, said(one.parent ?? "–")),
        h("td", null, one.forked_at ? said(`line ${one.forked_at.line ?? "?"}`) : "–"),
        h(
          "td",
          null,
          one.ended_by === "grader"
            ? "stopped by the grader"
            : one.signal_name
              ? said(one.signal_name)
              : one.exit_code === null || one.exit_code === undefined
                ? "–"
                : `exit ${one.exit_code}`,
        ),
      ),
    );
  for (const row of rows) body.appendChild(row);
  const left = all.length - rows.length + (run.processes_left_out ?? 0);
  return h(
    "section",
    { class: "block" },
    h("h3", null, "Processes"),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "group", "aria-label": "processes" },
      h(
        "table",
        null,
        h(
          "thead",
          null,
          h("tr", null, ...["name", "parent", "forked", "ended"].map((name) => h("th", { scope: "col" }, name))),
        ),
        body,
      ),
    ),
    left > 0 ? h("p", { class: "quiet" }, `and ${left} more`) : null,
  );
}

function runBody(context: Context, run: Run): Child[] {
  return [
    run.deadlock ? waitGraph(context, run.deadlock) : null,
    sequence(context, run),
    lifetimes(run),
    endsLedger(context, run),
    h("div", { class: "columns" }, stream("stdout", run.stdout), stream("stderr", run.stderr), processTable(run)),
  ];
}

// A run's pictures are made when it is opened: many runs cost nothing until they are looked at.
function runView(context: Context, title: string, number: number, run: Run, open: boolean): HTMLElement {
  const state = runState(run);
  const body = h("div", { class: "run-body" });
  const details = h(
    "details",
    { class: `run ${state}` },
    h(
      "summary",
      null,
      h("span", { class: "tick", "aria-hidden": "true" }, TICKS[state]),
      h("span", { class: "title" }, said(title), number > 1 ? h("span", { class: "quiet" }, ` run ${number}`) : null),
      h("span", { class: `chip ${CHIPS[state]}` }, said(outcomeText(run))),
      h("span", { class: "quiet worth" }, ms(run.wall_ms)),
    ),
    body,
  );
  const make = () => {
    if (body.childNodes.length === 0)
      for (const node of runBody(context, run)) if (node instanceof Node) body.appendChild(node);
  };
  details.addEventListener("toggle", () => {
    if (details.open) make();
  });
  if (open) {
    details.open = true;
    make();
  }
  return details;
}

function runs(context: Context, grade: Grade): HTMLElement | null {
  const all = list(grade.runs);
  if (all.length === 0) return null;
  const bad = all.findIndex((one) => one.report && runState(one.report) === "unmet");
  const to = h("div", { class: "runs" });
  paged(all, 30, to, (one, at) =>
    one.report
      ? runView(context, one.title || one.case || "run", one.run ?? 1, one.report, at === (bad < 0 ? 0 : bad))
      : null,
  );
  return h("section", { "aria-labelledby": "runs" }, h("h2", { id: "runs" }, "What happened when it ran"), to);
}

// --- all of it -----------------------------------------------------------------------------------------------------

function facts(grade: Grade): HTMLElement {
  const time = grade.timing_ms ?? {};
  const rows: [string, string | null | undefined][] = [
    ["rubric", grade.rubric ? `${grade.rubric.id ?? ""} version ${grade.rubric.version ?? "?"}` : null],
    ["compiled in", time["compile"] !== undefined ? ms(time["compile"]) : null],
    ["ran for", time["run"] !== undefined ? ms(time["run"]) : null],
    ["seed", grade.seed !== undefined ? String(grade.seed) : null],
    ["compiler", grade.grader?.compiler],
    ["isolation", grade.grader?.isolation],
    ["grader", grade.grader?.version ? `Bothends ${grade.grader.version}` : null],
  ];
  return h(
    "footer",
    { class: "facts" },
    h(
      "dl",
      null,
      ...rows
        .filter((row) => row[1])
        .map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, said(value)))),
    ),
  );
}

// What is said comes first; sources and pictures follow when it is on the screen.
function afterPaint(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => window.setTimeout(resolve, 0)));
}

let reports = 0;

export function reportView(document: Grade, sources: Sources, extras: Extras = {}): HTMLElement {
  const mistakes = mistakesOf(document);
  const painted = afterPaint();
  const shown = sourcesView(sources, mistakes, `r${reports++}-`, painted);
  const context: Context = { goTo: shown.goTo, mistakes, told: new Set() };
  const values = list(document.values);
  const judged = criteria(context, document);
  const ran = h("div");
  void painted.then(() => {
    const all = runs(context, document);
    if (all) ran.replaceWith(all);
  });
  const words = h("div", { class: "report-words" }, judged, others(context, document));
  const command = `bothends grade -r ${document.rubric?.id ?? "RUBRIC"} ${list(document.files)
    .map((file) => file.name)
    .join(" ")}`;
  return h(
    "div",
    { class: "report" },
    head(document, mistakes, extras),
    sources.names.length > 0 ? h("div", { class: "report-split" }, words, shown.element) : words,
    values.length > 0
      ? h(
          "section",
          { "aria-labelledby": "values" },
          h("h2", { id: "values" }, "What the shared values end with"),
          ...values.slice(0, 20).map((value) => valueView(context, value, command)),
        )
      : null,
    ran,
    extras.below,
    facts(document),
  );
}
