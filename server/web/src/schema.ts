// schema.ts -- what a JSON Schema lets stand at a place of a document, for completion. The server alone judges.

export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  properties?: Record<string, Schema | boolean>;
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  type?: string;
  description?: string;
  default?: unknown;
  required?: string[];
  allOf?: Schema[];
}

export interface Here {
  properties: Record<string, { info: string }>;
  required: Set<string>;
  values: unknown[];
}

function resolve(root: Schema, schema: Schema): Schema {
  let at: unknown = schema;
  for (let steps = 0; steps < 20 && (at as Schema)?.$ref; steps++) {
    let to: unknown = root;
    for (const step of (at as Schema).$ref!.split("/").slice(1)) to = (to as Record<string, unknown>)?.[step];
    at = to;
  }
  return (at ?? {}) as Schema;
}

function step(root: Schema, schema: Schema, key: string | number): Schema {
  const here = resolve(root, schema);
  const next = typeof key === "number" ? here.items : here.properties?.[key];
  return typeof next === "object" ? resolve(root, next) : {};
}

function infoOf(root: Schema, schema: Schema | boolean): string {
  if (typeof schema === "boolean") return "";
  const here = resolve(root, schema);
  const text = schema.description ?? here.description ?? "";
  const fallback = here.default === undefined ? "" : `default: ${JSON.stringify(here.default)}`;
  return [text, fallback].filter(Boolean).join(" ");
}

export function at(root: Schema, from: Schema, path: (string | number)[]): Here {
  let here = resolve(root, from);
  for (const key of path) here = step(root, here, key);
  const properties: Here["properties"] = {};
  for (const [name, one] of Object.entries(here.properties ?? {})) properties[name] = { info: infoOf(root, one) };
  const values =
    here.enum ?? (here.const !== undefined ? [here.const] : here.type === "boolean" ? [true, false] : []);
  return { properties, required: new Set(here.required ?? []), values };
}
