// page.ts -- what the views share: the frame of a page, trouble, times, statuses.
import { h, plural, said, type Child } from "../dom";
import { Problem, type MutationScore, type Session, type SubmissionRow } from "../api";

export interface View {
  title: string;
  element: HTMLElement;
  leave?: () => void; // when another view takes its place
  ask?: () => string | null; // what would be lost by leaving, if anything
}

export interface Caller {
  session: Session;
  staff: boolean;
}

// Half of what the other pages weigh: only pages with a task load it.
export type Markdown = typeof import("../markdown").markdown;
export async function markdownReader(): Promise<Markdown> {
  return ((await import("/assets/markdown.js" as string)) as typeof import("../markdown")).markdown;
}

export function trouble(error: unknown): HTMLElement {
  const problem = error instanceof Problem ? error : null;
  return h(
    "div",
    { class: "alert", role: "alert" },
    h("strong", null, problem?.status === 404 ? "There is no such thing here. " : "That did not work. "),
    said(error instanceof Error ? error.message : String(error)),
  );
}

// News below what is on the screen: its heading goes to the top, not just into the last line.
export function bringUp(id: string): void {
  const heading = document.getElementById(id);
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView({ block: "start", behavior: "instant" });
}

export function when(text: string | null | undefined): HTMLElement {
  if (!text) return h("span", { class: "quiet" }, "–");
  const date = new Date(text),
    now = Date.now();
  const minutes = Math.round((now - date.getTime()) / 60_000);
  const words =
    minutes < 1
      ? "just now"
      : minutes < 60
        ? `${minutes} min ago`
        : minutes < 24 * 60
          ? `${Math.round(minutes / 60)} h ago`
          : date.toLocaleDateString("en", { day: "numeric", month: "short", year: "numeric" });
  return h("time", { datetime: text, title: date.toLocaleString("en") }, words);
}

const STATES: Record<string, [string, string]> = {
  queued: ["waiting", ""],
  running: ["being graded", ""],
  graded: ["graded", "ok"],
  compile_error: ["does not compile", "warning"],
  grader_error: ["grader failed", "error"],
};

export function statusChip(status: string): HTMLElement {
  const [words, kind] = STATES[status] ?? [status, ""];
  return h("span", { class: `chip ${kind}` }, words);
}

// A rubric's score: of the mistakes made in solutions, how many it notices.
export function notices(score: MutationScore | null | undefined): string | null {
  if (!score || score.score === null || score.score === undefined) return null;
  const judged = (score.killed ?? 0) + (score.survived ?? 0);
  return `notices ${Math.floor(100 * score.score)} % of ${plural(judged, "mistake")}`;
}

export function done(row: SubmissionRow): boolean {
  return row.status !== "queued" && row.status !== "running";
}

export function copyButton(text: () => string, label = "Copy"): HTMLElement {
  const button: HTMLButtonElement = h(
    "button",
    {
      type: "button",
      class: "copy",
      click: () => {
        void navigator.clipboard.writeText(text()).then(
          () => {
            button.textContent = "Copied";
            window.setTimeout(() => {
              button.textContent = label;
            }, 1500);
          },
          () => {
            button.textContent = "Select and copy by hand";
          },
        );
      },
    },
    label,
  );
  return button;
}

export function curlLine(rubric: string): HTMLElement {
  const text =
    `curl -H "Authorization: Bearer $TOKEN" -H 'Accept: text/plain' \\\n     -F file=@main.c '${location.origin}` +
    `/v1/submissions?rubric=${encodeURIComponent(rubric)}&wait=30'`;
  return h(
    "details",
    { class: "curl" },
    h("summary", null, "The same from a terminal"),
    h("pre", { tabindex: "0", "aria-label": "a command for the terminal" }, text),
    copyButton(() => text),
  );
}

export function crumbs(...parts: [string, string | null][]): HTMLElement {
  return h(
    "nav",
    { class: "crumbs", "aria-label": "Where you are" },
    h(
      "ol",
      null,
      ...parts.map(([text, href]): Child =>
        h("li", null, href ? h("a", { href }, said(text)) : h("span", { "aria-current": "page" }, said(text))),
      ),
    ),
  );
}
