// submission.ts -- one submission: progress while it is graded, then its report.
import { add, h, points, replace, said, type Child } from "../dom";
import { call, get, path, Problem, type Page, type SubmissionRow } from "../api";
import { asGrade, type Grade, type Source } from "../model";
import type { Sources } from "../report/source";
import { reportView } from "../report/view";
import { crumbs, curlLine, done, statusChip, trouble, when, type Caller, type View } from "./page";

const SHOWN_BYTES_MAX = 2 * 1024 * 1024,
  SHOWN_FILES_MAX = 40;
const STEPS = ["queued", "compiling", "running", "graded"] as const;

interface EventData {
  status?: string;
  position?: number;
  run?: number;
  runs?: number;
}

function progress(): { element: HTMLElement; at: (name: string, data: EventData) => void } {
  const items = STEPS.map((name) => h("li", null, name));
  const words = h("p", { class: "quiet", role: "status" }, "Waiting for news …");
  return {
    element: h(
      "section",
      { class: "card progress", "aria-label": "Progress" },
      h("h1", null, "Being graded"),
      h("ol", null, ...items),
      words,
    ),
    at: (name, data) => {
      const now = STEPS.indexOf(name as (typeof STEPS)[number]);
      items.forEach((item, index) => {
        item.className = index < now ? "past" : index === now ? "now" : "";
        if (index === now) item.setAttribute("aria-current", "step");
        else item.removeAttribute("aria-current");
      });
      words.textContent =
        name === "queued"
          ? data.position
            ? `${data.position} before it in the queue`
            : "It is next."
          : name === "running"
            ? `run ${data.run ?? "?"} of ${data.runs ?? "?"}`
            : name === "compiling"
              ? "gcc reads it"
              : "Done.";
    },
  };
}

interface FileRow {
  name: string;
  bytes: number;
}

async function textOf(id: string, name: string): Promise<Source> {
  const response = await fetch(
    `${path("submissions", id, "files")}/${name.split("/").map(encodeURIComponent).join("/")}`,
  );
  if (!response.ok) throw new Problem(response.status, "", `The file ${name} cannot be read.`, []);
  return { name, text: new TextDecoder().decode(await response.arrayBuffer()) };
}

const isSource = (file: FileRow): boolean => /\.[ch]$/i.test(file.name);

function sourcesOf(id: string, files: FileRow[]): Sources {
  const names = files
    .filter((file) => file.bytes <= SHOWN_BYTES_MAX && isSource(file))
    .slice(0, SHOWN_FILES_MAX)
    .map((file) => file.name);
  return { names, texts: Promise.all(names.map((name) => textOf(id, name))) };
}

// What its page needs before anything can be shown; asked for while it is not yet known who asks.
export function submissionAhead(id: string): string[] {
  return [path("submissions", id), path("submissions", id, "files")];
}

interface GradeRow {
  number: number;
  rubric_version: number;
  created: string | null;
  reason?: string;
  grade: Grade;
}

function gradeHistory(grades: GradeRow[], show: (grade: Grade) => void): Child {
  if (grades.length < 2) return null;
  return h(
    "section",
    { "aria-labelledby": "history" },
    h("h2", { id: "history" }, "Every grade it got"),
    h(
      "ul",
      { class: "history" },
      ...grades.map((row) =>
        h(
          "li",
          null,
          h(
            "button",
            { type: "button", class: "quiet-button", click: () => show(row.grade) },
            `rubric version ${row.rubric_version}`,
          ),
          " ",
          h("span", { class: "tabular" }, `${points(row.grade.score)} / ${points(row.grade.max_score)}`),
          " ",
          when(row.created),
          row.reason ? [" ", h("span", { class: "quiet" }, said(row.reason))] : null,
        ),
      ),
    ),
  );
}

function attemptList(caller: Caller, rows: SubmissionRow[]): Child {
  if (rows.length === 0) return null;
  return h(
    "section",
    { "aria-labelledby": "attempts" },
    h("h2", { id: "attempts" }, caller.staff ? "Others of this exercise" : "Your other attempts"),
    h(
      "ul",
      { class: "history" },
      ...rows
        .slice(0, 10)
        .map((row) =>
          h(
            "li",
            null,
            h("a", { href: `#/submissions/${row.id}` }, when(row.created)),
            " ",
            statusChip(row.status),
            row.score === undefined
              ? ""
              : [" ", h("span", { class: "tabular" }, `${points(row.score)} / ${points(row.max_score)}`)],
            caller.staff ? [" ", said(row.student)] : "",
          ),
        ),
    ),
  );
}

