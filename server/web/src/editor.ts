// editor.ts -- the rubric editor and the comparison of versions (CodeMirror), loaded only when they are needed.
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { indentWithTab } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { ensureSyntaxTree, HighlightStyle, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { forceLinting, linter, lintGutter, type Diagnostic } from "@codemirror/lint";
import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import { at as schemaAt, type Schema } from "./schema";
import type { Fault } from "./api";

const PARSE_MS_MAX = 5000; // a rubric takes two or three
type Node = ReturnType<ReturnType<typeof syntaxTree>["resolveInner"]>;
const VALUES = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--code-f)" },
  { tag: tags.string, color: "var(--code-s)" },
  { tag: tags.number, color: "var(--code-n)" },
  { tag: [tags.bool, tags.null], color: "var(--code-k)" },
]);

const look = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--ink)", fontSize: "0.86rem" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-content": { fontFamily: "var(--mono)", lineHeight: "1.6", caretColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--sunken)", color: "var(--soft)", border: "0" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent) 6%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--accent-soft)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 26%, transparent)",
  },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--line)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--surface)" },
  ".cm-completionInfo": { maxWidth: "22rem", fontFamily: "var(--sans)" },
  ".cm-completionDetail": { color: "inherit", opacity: "0.8" },
  ".cm-diagnostic": { fontFamily: "var(--sans)", padding: "0.35rem 0.7rem" },
  ".cm-diagnostic-error": { borderLeft: "4px solid var(--error)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--error) 1.5px",
    textUnderlineOffset: "3px",
  },
  ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--ink)" },
  ".cm-searchMatch": { backgroundColor: "var(--warning-soft)" },
  ".cm-collapsedLines": {
    background: "var(--sunken)",
    color: "var(--soft)",
    fontFamily: "var(--sans)",
    "&:before": { content: '"\\2195"' },
    "&:after": { content: '""' },
  },
  ".cm-changedLine": { backgroundColor: "var(--accent-soft) !important" },
  ".cm-deletedChunk": { backgroundColor: "var(--error-soft)" },
  ".cm-matchingBracket": { backgroundColor: "var(--accent-soft) !important" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--sunken)", color: "var(--soft)", border: "1px solid var(--line)" },
});

function setup(label: string): Extension[] {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
  return [
    EditorView.cspNonce.of(nonce),
    basicSetup,
    json(),
    syntaxHighlighting(colours),
    EditorView.darkTheme.of(matchMedia("(prefers-color-scheme: dark)").matches),
    look,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
  ];
}

// --- places ------------------------------------------------------------------------------------------------------

function values(node: Node): Node[] {
  const out: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (VALUES.has(child.name)) out.push(child);
  return out;
}

function nameOf(state: EditorState, property: Node): string {
  const name = property.firstChild;
  if (!name) return "";
  try {
    return JSON.parse(state.sliceDoc(name.from, name.to)) as string;
  } catch {
    return state.sliceDoc(name.from, name.to).replace(/^"|"$/g, ""); // still being typed
  }
}

function valueOf(property: Node): Node | null {
  return values(property)[0] ?? null;
}

function propertyOf(state: EditorState, object: Node, name: string): Node | null {
  for (let child = object.firstChild; child; child = child.nextSibling)
    if (child.name === "Property" && nameOf(state, child) === name) return child;
  return null;
}

interface Found {
  property: Node | null;
  value: Node;
}

// The node that a JSON pointer (RFC 6901) names; as near as it comes when there is none.
// The editor parses a few milliseconds at a time: on a busy machine a tree may end before what is looked for.
function wholeTree(state: EditorState): ReturnType<typeof syntaxTree> {
  return ensureSyntaxTree(state, state.doc.length, PARSE_MS_MAX) ?? syntaxTree(state);
}

function find(state: EditorState, pointer: string): Found | null {
  let node: Node | null = values(wholeTree(state).topNode)[0] ?? null;
  let property: Node | null = null;
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replace(/~1/g, "/").replace(/~0/g, "~");
    if (!node) return null;
    let next: Node | null = null;
    if (node.name === "Array") next = values(node)[Number(name)] ?? null;
    const found = node.name === "Object" ? propertyOf(state, node, name) : null;
    if (found) next = valueOf(found) ?? found;
    if (!next) return { property, value: node };
    property = found;
    node = next;
  }
  return node ? { property, value: node } : null;
}

