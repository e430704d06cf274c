// graph.ts -- who waits for whom, as a picture and in words.
import { fitted, h, s, said, type Child } from "../dom";
import { list, placeText, type Deadlock, type Wait } from "../model";
import { placeLink, type Context } from "./findings";

const WIDTH = 168,
  HEIGHT = 56,
  NODES_MAX = 12,
  LABELS_MAX = { wide: 7, narrow: 3 }; // more hide each other, and the list below says them all
let markers = 0;

interface Node2 {
  name: string;
  x: number;
  y: number;
  isLow?: boolean; // below the middle: its loop hangs down, clear of the lines from above
  wait?: Wait | undefined;
}
interface Edge {
  from: Node2;
  to: Node2;
  lines: string[];
}

function short(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}

function nodesOf(waits: Wait[]): Map<string, Node2> {
  const nodes = new Map<string, Node2>();
  const node = (name: string | undefined, wait?: Wait) => {
    const key = name ?? "?";
    const known = nodes.get(key);
    if (!known) nodes.set(key, { name: key, x: 0, y: 0, wait });
    else if (wait && !known.wait) known.wait = wait;
  };
  for (const wait of waits) node(wait.process, wait);
  for (const wait of waits) for (const other of list(wait.waits_for)) node(other.process);
  return nodes;
}

// One in the middle, two beside each other, more on an ellipse, the first one on top.
function place(nodes: Node2[], narrow: boolean): { width: number; height: number } {
  if (narrow) {
    nodes.forEach((node, at) => Object.assign(node, { x: 150, y: 110 + at * 150 }));
    return { width: 300, height: 10 + nodes.length * 150 };
  }
  if (nodes.length === 1) {
    Object.assign(nodes[0]!, { x: 260, y: 130 });
    return { width: 520, height: 190 };
  }
  if (nodes.length === 2) {
    Object.assign(nodes[0]!, { x: WIDTH / 2 + 50, y: 120 });
    Object.assign(nodes[1]!, { x: WIDTH / 2 + 450, y: 120 });
    return { width: WIDTH + 550, height: 190 };
  }
  const rx = Math.max(270, nodes.length * 52),
    ry = Math.max(130, nodes.length * 34);
  nodes.forEach((node, at) => {
    const angle = (2 * Math.PI * at) / nodes.length - Math.PI / 2;
    node.x = rx + WIDTH / 2 + 30 + rx * Math.cos(angle);
    node.y = ry + HEIGHT + 26 + ry * Math.sin(angle);
    node.isLow = Math.sin(angle) > 0.1;
  });
  return { width: 2 * rx + WIDTH + 60, height: 2 * ry + 2 * HEIGHT + 80 };
}

// Where the line from the middle of a box towards (x, y) leaves the box.
function border(node: Node2, x: number, y: number): [number, number] {
  const dx = x - node.x,
    dy = y - node.y;
  const scale = 1 / Math.max(Math.abs(dx) / (WIDTH / 2 + 5), Math.abs(dy) / (HEIGHT / 2 + 5), 1e-6);
  return [node.x + dx * scale, node.y + dy * scale];
}

function label(x: number, y: number, lines: string[]): SVGTextElement | null {
  if (lines.length === 0) return null;
  const top = y - (lines.length - 1) * 8 + 4;
  return s(
    "text",
    { class: "edge-label", "text-anchor": "middle" },
    ...lines.map((line, at) => s("tspan", { x, y: top + at * 16 }, short(line, 44))),
  );
}

function drawEdge(edge: Edge, marker: string, bend: number): Child {
  const { from, to } = edge;
  if (from === to) {
    const out = from.isLow ? 1 : -1;
    const y = from.y + out * (HEIGHT / 2 + 4);
    return [
      s("path", {
        class: "edge self",
        "marker-end": `url(#${marker})`,
        d: `M${from.x - 40} ${y} C${from.x - 90} ${y + out * 62} ${from.x + 90} ${y + out * 62} ${from.x + 40} ${y}`,
      }),
      label(from.x, y + out * 58, edge.lines),
    ];
  }
  const dx = to.x - from.x,
    dy = to.y - from.y,
    length = Math.hypot(dx, dy) || 1;
  const mx = (from.x + to.x) / 2 - (dy / length) * bend,
    my = (from.y + to.y) / 2 + (dx / length) * bend;
  const [x1, y1] = border(from, mx, my);
  const [x2, y2] = border(to, mx, my);
  // They meet in the middle.
  const aside = Math.abs(dy) < 20 ? 14 * Math.sign(dx) : Math.abs(dx) < 20 ? -20 * Math.sign(dy) : 0;
  return [
    s("path", { class: "edge", d: `M${x1} ${y1} Q${mx} ${my} ${x2} ${y2}`, "marker-end": `url(#${marker})` }),
    label((x1 + x2) / 4 + mx / 2, (y1 + y2) / 4 + my / 2 + aside, edge.lines),
  ];
}

