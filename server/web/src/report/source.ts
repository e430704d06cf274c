// source.ts -- the student's files with a mark in the margin at each finding, and what it says below the line.
import { add, cut, h, said, saidCut, type Child } from "../dom";
import { highlight, type State } from "../highlight";
import { list, type Finding, type Place, type Source } from "../model";
import { focusMistake, severity } from "./findings";
import type { Mistakes } from "./mistakes";

const LINE_MAX = 1000; // characters of a line shown at once
const LINES_WHOLE = 300; // a longer file shows only what is around its marks
const AROUND = 8;
const NOTES_MAX = 3; // said below one line; the rest are counted

interface Mark {
  finding: Finding;
  mistake: number; // its first finding
  first: boolean; // the mark is where its message is said
}
type Marks = Map<number, Mark[]>;

// One mark for each mistake on a line, however often it was seen there.
function marksOf(name: string, mistakes: Mistakes): Marks {
  const lines = new Map<number, Map<number, Mark>>();
  mistakes.findings.forEach((finding, index) => {
    const mistake = mistakes.first[index]!;
    list(finding?.where).forEach((place, at) => {
      if (place.file !== name || typeof place.line !== "number") return;
      const there = lines.get(place.line) ?? new Map<number, Mark>();
      if (!there.has(mistake)) there.set(mistake, { finding, mistake, first: at === 0 });
      lines.set(place.line, there);
    });
  });
  return new Map([...lines].map(([line, there]) => [line, [...there.values()]]));
}

function worst(marks: Mark[]): string {
  const kinds = marks.map((mark) => severity(mark.finding));
  return kinds.includes("error") ? "error" : kinds.includes("warning") ? "warning" : "note";
}

function notes(marks: Mark[]): Child[] {
  const own = marks.filter((mark) => mark.first);
  const out: Child[] = own
    .slice(0, NOTES_MAX)
    .map((mark) =>
      h(
        "button",
        { type: "button", class: `note ${severity(mark.finding)}`, click: () => focusMistake(mark.mistake) },
        h("span", { class: "note-code" }, said(mark.finding.code)),
        " ",
        saidCut(mark.finding.message, 300),
      ),
    );
  if (own.length > NOTES_MAX)
    out.push(h("p", { class: "note-more" }, `and ${own.length - NOTES_MAX} more on this line`));
  return out;
}

function row(id: string, number: number, code: Child[], marks: Mark[]): Child {
  const kind = marks.length > 0 ? worst(marks) : "";
  const said = marks.length > 0 ? notes(marks) : [];
  return [
    h(
      "div",
      { class: `line ${kind}`, id: `${id}-${number}` },
      h("span", { class: "number" }, number),
      h("span", { class: "mark", "aria-hidden": "true" }, kind === "error" ? "●" : kind ? "○" : ""),
      h("code", null, ...code),
    ),
    said.length > 0 && h("div", { class: "notes" }, ...said),
  ];
}

function coloured(line: string, state: State): Child[] {
  return line.length > LINE_MAX ? cut(line, LINE_MAX) : highlight(line, state);
}

// The numbers of lines to show at first.
function wanted(count: number, marks: Marks): (line: number) => boolean {
  if (count <= LINES_WHOLE) return () => true;
  const near = new Set<number>();
  for (const line of marks.keys()) for (let at = line - AROUND; at <= line + AROUND; at++) near.add(at);
  return near.size === 0 ? (line) => line <= LINES_WHOLE : (line) => near.has(line);
}

interface SourceView {
  element: HTMLElement;
  goTo: (line: number) => void;
}

function sourceView(source: Source, mistakes: Mistakes, id: string): SourceView {
  const marks = marksOf(source.name, mistakes);
  const lines = source.text.split("\n");
  if (lines[lines.length - 1] === "") lines.pop();
  const show = wanted(lines.length, marks);
  const body = h("div", {
    class: "lines",
    role: "group",
    tabindex: "0",
    "aria-label": `${source.name}, the source`,
  });
  const folds: { from: number; to: number; open: () => void }[] = [];
  const state: State = { comment: false };
  const render = (from: number, to: number): HTMLElement => {
    const part = h("div");
    for (let at = from; at <= to; at++) {
      for (const node of [row(id, at, coloured(lines[at - 1]!, state), marks.get(at) ?? [])].flat())
        if (node instanceof Node) part.appendChild(node);
    }
    return part;
  };
  for (let at = 1; at <= lines.length;) {
    const visible = show(at);
    let to = at;
    while (to < lines.length && show(to + 1) === visible && (!visible || to - at < 2000)) to++;
    if (visible) {
      body.appendChild(render(at, to));
    } else {
      const from = at,
        end = to;
      const fold = h("button", { type: "button", class: "fold" }, `… ${end - from + 1} lines without a finding`);
      const open = () => {
        if (fold.isConnected) {
          state.comment = false;
          fold.replaceWith(render(from, end));
        }
      };
      fold.addEventListener("click", open);
      folds.push({ from, to: end, open });
      body.appendChild(fold);
    }
    at = to + 1;
  }
  const goTo = (line: number) => {
    folds.find((fold) => fold.from <= line && line <= fold.to)?.open();
    const found = document.getElementById(`${id}-${line}`);
    if (!found) return;
    for (const old of document.querySelectorAll(".line.here")) old.classList.remove("here");
    found.classList.add("here");
    found.scrollIntoView({ block: "center" });
  };
  const count = [...marks.values()].flat().filter((mark) => mark.first).length;
  const element = h(
    "section",
    { class: "source", "aria-label": `Source ${source.name}` },
    h(
      "header",
      null,
      h("h3", null, said(source.name)),
      h("span", { class: "quiet" }, `${lines.length} lines`, count > 0 ? `, ${count} marked` : ""),
    ),
    body,
  );
  return { element, goTo };
}

// The files of a report: their names are known at once, their texts may come later.
export interface Sources {
  names: string[];
  texts: Promise<Source[]>;
}

export function givenSources(sources: Source[]): Sources {
  return { names: sources.map((source) => source.name), texts: Promise.resolve(sources) };
}

// They are drawn once their texts are there and `ready` is over; who wants to see a line before waits for that.
export function sourcesView(sources: Sources, mistakes: Mistakes, prefix: string, ready: Promise<void>) {
  const element = h("div", { class: "report-sources" }, h("h2", null, "Source"));
  const known = new Set(sources.names);
  const views = new Map<string, SourceView>();
  const drawn = Promise.all([sources.texts, ready]).then(([texts]) => {
    texts.forEach((source, at) => views.set(source.name, sourceView(source, mistakes, `${prefix}${at}`)));
    for (const view of views.values()) element.appendChild(view.element);
  });
  drawn.catch((error: unknown) => add(element, h("p", { class: "alert", role: "alert" }, String(error))));
  const goTo = (place: Place) => {
    const { file, line } = place;
    if (!file || typeof line !== "number" || !known.has(file)) return null;
    return () => void drawn.then(() => views.get(file)?.goTo(line));
  };
  return { element, goTo };
}
