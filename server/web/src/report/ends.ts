// ends.ts -- the ledger of pipe ends: who held which end, since when, and where it was closed.
import { h, plural, said, type Child } from "../dom";
import { list, placeText, type End, type Pipe, type Run } from "../model";
import { placeLink, type Context } from "./findings";

type Fate = { cls: string; said: Child };

// Only what a finding says is said to be wrong; the ledger by itself accuses nobody.
function accused(run: Run, pipe: Pipe, end: End): boolean {
  return list(run.findings).some(
    (finding) =>
      finding.severity === "error" &&
      finding.pipe === pipe.name &&
      finding.process === end.process &&
      finding.end === end.end &&
      finding.fd === end.fd,
  );
}

const CLOSED_BY: Record<string, string> = { dup2: "closed by dup2()", exec: "closed by exec", close: "closed" };

function fate(context: Context, run: Run, pipe: Pipe, end: End): Fate {
  const how = CLOSED_BY[end.closed_by ?? ""] ?? "closed";
  if (end.open_at_exit)
    return accused(run, pipe, end)
      ? { cls: "error", said: "never closed" }
      : { cls: "", said: "open until its exit" };
  return { cls: "ok", said: end.closed_at ? [how, " at ", placeLink(context, end.closed_at)] : how };
}

function endRow(context: Context, run: Run, pipe: Pipe, end: End): HTMLElement {
  const what = fate(context, run, pipe, end);
  const from = typeof end.from_fd === "number" ? `${end.from ?? ""} of fd ${end.from_fd}` : end.from;
  return h(
    "tr",
    { class: what.cls || null },
    h("th", { scope: "row" }, said(end.process)),
    h("td", null, h("span", { class: `end ${end.end === "write" ? "write" : "read"}` }, said(end.end ?? "?"))),
    h("td", { class: "mono" }, typeof end.fd === "number" ? `fd ${end.fd}` : ""),
    h("td", null, said(from)),
    h("td", null, end.used ? "yes" : end.unseen ? "not known" : "no"),
    h("td", { class: "fate" }, h("span", { class: `dot ${what.cls}`, "aria-hidden": "true" }), what.said),
  );
}

export function endsLedger(context: Context, run: Run): HTMLElement | null {
  const pipes = list(run.pipes);
  const shownPipes = pipes.filter((pipe) => list(pipe.ends).length > 0).slice(0, 40);
  if (shownPipes.length === 0) return null;
  const count = shownPipes.reduce((sum, pipe) => sum + list(pipe.ends).length, 0);
  return h(
    "section",
    { class: "block" },
    h("h3", null, "Every end of every pipe"),
    h(
      "p",
      { class: "quiet" },
      `${plural(count, "end")} of ${plural(shownPipes.length, "pipe")}. fork() copies each end, and each `,
      "process closes its own copies; a reader sees the end only when the last write end is closed.",
    ),
    ...shownPipes.map((pipe) =>
      h(
        "div",
        { class: "scroll", tabindex: "0", role: "group", "aria-label": `ends of ${pipe.name}` },
        h(
          "table",
          { class: "ends" },
          h(
            "caption",
            null,
            h("strong", null, said(pipe.name)),
            pipe.created_at && placeText(pipe.created_at) ? [" made at ", placeLink(context, pipe.created_at)] : "",
          ),
          h(
            "thead",
            null,
            h(
              "tr",
              null,
              ...["process", "end", "as", "from", "used", "closed"].map((name) => h("th", { scope: "col" }, name)),
            ),
          ),
          h(
            "tbody",
            null,
            ...list(pipe.ends)
              .slice(0, 200)
              .map((end) => endRow(context, run, pipe, end)),
          ),
        ),
      ),
    ),
  );
}