const callOf = (wait: Wait): string => wait.called || wait.call || "?";

function drawNode(node: Node2): Child {
  const line = node.wait
    ? `${callOf(node.wait)}()${node.wait.at?.line ? ` at line ${node.wait.at.line}` : ""}`
    : "has not ended";
  return s(
    "g",
    { class: node.wait ? "node stuck" : "node" },
    s("rect", { x: node.x - WIDTH / 2, y: node.y - HEIGHT / 2, width: WIDTH, height: HEIGHT, rx: 9 }),
    s("text", { x: node.x, y: node.y - 4, "text-anchor": "middle", class: "node-name" }, short(node.name, 22)),
    s("text", { x: node.x, y: node.y + 15, "text-anchor": "middle", class: "node-line" }, short(line, 26)),
  );
}

function picture(waits: Wait[], narrow: boolean): HTMLElement {
  const nodes = nodesOf(waits);
  const { width, height } = place([...nodes.values()], narrow);
  const edges = new Map<string, Edge>();
  for (const wait of waits) {
    for (const other of list(wait.waits_for)) {
      const from = nodes.get(wait.process ?? "?")!,
        to = nodes.get(other.process ?? "?")!;
      const key = `${from.name}\n${to.name}`;
      const edge = edges.get(key) ?? { from, to, lines: [] };
      const said = [wait.on, other.why].filter(Boolean).join(": ");
      if (said && edge.lines.length < 2 && !edge.lines.includes(said)) edge.lines.push(said);
      edges.set(key, edge);
    }
  }
  if (edges.size > LABELS_MAX[narrow ? "narrow" : "wide"]) edges.forEach((edge) => (edge.lines = []));
  const marker = `arrow-${++markers}`;
  const words = waits.map(
    (wait) =>
      `${wait.process} waits for ${list(wait.waits_for)
        .map((o) => o.process)
        .join(", ")}`,
  );
  return h(
    "div",
    { class: "picture", tabindex: "0", role: "group", "aria-label": "Picture: who waits for whom" },
    s(
      "svg",
      { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": words.join("; ") },
      s(
        "defs",
        null,
        s(
          "marker",
          {
            id: marker,
            viewBox: "0 0 10 10",
            refX: 8,
            refY: 5,
            markerWidth: 8,
            markerHeight: 8,
            orient: "auto-start-reverse",
          },
          s("path", { d: "M0 0 L10 5 L0 10 z", class: "arrow" }),
        ),
      ),
      ...[...edges.values()].map((edge) => drawEdge(edge, marker, 46)),
      ...[...nodes.values()].map(drawNode),
    ),
  );
}

function drawable(waits: Wait[]): boolean {
  const count = nodesOf(waits).size;
  return count > 0 && count <= NODES_MAX;
}

function sentence(context: Context, wait: Wait): Child {
  const fd = typeof wait.fd === "number" ? ` (fd ${wait.fd})` : "";
  return h(
    "li",
    null,
    h("strong", null, said(wait.process)),
    wait.thread && wait.thread > 1 ? ` thread ${wait.thread}` : "",
    " waits in ",
    h("code", null, said(`${callOf(wait)}()`)),
    wait.on ? [" on ", said(wait.on), fd] : "",
    wait.at && placeText(wait.at) ? [" at ", placeLink(context, wait.at)] : "",
    list(wait.waits_for).length > 0
      ? [
          " for ",
          list(wait.waits_for)
            .slice(0, 10)
            .map((other, at) => [
              at > 0 ? "; " : "",
              h("strong", null, said(other.process)),
              ", which ",
              said(other.why),
            ]),
        ]
      : "",
    ".",
  );
}

export function waitGraph(context: Context, deadlock: Deadlock): HTMLElement {
  const waits = list(deadlock.waits);
  return h(
    "section",
    { class: "block" },
    h("h3", null, "Who waits for whom"),
    drawable(waits) ? fitted((narrow) => picture(waits, narrow)) : null,
    h("ul", { class: "waits" }, ...waits.slice(0, 50).map((wait) => sentence(context, wait))),
    h(
      "p",
      { class: "quiet" },
      "Proved ",
      typeof deadlock.proven_ms === "number" ? `${deadlock.proven_ms.toFixed(1)} ms` : "",
      " after the start",
      deadlock.kind ? [" (", said(deadlock.kind), ")"] : "",
      ": every one of them can only be woken by another of them.",
    ),
  );
}