// What stands at the fault's line and column: a key, a text, a number, a sign.
function tokenAt(state: EditorState, fault: Fault): { from: number; to: number } | null {
  if (!fault.line || !fault.column || fault.line > state.doc.lines) return null;
  const line = state.doc.line(fault.line);
  const before = [...line.text].slice(0, fault.column - 1).join("").length;
  const token = /^("(?:[^"\\]|\\.)*"?|[^\s,:{}[\]"]+|.)/u.exec(line.text.slice(before))?.[0] ?? "";
  return { from: line.from + before, to: line.from + before + token.length };
}

// Where the text is no JSON, or a key is at fault, the place is what the server's line and column say; else it is the
// value that the pointer names.
function rangeOf(state: EditorState, fault: Fault): { from: number; to: number } {
  const line = fault.line && fault.line <= state.doc.lines ? state.doc.line(fault.line) : null;
  const token = parsed(state) === null || /there twice/.test(fault.detail) ? tokenAt(state, fault) : null;
  if (token) return token;
  const found = fault.pointer ? find(state, fault.pointer) : null;
  if (!found) return line ? { from: line.from, to: line.to } : { from: 0, to: Math.min(1, state.doc.length) };
  const name = found.property?.firstChild;
  if (name && /unknown key|twice|duplicate/.test(fault.detail)) return { from: name.from, to: name.to };
  const { from, to } = found.value;
  const long = state.doc.lineAt(from).number !== state.doc.lineAt(to).number;
  return long ? { from, to: from + 1 } : { from, to };
}

// --- completion ----------------------------------------------------------------------------------------------------

function parsed(state: EditorState): unknown {
  try {
    return JSON.parse(state.doc.toString());
  } catch {
    return null; // half a document: what depends on it is not offered
  }
}

// Keys and indexes from the document's root to the container that holds the position.
function pathTo(state: EditorState, container: Node, pos: number): (string | number)[] {
  const path: (string | number)[] = [];
  let below = pos;
  for (let node: Node | null = container; node; node = node.parent) {
    if (node.name === "Property") path.unshift(nameOf(state, node));
    if (node.name === "Array") path.unshift(values(node).filter((one) => one.to < below).length);
    below = node.from + 1;
  }
  return path;
}

// Texts of this document that another place may name: criteria, cases, values.
function named(state: EditorState, path: (string | number)[]): string[] {
  const lists: Record<string, [string, string]> = {
    requires: ["criteria", "id"],
    cases: ["cases", "id"],
    values: ["values", "name"],
    case: ["cases", "id"],
  };
  const key = path.filter((step) => typeof step === "string").pop();
  const wanted = lists[String(key)];
  if (!wanted || path.length < 3) return [];
  const document = parsed(state) as Record<string, Record<string, unknown>[]> | null;
  const all = document?.[wanted[0]];
  return Array.isArray(all)
    ? all.map((one) => one?.[wanted[1]]).filter((one): one is string => typeof one === "string")
    : [];
}

function keyOptions(state: EditorState, object: Node, schema: Schema, root: Schema, from: number): Completion[] {
  const path = pathTo(state, object, from);
  const keys = schemaAt(root, schema, path);
  return Object.entries(keys.properties)
    .filter(([name]) => !propertyOf(state, object, name))
    .map(([name, one]) => ({
      label: `"${name}"`,
      apply: `"${name}": `,
      type: "property",
      ...(one.info ? { info: one.info } : {}),
      detail: keys.required.has(name) ? "must be there" : "",
      boost: keys.required.has(name) ? 2 : 0,
    }));
}

// "key": with nothing behind it yet: the property whose value is about to be written.
function afterColon(state: EditorState, from: number): Node | null {
  const before = state.sliceDoc(Math.max(0, from - 200), from);
  const bare = before.trimEnd();
  if (!bare.endsWith(":")) return null;
  let node: Node | null = wholeTree(state).resolveInner(from - (before.length - bare.length) - 1, -1);
  while (node && node.name !== "Property") node = node.parent;
  return node;
}