export async function submissionView(caller: Caller, id: string, again: () => void): Promise<View> {
  const at = path("submissions", id);
  const files = get<Page<FileRow>>(path("submissions", id, "files"));
  files.catch(() => undefined); // told by who waits for it
  const first = (await call<Grade & SubmissionRow>("GET", at)).data;
  const home = caller.staff ? "Rubrics" : "Exercises";
  const box = h("div", { class: "stack" });
  let stream: EventSource | null = null;

  const actions = (grade: Grade): Child =>
    h(
      "div",
      { class: "buttons" },
      caller.staff
        ? h(
            "button",
            {
              type: "button",
              click: (event) => {
                (event.currentTarget as HTMLButtonElement).disabled = true;
                call("POST", `${at}/regrade`).then(again, (error: unknown) => box.prepend(trouble(error)));
              },
            },
            "Grade again",
          )
        : h("a", { class: "button", href: `#/exercises/${encodeURIComponent(grade.rubric?.id ?? "")}` }, "Try again"),
      caller.staff
        ? h("a", { class: "button", href: `${at}/results.json`, download: "results.json" }, "Gradescope")
        : null,
      h("a", { class: "button", href: at, download: `${id}.json` }, "JSON"),
    );

  const showReport = async (grade: Grade) => {
    const rubric = grade.rubric?.id ?? "";
    // What is in an archive is known when it has been graded; this may have been asked before.
    const listed = (await files).items;
    const sources = sourcesOf(
      id,
      listed.some(isSource) ? listed : (await get<Page<FileRow>>(path("submissions", id, "files"))).items,
    );
    // What stands below the report, and whose it is: it need not wait for them.
    const beside = Promise.all([
      get<Page<GradeRow> & { submission: SubmissionRow }>(`${at}/grades`),
      get<Page<SubmissionRow>>(`/v1/submissions?rubric=${encodeURIComponent(rubric)}&limit=20`),
    ]);
    const draw = (shown: Grade) => {
      const owner = h("span");
      const below = h("div", { class: "two" }, rubric ? curlLine(rubric) : null);
      beside.then(
        ([grades, attempts]) => {
          const { student } = grades.submission;
          if (caller.staff && student) add(owner, said(student), " \u00b7 ");
          const own = attempts.items.filter((row) => row.id !== id);
          const all = h("div");
          add(all, gradeHistory(grades.items, draw), attemptList(caller, own));
          below.prepend(...all.childNodes);
        },
        (error: unknown) => below.prepend(trouble(error)),
      );
      replace(
        box,
        crumbs(
          [home, "#/"],
          [
            shown.rubric?.title ?? rubric,
            `#/${caller.staff ? "rubrics" : "exercises"}/${encodeURIComponent(rubric)}`,
          ],
          ["Report", null],
        ),
        reportView(shown, sources, {
          actions: actions(shown),
          title: h(
            "p",
            { class: "eyebrow" },
            owner,
            ...(grade.files ?? [])
              .slice(0, 5)
              .flatMap((file, index): Child[] => [index > 0 ? ", " : "", said(file.name)]),
          ),
          below,
        }),
      );
    };
    draw(grade);
  };

  const fetchReport = async () => {
    const now = (await call<Grade & SubmissionRow>("GET", at)).data;
    if (now.schema === "bothends.grade/1") await showReport(asGrade(now));
    else if (done(now))
      replace(
        box,
        crumbs([home, "#/"], ["Submission", null]),
        h(
          "section",
          { class: "card" },
          h("h1", null, "The grader failed, not your program"),
          h("p", null, said(now.message)),
          now.error ? h("pre", { class: "detail", tabindex: "0" }, said(now.error)) : null,
          actions({ rubric: now.rubric }),
        ),
      );
  };

  const follow = () => {
    const view = progress();
    replace(box, crumbs([home, "#/"], ["Submission", null]), view.element);
    stream = new EventSource(`${at}/events`);
    for (const name of ["queued", "compiling", "running", "graded", "grader_error"])
      stream.addEventListener(name, (event) => {
        view.at(name, JSON.parse((event as MessageEvent<string>).data) as EventData);
        if (name !== "graded" && name !== "grader_error") return;
        stream?.close();
        fetchReport().catch((error: unknown) => replace(box, trouble(error)));
      });
  };

  if (first.schema === "bothends.grade/1") await showReport(asGrade(first));
  else if (done(first)) await fetchReport();
  else follow();
  return { title: "Report", element: box, leave: () => stream?.close() };
}
