// submission.ts -- one submission: progress while it is graded, then its report.
import { h, points, replace, said, type Child } from "../dom";
import { call, get, path, Problem, type Page, type SubmissionRow } from "../api";
import { asGrade, type Grade, type Source } from "../model";
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

async function sourcesOf(id: string): Promise<Source[]> {
  const listed = (await get<Page<{ name: string; bytes: number }>>(path("submissions", id, "files"))).items;
  const wanted = listed
    .filter((file) => file.bytes <= SHOWN_BYTES_MAX && /\.[ch]$/i.test(file.name))
    .slice(0, SHOWN_FILES_MAX);
  return Promise.all(
    wanted.map(async (file) => {
      const response = await fetch(
        `${path("submissions", id, "files")}/${file.name.split("/").map(encodeURIComponent).join("/")}`,
      );
      if (!response.ok) throw new Problem(response.status, "", `The file ${file.name} cannot be read.`, []);
      return { name: file.name, text: new TextDecoder().decode(await response.arrayBuffer()) };
    }),
  );
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

export async function submissionView(caller: Caller, id: string, again: () => void): Promise<View> {
  const at = path("submissions", id);
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
    const [sources, grades, attempts] = await Promise.all([
      sourcesOf(id),
      get<Page<GradeRow>>(`${at}/grades`),
      get<Page<SubmissionRow>>(`/v1/submissions?rubric=${encodeURIComponent(rubric)}&limit=20`),
    ]);
    const owner = attempts.items.find((row) => row.id === id)?.student;
    const own = attempts.items.filter((row) => row.id !== id);
    const draw = (shown: Grade) =>
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
            caller.staff && owner ? [said(owner), " · "] : null,
            ...(grade.files ?? [])
              .slice(0, 5)
              .flatMap((file, index): Child[] => [index > 0 ? ", " : "", said(file.name)]),
          ),
          below: h(
            "div",
            { class: "two" },
            gradeHistory(grades.items, draw),
            own.length > 0
              ? h(
                  "section",
                  { "aria-labelledby": "attempts" },
                  h("h2", { id: "attempts" }, caller.staff ? "Others of this exercise" : "Your other attempts"),
                  h(
                    "ul",
                    { class: "history" },
                    ...own
                      .slice(0, 10)
                      .map((row) =>
                        h(
                          "li",
                          null,
                          h("a", { href: `#/submissions/${row.id}` }, when(row.created)),
                          " ",
                          statusChip(row.status),
                          caller.staff ? [" ", said(row.student)] : "",
                        ),
                      ),
                  ),
                )
              : null,
            rubric ? curlLine(rubric) : null,
          ),
        }),
      );
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
