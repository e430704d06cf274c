// build.mjs -- makes dist/ of src/: node build.mjs [FOLDER] (default: dist beside this file).
import { build } from "esbuild";
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "dist");
mkdirSync(out, { recursive: true });
const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: "es2022",
  charset: "ascii",
  legalComments: "none",
  logLevel: "warning",
  outdir: out,
  external: ["/assets/*"],
};
await build({ ...common, format: "esm", entryPoints: ["src/app.ts", "src/editor.ts", "src/markdown.ts"] });
await build({ ...common, format: "iife", entryPoints: ["src/report.ts"] });
await build({ ...common, entryPoints: ["src/app.css", "src/report.css"] });
for (const name of ["index.html", "icon.svg"]) copyFileSync(join(here, "src", name), join(out, name));
