// Styles, scripts and icons: from front/ and npm packages into dist/, nothing from elsewhere.
// A further bundle (charts) is one more line in `bundles`; pages that need it name it in their `head` block.
import { build } from "esbuild";
import { mkdir, readFile, writeFile, copyFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../..");
const front = join(here, "front");
const dist = join(here, "dist");
const bundles = { jiaxin: "entry" };

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
for (const [name, entry] of Object.entries(bundles)) {
  const shared = { bundle: true, minify: true, legalComments: "linked", logLevel: "warning" };
  await build({ ...shared, entryPoints: [join(front, `${entry}.js`)], outfile: join(dist, `${name}.js`), target: "es2020" });
  await build({ ...shared, entryPoints: [join(front, `${entry}.css`)], outfile: join(dist, `${name}.css`), target: ["chrome80", "safari13"] });
}

// The look-up page's own script: a phone loads it, so it is built apart and stays small.
for (const name of ["page", "sw", "aloud"]) {
  const entry = join(root, "jiaxin/portals/consumer/front", `${name}.js`);
  await build({ bundle: true, minify: true, logLevel: "warning", legalComments: "none", format: "iife", target: "es2020", entryPoints: [entry], outfile: join(dist, "consumer", `${name}.js`) });
}

// The capture page works without a network: what it is made of lies on the phone, built apart.
const field = join(root, "jiaxin/portals/field/front");
for (const name of ["capture.js", "sw.js", "capture.css"]) {
  await build({ bundle: true, minify: true, logLevel: "warning", legalComments: "none", format: name.endsWith("js") ? "iife" : undefined, target: name.endsWith("js") ? "es2020" : ["chrome80", "safari13"], entryPoints: [join(field, name)], outfile: join(dist, "field", name) });
}

const names = (await readFile(join(front, "icons.txt"), "utf8")).split("\n").map((line) => line.trim()).filter(Boolean);
const symbols = await Promise.all(names.map(async (name) => {
  const drawing = await readFile(join(root, "node_modules/@tabler/icons/icons/outline", `${name}.svg`), "utf8");
  const inner = drawing.slice(drawing.indexOf(">", drawing.indexOf("<svg")) + 1, drawing.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/<path stroke="none"[^>]*>/g, "").replace(/\s+/g, " ").trim()}</symbol>`;
}));
await writeFile(join(dist, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
for (const name of ["mark.svg", "icon-192.png", "icon-512.png"]) await copyFile(join(front, name), join(dist, name)); // the icons are mark.svg, drawn at two sizes
