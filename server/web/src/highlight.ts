// highlight.ts -- C, coloured: one line at a time, with what a comment of several lines carries over.
import { shown, h, type Child } from "./dom";

const KEYWORDS = new Set(
  (
    "auto break case const continue default do else enum extern for goto if inline register " +
    "restrict return sizeof static struct switch typedef union volatile while _Atomic _Bool _Static_assert"
  ).split(" "),
);
const TYPES = new Set(
  (
    "void char short int long float double signed unsigned bool size_t ssize_t pid_t FILE " +
    "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t pthread_t pthread_mutex_t sem_t"
  ).split(" "),
);
const TOKEN = /\/\/.*|\/\*|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|[A-Za-z_]\w*|\d[\w.]*|[^\sA-Za-z_\d"'/]+|\s+|\//g;

export interface State {
  comment: boolean;
}

function span(cls: string, text: string): Child {
  return h("span", { class: cls }, ...shown(text));
}

function word(text: string, next: string): Child {
  if (KEYWORDS.has(text)) return span("k", text);
  if (TYPES.has(text)) return span("t", text);
  if (next === "(") return span("f", text);
  return text;
}

export function highlight(line: string, state: State): Child[] {
  const out: Child[] = [];
  let at = 0;
  const comment = () => {
    const end = line.indexOf("*/", at);
    const to = end < 0 ? line.length : end + 2;
    out.push(span("c", line.slice(at, to)));
    state.comment = end < 0;
    at = to;
  };
  if (state.comment) comment();
  if (at === 0 && /^\s*#/.test(line)) {
    const cutAt = line.search(/\/\*|\/\//);
    out.push(span("p", cutAt < 0 ? line : line.slice(0, cutAt)));
    at = cutAt < 0 ? line.length : cutAt;
  }
  while (at < line.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(line);
    if (!match || match.index !== at) {
      out.push(...shown(line.slice(at, at + 1)));
      at++;
      continue;
    }
    const text = match[0];
    if (text === "/*") {
      const open = at;
      at += 2;
      const before = out.length;
      comment();
      out.splice(before, out.length - before, span("c", line.slice(open, at)));
      continue;
    }
    at += text.length;
    const first = text[0]!;
    if (text.startsWith("//")) out.push(span("c", text));
    else if (first === '"' || first === "'") out.push(span("s", text));
    else if (/[0-9]/.test(first)) out.push(span("n", text));
    else if (/[A-Za-z_]/.test(first)) out.push(word(text, line.slice(at).trimStart()[0] ?? ""));
    else out.push(...shown(text));
  }
  return out;
}
