// rubric.ts -- the frame of a rubric's pages, and its editor: lint, points at a glance, what-if, publishing, merging.
import { h, plural, points, replace, said, type Child } from "../dom";
import { call, get, path, Problem, type Fault } from "../api";
import type { RubricEditor } from "../editor";
import type { Schema } from "../schema";
import { applyPanel, previewPanel } from "./preview";
import { tryout } from "./tryout";
import { bringUp, crumbs, markdownReader, trouble, type Caller, type Markdown, type View } from "./page";

export const editor = (): Promise<typeof import("../editor")> => import("/assets/editor.js" as string);

const TABS: [string, string][] = [
  ["", "Edit"],
  ["versions", "Versions"],
  ["submissions", "Submissions"],
  ["class", "Class"],
];

export function rubricFrame(id: string, title: string, tab: string, ...children: Child[]): HTMLElement {
  return h(
    "div",
    { class: "stack" },
    h(
      "header",
      null,
      crumbs(["Rubrics", "#/"], [title, null]),
      h("h1", null, said(title)),
      h(
        "nav",
        { class: "tabs", "aria-label": "Pages of this rubric" },
        ...TABS.map(([name, words]) =>
          h(
            "a",
            {
              href: `#/rubrics/${encodeURIComponent(id)}${name ? `/${name}` : ""}`,
              "aria-current": name === tab ? "page" : null,
            },
            words,
          ),
        ),
      ),
    ),
    ...children,
  );
}

export interface RubricText {
  text: string;
  etag: string | null;
  title: string;
}

export async function rubricText(id: string): Promise<RubricText> {
  const response = await fetch(path("rubrics", id), { headers: { Accept: "application/json" }, cache: "no-cache" });
  const text = await response.text();
  if (!response.ok)
    throw new Problem(response.status, "", response.status === 404 ? `There is no rubric '${id}'.` : text, []);
  let title = id;
  try {
    title = (JSON.parse(text) as { title?: string }).title ?? id;
  } catch {
    title = id; // never: the server keeps only what it could read
  }
  return { text, etag: response.headers.get("ETag"), title };
}

export async function validate(id: string, text: string): Promise<Fault[]> {
  const answer = await call<{ errors: Fault[] }>("POST", `${path("rubrics", id)}/validate`, text, {
    "Content-Type": "application/json",
  });
  return answer.data.errors;
}

// --- at a glance ---------------------------------------------------------------------------------------------------

interface DraftCriterion {
  id?: string;
  title?: string;
  points?: unknown;
  visibility?: string;
  requires?: string[];
}

const VISIBILITY: Record<string, string> = { visible: "shown", after_due: "after due", hidden: "hidden" };

// What is being typed may be no number yet.
function worth(one: DraftCriterion | null): number | null {
  return typeof one?.points === "number" ? one.points / 100 : null;
}

function glance(text: string, goTo: (pointer: string) => void): Child {
  let draft: { max_points?: number; criteria?: DraftCriterion[] };
  try {
    draft = JSON.parse(text) as typeof draft;
  } catch {
    return h("p", { class: "quiet" }, "The points are shown when it is JSON again.");
  }
  const criteria = Array.isArray(draft.criteria) ? draft.criteria : [];
  const total = (some: DraftCriterion[]) => some.reduce((all, one) => all + Math.round(100 * (worth(one) ?? 0)), 0);
  const sum = total(criteria);
  const max = typeof draft.max_points === "number" ? draft.max_points : 0;
  const hidden = criteria.filter((one) => one?.visibility && one.visibility !== "visible");
  const share = total(hidden);
  return [
    h(
      "p",
      { class: sum === max ? "sum ok" : "sum error" },
      h("strong", null, points(sum / 100)),
      sum === max ? " points in all" : ` points in all, but max_points says ${points(max / 100)}`,
      share > 0 ? h("span", { class: "quiet" }, `, ${points(share / 100)} of them not shown at first`) : null,
    ),
    h(
      "ol",
      { class: "glance" },
      ...criteria.slice(0, 100).map((one, at) => {
        const bar = h("span", { class: worth(one) ? "glance-bar" : "glance-bar none" });
        bar.style.width = `${max > 0 ? Math.max(0, Math.min(100, (10_000 * (worth(one) ?? 0)) / max)) : 0}%`;
        return h(
          "li",
          null,
          h(
            "button",
            { type: "button", click: () => goTo(`/criteria/${at}`) },
            h("span", { class: "glance-title" }, said(one?.title ?? one?.id ?? "?")),
            one?.visibility && one.visibility !== "visible"
              ? h("span", { class: "chip" }, VISIBILITY[one.visibility] ?? said(one.visibility))
              : null,
            h("span", { class: "tabular" }, points(worth(one))),
            bar,
          ),
        );
      }),
    ),
  ];
}

