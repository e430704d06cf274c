// compare.mjs -- does the JSON Schema accept exactly what `bothends rubric validate` accepts, but for meanings?
// Usage: node compare.mjs BOTHENDS SOURCE_DIR WORK_DIR; WORK_DIR/node_modules holds ajv.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { base, rows } from "./corpus.mjs";

const [bothends, source, work] = process.argv.slice(2);
const Ajv = createRequire(join(work, "/"))("ajv/dist/2020.js").default;
const schema = JSON.parse(readFileSync(join(source, "rubrics/schema/rubric.schema.json"), "utf8"));
const accepts = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: false }).compile(schema);

let faults = 0;
function fault(...words) {
  faults++;
  if (faults <= 40) console.log(...words);
}

function schemaAccepts(bytes) {
  try {
    return accepts(JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)));
  } catch {
    return false; // no UTF-8, or no JSON
  }
}

// What the program says of each document, in their order.
function validate(documents, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const paths = documents.map((bytes, i) => join(folder, `${i}.json`));
  documents.forEach((bytes, i) => writeFileSync(paths[i], bytes));
  const said = [];
  for (let i = 0; i < paths.length; i += 500) {
    const run = spawnSync(bothends, ["rubric", "validate", "--json", ...paths.slice(i, i + 500)],
      { encoding: "utf8", maxBuffer: 1 << 28 });
    if (run.status !== 0 && run.status !== 1) throw new Error(`bothends: ${run.status} ${run.signal} ${run.stderr}`);
    said.push(...JSON.parse(run.stdout).files);
  }
  return said;
}

function bytesOf(row) {
  const bytes = Buffer.from(row.text, "utf8");
  const at = row.bytes ? bytes.indexOf("\u{fffd}!") : -1;
  return at < 0 ? bytes : Buffer.concat([bytes.subarray(0, at), Buffer.from(row.bytes), bytes.subarray(at + 4)]);
}

// --- the corpus: labels, places, and both sides alike
const documents = rows.map(bytesOf);
const said = validate(documents, join(work, "corpus"));
rows.forEach((row, i) => {
  const { valid, errors } = said[i];
  const wanted = row.at === undefined;
  if (valid !== wanted)
    fault(`${row.name}: the program ${valid ? "accepts" : "refuses"} it:`, errors.map((e) => e.detail).join("; "));
  else if (!wanted && errors[0].pointer !== row.at && !(row.several && errors.some((e) => e.pointer === row.at)))
    fault(`${row.name}: fault expected at '${row.at}', said at '${errors[0].pointer}': ${errors[0].detail}`);
  else if (!wanted && errors.length !== 1 && !row.several)
    fault(`${row.name}: ${errors.length} faults:`, errors.map((e) => `${e.pointer}: ${e.detail}`).join("; "));
  if (schemaAccepts(documents[i]) !== (wanted || Boolean(row.meaning)))
    fault(`${row.name}: the schema ${wanted || row.meaning ? "refuses" : "accepts"} it`,
      JSON.stringify(accepts.errors)?.slice(0, 300));
});

// --- what the program knows as tables must be in the schema, and the other way round
const rubric_c = readFileSync(join(source, "rubrics/rubric.c"), "utf8");
const table = rubric_c.slice(rubric_c.indexOf("flags_allowed[] = {"), rubric_c.indexOf("flags_default[] = {"));
const flags = [...table.matchAll(/"(-[^"]+)"/g)].map((m) => m[1]);
const checks = [...readFileSync(join(source, "rubrics/checks.c"), "utf8").matchAll(/\.name = "([^"]+)"/g)]
  .map((m) => m[1]);
const same = (what, a, b) => {
  if (a.length === 0 || [...a].sort().join() !== [...b].sort().join())
    fault(`${what}: the program has ${a}, the schema ${b}`);
};
same("flags", flags, schema.$defs.compile.properties.flags.items.enum);
same("checks", checks, schema.$defs.criterion.properties.check.enum);

// --- what people read
const readme = readFileSync(join(source, "rubrics/README.md"), "utf8");
for (const name of [...flags, ...checks])
  if (!readme.includes(`\`${name}\``)) fault(`rubrics/README.md says nothing of ${name}`);
const examples = [...readme.matchAll(/```json\n([^]*?)```/g)]
  .map((m) => m[1]).filter((block) => block.includes("bothends.rubric/1"));