function completer(root: Schema) {
  return (context: CompletionContext): CompletionResult | null => {
    const { state, pos } = context;
    const node = wholeTree(state).resolveInner(pos, -1);
    const quoted = node.name === "String" || node.name === "PropertyName";
    const word = quoted ? { from: node.from } : context.matchBefore(/[\w-]+/);
    if (!word && !context.explicit) return null;
    const from = word?.from ?? pos;
    const unfinished = afterColon(state, from);
    const object = unfinished
      ? null
      : node.name === "PropertyName"
        ? node.parent?.parent
        : node.name === "Object"
          ? node
          : null;
    if (object?.name === "Object") {
      const options = keyOptions(state, object, root, root, from);
      return options.length > 0 ? { from, options, validFor: /^"?[^"\n]*$/ } : null;
    }
    const holder = unfinished ?? (VALUES.has(node.name) && node.name !== "Array" ? node.parent : node);
    if (!holder || (holder.name !== "Property" && holder.name !== "Array")) return null;
    const path = pathTo(state, holder, from);
    const found = schemaAt(root, root, path);
    const options: Completion[] = [
      ...new Set([...found.values, ...named(state, path)].map((one) => JSON.stringify(one))),
    ].map((label) => ({ label, type: "constant" }));
    const to = node.name === "String" ? node.to : pos;
    return options.length > 0 ? { from, to, options } : null;
  };
}

// --- what the pages use --------------------------------------------------------------------------------------------

export interface EditorOptions {
  text: string;
  schema: Schema;
  validate: (text: string) => Promise<Fault[]>;
  changed: (text: string) => void;
  save: () => void;
}

export interface RubricEditor {
  element: HTMLElement;
  text: () => string;
  replace: (text: string) => void;
  goTo: (fault: Fault) => void;
  set: (key: string, value: string) => void; // a text at the top of the document
  lint: () => void;
  destroy: () => void;
}

export function rubricEditor(options: EditorOptions): RubricEditor {
  const check = async (view: EditorView): Promise<Diagnostic[]> => {
    const faults = await options.validate(view.state.doc.toString());
    return faults.map((fault) => ({
      ...rangeOf(view.state, fault),
      severity: "error" as const,
      message: fault.detail,
    }));
  };
  const view = new EditorView({
    doc: options.text,
    extensions: [
      keymap.of([{ key: "Mod-s", preventDefault: true, run: () => (options.save(), true) }]),
      setup("The rubric, as JSON"),
      lintGutter(),
      linter(check, { delay: 300 }),
      autocompletion({ override: [completer(options.schema)], activateOnTyping: true }),
      keymap.of([indentWithTab]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) options.changed(update.state.doc.toString());
      }),
    ],
  });
  return {
    element: view.dom,
    text: () => view.state.doc.toString(),
    replace: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    set: (key, value) => {
      const found = find(view.state, `/${key}`);
      const root = find(view.state, "");
      const text = JSON.stringify(value);
      if (found?.property) view.dispatch({ changes: { from: found.value.from, to: found.value.to, insert: text } });
      else if (root?.value.name === "Object")
        view.dispatch({ changes: { from: root.value.from + 1, insert: `\n  ${JSON.stringify(key)}: ${text},` } });
    },
    goTo: (fault) => {
      const { from } = rangeOf(view.state, fault);
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      view.focus();
    },
    lint: () => forceLinting(view),
    destroy: () => view.destroy(),
  };
}

// Theirs on the left, fixed; mine on the right, to be made into what both can live with. The box must be on the page:
// lines that are measured elsewhere have their numbers at the wrong height.
export function mergeEditor(
  box: HTMLElement,
  theirs: string,
  mine: string,
): { text: () => string; destroy: () => void } {
  const view = new MergeView({
    parent: box,
    a: { doc: theirs, extensions: [setup("What was published meanwhile"), EditorState.readOnly.of(true)] },
    b: { doc: mine, extensions: [setup("Your version, to be merged")] },
    revertControls: "a-to-b",
    collapseUnchanged: { margin: 3, minSize: 6 },
    gutter: true,
  });
  return { text: () => view.b.state.doc.toString(), destroy: () => view.destroy() };
}

// What changed from one text to the other, in one column.
export function difference(before: string, after: string): { element: HTMLElement; destroy: () => void } {
  const view = new EditorView({
    doc: after,
    extensions: [
      setup("What changed"),
      EditorState.readOnly.of(true),
      unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: { margin: 3, minSize: 6 } }),
    ],
  });
  return { element: view.dom, destroy: () => view.destroy() };
}