// --- the task's text: Markdown is better written as Markdown than as a JSON string ----------------------------------

function taskEditor(
  markdown: Markdown,
  box: () => RubricEditor | null,
): { element: HTMLElement; refresh: (text: string) => void } {
  const preview = h("div");
  const input = h("textarea", {
    id: "task",
    rows: "18",
    input: () => {
      box()?.set("task", input.value);
      replace(preview, markdown(input.value, true));
    },
  });
  const element = h(
    "details",
    { class: "task" },
    h("summary", null, "The task as students read it"),
    h(
      "div",
      { class: "task-edit" },
      h("div", null, h("label", { for: "task" }, "Markdown"), input),
      h("section", { "aria-label": "as students see it" }, preview),
    ),
  );
  const refresh = (text: string) => {
    let task: unknown;
    try {
      task = (JSON.parse(text) as { task?: unknown }).task;
    } catch {
      return; // half a document: what was there stays
    }
    const words = typeof task === "string" ? task : "";
    if (words === input.value) return;
    input.value = words;
    replace(preview, markdown(words, true));
  };
  return { element, refresh };
}

// --- drafts: what was typed is kept in this browser until it is published or thrown away ---------------------------

interface Draft {
  text: string;
  etag: string | null;
  at: string;
}

function draftKey(id: string): string {
  return `bothends-draft-${id}`;
}

function readDraft(id: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(draftKey(id)) ?? "null") as Draft | null;
  } catch {
    return null; // a browser that keeps nothing
  }
}

function keepDraft(id: string, draft: Draft | null): void {
  try {
    if (draft) localStorage.setItem(draftKey(id), JSON.stringify(draft));
    else localStorage.removeItem(draftKey(id));
  } catch {
    return; // the same: leaving the page asks first
  }
}

// --- the editor ----------------------------------------------------------------------------------------------------

const TEMPLATE = (id: string) => `{
  "schema": "bothends.rubric/1",
  "id": ${JSON.stringify(id)},
  "title": "A new exercise",
  "task": "# A new exercise\\n\\nWrite a C program that …",
  "max_points": 1000,
  "cases": [
    {"id": "run", "title": "It runs", "expect": {"stdout": {"text": "Hello\\n"}, "exit": 0}}
  ],
  "criteria": [
    {"id": "compiles", "title": "It compiles", "check": "compiles", "points": 300},
    {"id": "ends", "title": "Every process comes to its end", "check": "no-timeout", "points": 300},
    {"id": "output", "title": "It prints what it should", "check": "stdout", "points": 400, "requires": ["ends"]}
  ]
}
`;

class Editing {
  etag: string | null;
  published: string;
  box: RubricEditor | null = null;
  readonly faults = h("div", { class: "faults", "aria-live": "polite" });
  readonly points = h("div");
  readonly told = h("div", { "aria-live": "polite" });
  readonly task: ReturnType<typeof taskEditor>;
  readonly below = h("div", { class: "stack" });
  readonly publish = h(
    "button",
    { type: "button", class: "primary", disabled: true, click: () => void this.save() },
    "Publish",
  );
  readonly what = h("button", { type: "button", click: () => void this.preview() }, "What would it do?");
  destroyMerge: (() => void) | null = null;

