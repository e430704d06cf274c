// dom.ts -- elements made of tags and text. Data only ever becomes text: there is no innerHTML anywhere.

export type Child = Node | string | number | null | undefined | false | Child[];
type Handler = (event: Event) => void;
export type Props = Record<string, string | number | boolean | null | undefined | Handler>;

const SVG = "http://www.w3.org/2000/svg";

export function add(to: Node, ...children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) add(to, ...child);
    else to.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

function fill<E extends Element>(element: E, props: Props | null, children: Child[]): E {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, ...children);
  return element;
}

// h("a", {href: "#/", click: go}, "Home"): functions are listeners, the rest are attributes.
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props | null = null,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), props, children);
}

export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  props: Props | null = null,
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(SVG, tag), props, children);
}

export function replace(of: Element, ...children: Child[]): void {
  of.replaceChildren();
  add(of, ...children);
}

// A picture that has another form where there is little room (the stylesheet's 40rem), made anew when that changes.
export function fitted(make: (narrow: boolean) => HTMLElement): HTMLElement {
  const query = window.matchMedia("(max-width: 40rem)");
  const box = h("div");
  const draw = () => replace(box, make(query.matches));
  const change = () => {
    if (box.isConnected) draw();
    else query.removeEventListener("change", change);
  };
  query.addEventListener("change", change);
  draw();
  return box;
}

// Characters that are not seen, or that turn the text around them (Unicode TR9; "Trojan Source"), as chips that are.
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

export function shown(text: string): Child[] {
  const out: Child[] = [];
  let from = 0;
  for (const match of text.matchAll(UNSEEN)) {
    const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    if (match.index > from) out.push(text.slice(from, match.index));
    out.push(h("span", { class: "unseen", title: "a character that is not seen" }, `U+${code}`));
    from = match.index + 1;
  }
  if (from < text.length) out.push(text.slice(from));
  return out;
}

// Text of somebody else's, in a box of its own: whichever way it runs, what is around it stays as it is.
export function said(text: string | null | undefined, cls = ""): HTMLElement {
  return h("bdi", { class: cls || null }, ...shown(text ?? ""));
}

// The first `max` characters with a button for the rest: no line or message can make a page unusable. A rest that is
// not much longer than the button is shown.
export function cut(text: string, max: number): Child[] {
  if (text.length <= max * 1.25) return shown(text);
  const rest = h(
    "button",
    {
      type: "button",
      class: "more",
      click: () => {
        const all = h("span", null, ...shown(text.slice(max)));
        rest.replaceWith(all);
      },
    },
    `… ${(text.length - max).toLocaleString("en")} more characters`,
  );
  return [...shown(text.slice(0, max)), rest];
}

export function saidCut(text: string | null | undefined, max = 1200): HTMLElement {
  return h("bdi", null, ...cut(text ?? "", max));
}

// The first `step` items, and a button for as many more, so that ten thousand do not block the page.
export function paged<T>(items: T[], step: number, to: Element, make: (item: T, index: number) => Child): void {
  let at = 0;
  const button = h("button", { type: "button", class: "more" });
  const next = () => {
    button.remove();
    const end = Math.min(items.length, at + step);
    for (; at < end; at++) add(to, make(items[at]!, at));
    if (at < items.length) {
      const left = items.length - at;
      button.textContent = `Show ${Math.min(step, left)} more of ${left.toLocaleString("en")}`;
      to.appendChild(to.tagName === "UL" || to.tagName === "OL" ? h("li", { class: "more-row" }, button) : button);
    }
  };
  button.addEventListener("click", () => {
    const row = button.closest("li.more-row");
    next();
    row?.remove();
  });
  next();
}

export function points(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return (Math.round(value * 100) / 100).toLocaleString("en", { maximumFractionDigits: 2 });
}

export function ms(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  if (value >= 10_000) return `${(value / 1000).toFixed(1)} s`;
  return value >= 100 ? `${Math.round(value)} ms` : `${Number(value.toPrecision(3))} ms`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
