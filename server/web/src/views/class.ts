// class.ts -- an exercise seen over all who handed it in: shares, frequent findings, deadlocks of the same shape.
import { h, paged, plural, points, said, saidCut, type Child } from "../dom";
import { get, path } from "../api";
import { rubricFrame, rubricText } from "./rubric";
import type { Caller, View } from "./page";

interface Statistics {
  count?: number;
  mean_share?: number | null;
  complete?: boolean;
  scores?: number[];
  criteria?: {
    id?: string;
    title?: string;
    max_points?: number;
    count?: number;
    mean_share?: number;
    full?: number;
    none?: number;
  }[];
  findings?: { code?: string; severity?: string; submissions?: number; message?: string; hint?: string }[];
  deadlocks?: {
    shape?: string;
    kind?: string;
    submissions?: { id: string; student?: string }[];
    message?: string;
    hint?: string;
  }[];
}

function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? "–" : `${Math.round(100 * share)} %`;
}

function histogram(scores: number[]): Child {
  const most = Math.max(1, ...scores);
  return h(
    "ol",
    { class: "histogram", "aria-label": "how many got which share of the points" },
    ...scores.map((count, at) => {
      const bar = h("span", { class: "column" });
      bar.style.height = `${(100 * count) / most}%`;
      const words = `${at * 10} to ${Math.min(100, at * 10 + (at === scores.length - 1 ? 0 : 9))} %`;
      return h(
        "li",
        { title: `${count} with ${words}` },
        h("span", { class: "count" }, count || ""),
        bar,
        h("span", { class: "tick-label" }, `${at * 10}`),
      );
    }),
  );
}

function shares(statistics: Statistics): HTMLElement {
  return h(
    "ol",
    { class: "shares" },
    ...(statistics.criteria ?? []).map((one) => {
      const full = h("span", { class: "share full" });
      const part = h("span", { class: "share part" });
      const none = h("span", { class: "share none" });
      const count = Math.max(1, one.count ?? 0);
      const partly = count - (one.full ?? 0) - (one.none ?? 0);
      full.style.flexGrow = String(one.full ?? 0);
      part.style.flexGrow = String(Math.max(0, partly));
      none.style.flexGrow = String(one.none ?? 0);
      return h(
        "li",
        null,
        h(
          "div",
          null,
          h("span", null, said(one.title ?? one.id)),
          h(
            "span",
            { class: "tabular quiet" },
            one.max_points
              ? `${percent(one.mean_share)} of ${points(one.max_points)}`
              : `met by ${percent(one.mean_share)}`,
          ),
        ),
        h("div", { class: "share-bar", "aria-hidden": "true" }, full, part, none),
        h("p", { class: "hidden" }, `${one.full ?? 0} have all of it, ${partly} a part, ${one.none ?? 0} nothing`),
      );
    }),
  );
}

function frequent(statistics: Statistics): Child {
  const list = statistics.findings ?? [];
  if (list.length === 0) return h("p", { class: "empty" }, "Nothing was found in anything.");
  const to = h("ol", { class: "frequent" });
  paged(list, 20, to, (one) =>
    h(
      "li",
      null,
      h(
        "p",
        null,
        h("strong", { class: "tabular" }, plural(one.submissions ?? 0, "submission")),
        " ",
        h("code", null, said(one.code)),
      ),
      h("p", { class: "quiet" }, saidCut(one.message, 400)),
    ),
  );
  return to;
}

function groups(statistics: Statistics): Child {
  const list = statistics.deadlocks ?? [];
  if (list.length === 0) return h("p", { class: "empty" }, "Nobody's program is stuck.");
  const to = h("ol", { class: "groups" });
  paged(list, 20, to, (one) =>
    h(
      "li",
      { class: "card" },
      h(
        "p",
        null,
        h("strong", null, plural(one.submissions?.length ?? 0, "submission")),
        " ",
        h("span", { class: "chip error" }, said(one.kind)),
      ),
      h("p", null, saidCut(one.message, 600)),
      one.hint ? h("p", { class: "hint" }, h("strong", null, "Fix "), saidCut(one.hint, 600)) : null,
      h(
        "p",
        { class: "members" },
        ...(one.submissions ?? [])
          .slice(0, 60)
          .map((member) => h("a", { href: `#/submissions/${member.id}` }, said(member.student || member.id))),
      ),
    ),
  );
  return to;
}

export async function classView(_caller: Caller, id: string): Promise<View> {
  const at = path("rubrics", id);
  const [{ title }, statistics] = await Promise.all([rubricText(id), get<Statistics>(`${at}/statistics`)]);
  const some = (statistics.count ?? 0) > 0;
  const element = rubricFrame(
    id,
    title,
    "class",
    h(
      "div",
      { class: "title-row" },
      h(
        "p",
        null,
        h("strong", null, plural(statistics.count ?? 0, "student")),
        some
          ? `, on average ${percent(statistics.mean_share)} of the points. The newest graded submission of each counts.`
          : " so far.",
        statistics.complete === false ? " Only the newest 1,000 are counted." : "",
      ),
      h(
        "div",
        { class: "buttons" },
        h("a", { class: "button", href: `${at}/submissions.csv`, download: `${id}.csv` }, "CSV"),
      ),
    ),
    some
      ? [
          h(
            "div",
            { class: "two" },
            h(
              "section",
              { "aria-labelledby": "shares" },
              h("h2", { id: "shares" }, "Each criterion's share"),
              shares(statistics),
            ),
            h(
              "section",
              { "aria-labelledby": "scores" },
              h("h2", { id: "scores" }, "Scores"),
              histogram(statistics.scores ?? []),
            ),
          ),
          h(
            "section",
            { "aria-labelledby": "groups" },
            h("h2", { id: "groups" }, "Deadlocks of the same shape"),
            groups(statistics),
          ),
          h(
            "section",
            { "aria-labelledby": "frequent" },
            h("h2", { id: "frequent" }, "Most frequent findings"),
            frequent(statistics),
          ),
        ]
      : null,
  );
  return { title: `Class: ${title}`, element };
}