if (examples.length === 0) fault("rubrics/README.md has no example");
validate(examples, join(work, "examples")).forEach(({ valid, errors }, i) => {
  if (!valid) fault("rubrics/README.md: the example is refused:", JSON.stringify(errors));
  if (!schemaAccepts(Buffer.from(examples[i]))) fault("rubrics/README.md: the schema refuses the example");
});

// --- random changes, always the same ones
let state = 20261122;
function random(n) { // mulberry32
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % n;
}
const pick = (list) => list[random(list.length)];
const words = [...JSON.stringify(schema).matchAll(/"([a-z_]+)"/g)].map((m) => m[1]);
const values = [() => null, () => true, () => false, () => 0, () => 1, () => -1, () => 0.5, () => 1e3, () => 100,
  () => 255, () => 1e9, () => "", () => "a", () => "hello", () => pick(words), () => pick(flags), () => pick(checks),
  () => "\u00e4/\u0001", () => "x".repeat(70), () => [], () => ({}), () => [pick(words)], () => ({ [pick(words)]: 1 }),
  () => "2026-11-30T00:00:00Z", () => ["fork"], () => ["-Wall", "-Wall"], () => "QUI="];
function nodes(value, out = []) {
  if (value && typeof value === "object")
    for (const key of Object.keys(value)) {
      out.push([value, key]);
      nodes(value[key], out);
    }
  return out;
}
function mutate(doc) {
  const all = nodes(doc);
  const [parent, key] = pick(all);
  const containers = all.map(([p, k]) => p[k]).filter((v) => v && typeof v === "object");
  switch (random(9)) {
  case 0: case 1: parent[key] = pick(values)(); break;
  case 2: if (Array.isArray(parent)) parent.splice(Number(key), 1); else delete parent[key]; break;
  case 3: if (Array.isArray(parent)) parent.push(structuredClone(parent[key])); break;
  case 4: {
    const into = pick(containers) ?? doc;
    if (Array.isArray(into)) into.push(pick(values)()); else into[pick(words)] = pick(values)();
    break;
  }
  case 5: { const [other, name] = pick(all); parent[key] = structuredClone(other[name]); break; }
  case 6:
    if (typeof parent[key] === "string")
      parent[key] = pick([parent[key] + pick(["a", "-", "\n", "\u00e9", "/", "..", "1", "="]), parent[key].slice(1)]);
    break;
  case 7: if (typeof parent[key] === "number") parent[key] += pick([1, -1, 0.5, 100, -100]); break;
  default: if (typeof parent[key] === "number") parent[key] *= pick([10, 0, -1, 100]);
  }
}
const meanings = [/add up to/, /floor is more than/, /cannot require itself/, /comes later/, /no criterion is called/,
  /no case is called/,
  /does not say what/, /nobody can earn/, /is taken by/, /^'2\d{3}-\d\d-\d\dT[^']*' is no time/, /^the pattern /,
  /are run \d+ times/, /bytes together/, /no value is called/, /needs a case to run/, /ask for \d+ schedules/];
const fuzzed = [];
for (let i = 0; i < 3000; i++) {
  const doc = base();
  for (let changes = 1 + random(3); changes > 0; changes--) mutate(doc);
  fuzzed.push(Buffer.from(JSON.stringify(doc)));
}
const count = { both: 0, neither: 0, meaning: 0 };
validate(fuzzed, join(work, "fuzzed")).forEach(({ valid, errors, file }, i) => {
  const schemaValid = schemaAccepts(fuzzed[i]);
  if (valid && !schemaValid) fault(`${file}: only the schema refuses it:`, JSON.stringify(accepts.errors));
  const strange = errors.find((e) => !meanings.some((m) => m.test(e.detail)));
  if (!valid && schemaValid && strange)
    fault(`${file}: only the program refuses it: ${strange.pointer}: ${strange.detail}`);
  count[valid ? "both" : schemaValid ? "meaning" : "neither"]++;
});
for (const [which, n] of Object.entries(count))
  if (n < 100) fault(`only ${n} random documents are accepted by ${which}`);

console.log(`${rows.length} documents, ${rows.filter((r) => r.at === undefined).length} of them valid, ` +
  `${rows.filter((r) => r.meaning).length} for meaning; random: ${JSON.stringify(count)}; ${faults} faults`);
process.exit(faults ? 1 : 0);