  constructor(
    readonly id: string,
    first: RubricText,
    readonly fresh: boolean,
    markdown: Markdown,
  ) {
    this.task = taskEditor(markdown, () => this.box);
    this.etag = first.etag;
    this.published = fresh ? "" : first.text;
  }

  text(): string {
    return this.box?.text() ?? this.published;
  }

  dirty(): boolean {
    return this.box !== null && this.text() !== this.published;
  }

  changed(text: string): void {
    this.told.querySelector(":scope > [role=alert]")?.remove(); // it was about what stood there before
    keepDraft(this.id, text === this.published ? null : { text, etag: this.etag, at: new Date().toISOString() });
    this.faults.setAttribute("aria-busy", "true"); // what is said there is of another text, until this one is checked
    this.draw(text);
  }

  draw(text: string): void {
    this.publish.disabled = text === this.published;
    replace(
      this.points,
      glance(text, (pointer) => this.box?.goTo({ pointer, detail: "" })),
    );
  }

  async check(text: string): Promise<Fault[]> {
    let faults: Fault[];
    try {
      faults = await validate(this.id, text);
    } catch (error) {
      this.faults.removeAttribute("aria-busy");
      replace(this.faults, trouble(error));
      return [];
    }
    if (text !== this.text()) return faults; // it was changed meanwhile, and will be checked again
    this.faults.removeAttribute("aria-busy");
    const good = h("p", { class: "verdict ok" }, "Valid");
    const bad = h(
      "ul",
      null,
      ...faults
        .slice(0, 20)
        .map((fault) =>
          h(
            "li",
            null,
            h(
              "button",
              { type: "button", class: "place", click: () => this.box?.goTo(fault) },
              fault.line ? `line ${fault.line}` : "go",
            ),
            " ",
            said(fault.detail),
          ),
        ),
      faults.length > 20 ? h("li", { class: "quiet" }, `and ${faults.length - 20} more`) : null,
    );
    replace(
      this.faults,
      faults.length === 0 ? good : [h("p", { class: "verdict" }, plural(faults.length, "fault")), bad],
    );
    return faults;
  }

  async preview(): Promise<void> {
    await previewPanel(this.below, this.id, this.text());
  }

  async save(): Promise<void> {
    const text = this.text();
    this.publish.disabled = true;
    replace(this.told);
    try {
      const condition: Record<string, string> = this.etag ? { "If-Match": this.etag } : { "If-None-Match": "*" };
      const reply = await call<{ version: number }>("PUT", path("rubrics", this.id), text, {
        "Content-Type": "application/json",
        ...condition,
      });
      this.etag = reply.etag;
      this.published = text;
      keepDraft(this.id, null);
      this.draw(this.text());
      replace(
        this.told,
        h("p", { class: "alert ok", role: "status" }, `Published as version ${reply.data.version}.`),
      );
      applyPanel(this.below, this.id, reply.data.version);
    } catch (error) {
      this.publish.disabled = false;
      if (error instanceof Problem && error.status === 412) await this.merge(text);
      else {
        this.box?.lint();
        replace(this.told, trouble(error));
      }
    }
  }

  // Somebody was faster. Nothing of either side is lost: theirs is beside ours until one text is made of both.
  async merge(mine: string): Promise<void> {
    const [theirs, { mergeEditor }] = await Promise.all([rubricText(this.id), editor()]);
    const box = h("div", { class: "merge-box" });
    let merged: ReturnType<typeof mergeEditor> | null = null;
    const close = () => {
      merged?.destroy();
      this.destroyMerge = null;
      replace(this.told);
    };
    this.destroyMerge?.();
    this.destroyMerge = close;
    const take = h(
      "button",
      {
        type: "button",
        class: "primary",
        click: () => {
          const text = merged?.text() ?? mine;
          this.etag = theirs.etag;
          this.published = theirs.text;
          this.box?.replace(text);
          close();
          void this.save();
        },
      },
      "Publish what is on the right",
    );
    replace(
      this.told,
      h(
        "section",
        { class: "card merge", "aria-labelledby": "merge" },
        h("h2", { id: "merge", tabindex: "-1" }, "Somebody published while you were editing"),
        h(
          "p",
          null,
          "On the left is what was published meanwhile, on the right what you have. Bring over what you want with " +
            "the arrows between them, or edit the right side; both are kept until you decide.",
        ),
        box,
        h("div", { class: "buttons" }, take, h("button", { type: "button", click: close }, "Not now")),
      ),
    );
    merged = mergeEditor(box, theirs.text, mine);
    bringUp("merge");
  }

