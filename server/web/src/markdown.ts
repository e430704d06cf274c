// markdown.ts -- an exercise's task text as elements. A library reads it; HTML in it is shown as the text it is.
import { Lexer, type Token, type Tokens } from "marked";
import { h, shown, type Child } from "./dom";
import { highlight, type State } from "./highlight";

function entities(text: string): string {
  const known: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (found) => known[found] ?? found);
}

// Links lead to the web and nowhere else: no javascript:, no data:.
function link(token: Tokens.Link): Child {
  const safe = /^https?:\/\//i.test(token.href);
  const inside = inline(token.tokens);
  return safe ? h("a", { href: token.href, rel: "noreferrer noopener" }, ...inside) : h("span", null, ...inside);
}

function inline(tokens: Token[] | undefined): Child[] {
  return (tokens ?? []).map((token): Child => {
    switch (token.type) {
      case "strong":
        return h("strong", null, ...inline(token.tokens));
      case "em":
        return h("em", null, ...inline(token.tokens));
      case "del":
        return h("del", null, ...inline(token.tokens));
      case "codespan":
        return h("code", null, ...shown(entities((token as Tokens.Codespan).text)));
      case "br":
        return h("br");
      case "link":
        return link(token as Tokens.Link);
      case "image":
        return shown((token as Tokens.Image).text);
      case "escape":
        return shown((token as Tokens.Escape).text);
      case "text":
        return (token as Tokens.Text).tokens
          ? inline((token as Tokens.Text).tokens)
          : shown(entities((token as Tokens.Text).text));
      default:
        return shown(token.raw);
    }
  });
}

function code(token: Tokens.Code): Child {
  const c = /^(c|h)$/i.test(token.lang ?? "");
  const state: State = { comment: false };
  const lines = token.text.split("\n");
  return h(
    "pre",
    { tabindex: "0" },
    h(
      "code",
      null,
      ...lines.flatMap((line, at) => [
        ...(c ? highlight(line, state) : shown(line)),
        at < lines.length - 1 ? "\n" : null,
      ]),
    ),
  );
}

function table(token: Tokens.Table): Child {
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "group", "aria-label": "table" },
    h(
      "table",
      null,
      h(
        "thead",
        null,
        h("tr", null, ...token.header.map((cell) => h("th", { scope: "col" }, ...inline(cell.tokens)))),
      ),
      h(
        "tbody",
        null,
        ...token.rows.map((row) => h("tr", null, ...row.map((cell) => h("td", null, ...inline(cell.tokens))))),
      ),
    ),
  );
}

function blocks(tokens: Token[], top: number, depth = 0): Child[] {
  if (depth > 12) return [];
  return tokens.map((token): Child => {
    switch (token.type) {
      case "space":
        return null;
      case "heading": {
        const level = Math.min(6, (token as Tokens.Heading).depth + top);
        return h(`h${Math.max(2, level)}` as "h3", null, ...inline(token.tokens));
      }
      case "paragraph":
        return h("p", null, ...inline(token.tokens));
      case "text":
        return h(
          "span",
          null,
          ...((token as Tokens.Text).tokens
            ? inline((token as Tokens.Text).tokens)
            : shown((token as Tokens.Text).text)),
        );
      case "code":
        return code(token as Tokens.Code);
      case "blockquote":
        return h("blockquote", null, ...blocks(token.tokens ?? [], top, depth + 1));
      case "list": {
        const own = token as Tokens.List;
        return h(
          own.ordered ? "ol" : "ul",
          null,
          ...own.items.map((item) => h("li", null, ...blocks(item.tokens, top, depth + 1))),
        );
      }
      case "hr":
        return h("hr");
      case "table":
        return table(token as Tokens.Table);
      default:
        return h("p", null, ...shown(token.raw));
    }
  });
}

// skipTitle: the first heading is what the page is called anyway.
export function markdown(text: string, skipTitle: boolean): HTMLElement {
  const tokens: Token[] = new Lexer({ gfm: true }).lex(text);
  const titled = skipTitle && tokens[0]?.type === "heading" && (tokens[0] as Tokens.Heading).depth === 1;
  return h("div", { class: "prose" }, ...blocks(titled ? tokens.slice(1) : tokens, titled ? 0 : 1));
}