  // A draft that this browser has kept from another time.
  offer(draft: Draft): void {
    const bar = h(
      "div",
      { class: "alert note", role: "status" },
      `You have a draft of ${new Date(draft.at).toLocaleString("en")} that was not published. `,
      h(
        "span",
        { class: "buttons" },
        h(
          "button",
          {
            type: "button",
            click: () => {
              this.etag = draft.etag;
              this.box?.replace(draft.text);
              replace(this.told);
            },
          },
          "Go on with it",
        ),
        h(
          "button",
          {
            type: "button",
            click: () => {
              keepDraft(this.id, null);
              replace(this.told);
            },
          },
          "Throw it away",
        ),
      ),
    );
    replace(this.told, bar);
  }
}

async function open(id: string, first: RubricText, fresh: boolean): Promise<View> {
  const [{ rubricEditor }, schema, markdown] = await Promise.all([
    editor(),
    get<Schema>("/assets/rubric.schema.json"),
    markdownReader(),
  ]);
  const editing = new Editing(id, first, fresh, markdown);
  const draft = readDraft(id);
  editing.box = rubricEditor({
    text: first.text,
    schema,
    validate: (text) => editing.check(text),
    changed: (text) => editing.changed(text),
    save: () => void editing.save(),
  });
  editing.draw(first.text);
  if (draft && draft.text !== first.text) editing.offer(draft);
  const element = rubricFrame(
    id,
    first.title,
    "",
    h(
      "div",
      { class: "editor-split" },
      h(
        "section",
        { class: "editor-box", "aria-label": "Editor" },
        editing.box.element,
        h(
          "p",
          { class: "quiet" },
          "Ctrl-Space completes, Ctrl-S publishes, Ctrl-F finds; Escape and then Tab leaves the editor.",
        ),
        editing.task.element,
        tryout(id, () => editing.text(), editing.below),
      ),
      h(
        "aside",
        { class: "side stack", "aria-label": "About this draft" },
        h("div", { class: "buttons" }, editing.publish, fresh ? null : editing.what),
        h("section", { "aria-labelledby": "checked" }, h("h2", { id: "checked" }, "Checked"), editing.faults),
        h("section", { "aria-labelledby": "glance" }, h("h2", { id: "glance" }, "Points"), editing.points),
      ),
    ),
    editing.told,
    editing.below,
  );
  return {
    title: first.title,
    element,
    leave: () => {
      editing.destroyMerge?.();
      editing.box?.destroy();
    },
    ask: () => (editing.dirty() ? "Your edit is not published yet; this browser keeps it as a draft. Leave?" : null),
  };
}

export async function rubricView(_caller: Caller, id: string): Promise<View> {
  return open(id, await rubricText(id), false);
}

export async function newRubricView(_caller: Caller): Promise<View> {
  const input = h("input", {
    id: "new-id",
    required: true,
    pattern: "[a-z0-9][a-z0-9\\-]{0,63}",
    "aria-describedby": "new-help",
  });
  const form = h(
    "form",
    {
      class: "card signin",
      submit: (event) => {
        event.preventDefault();
        location.hash = `#/new/${encodeURIComponent(input.value)}`;
      },
    },
    h("h1", null, "New rubric"),
    h("label", { for: "new-id" }, "Its id"),
    input,
    h("p", { class: "quiet", id: "new-help" }, "1 to 64 of a-z, 0-9 and -; it stays for ever, the title can change."),
    h("button", { type: "submit", class: "primary" }, "Begin"),
  );
  return { title: "New rubric", element: form };
}

export async function draftView(_caller: Caller, id: string): Promise<View> {
  return open(id, { text: TEMPLATE(id), etag: null, title: id }, true);
}
