/**
 * Builds dist/widget.js (the launcher) and dist/widget-panel.js (the rest), and fails where they outgrow their
 * budget: people wait for the launcher on every page, so its size is a promise.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";
import { build, transform } from "esbuild";
import { minify } from "terser";

/** Bytes after brotli at its highest quality. */
const BUDGET = { launcher: 5_000, all: 25_000 };

/** Style sheets become text, made small. */
const styles = {
  name: "styles",
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), {
        loader: "css",
        minify: true,
        target: ["chrome111", "firefox113", "safari16.4"],
      });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** The visitor's connection is polling or WebSocket, so the client's third transport is left out. */
const transports = {
  name: "transports",
  setup(builder) {
    let found = 0;
    builder.onLoad({ filter: /engine\.io-client\/build\/esm\/transports\/index\.js$/ }, () => {
      found++;
      const contents = `
        import { XHR } from "./polling-xhr.js";
        import { WS } from "./websocket.js";
        export const transports = { polling: XHR, websocket: WS };`;
      return { contents };
    });
    builder.onEnd(({ errors }) => {
      if (!found && !errors.length)
        return { errors: [{ text: "The Socket.IO client keeps its transports elsewhere now." }] };
    });
  },
};

const shared = {
  bundle: true,
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  plugins: [styles],
  logLevel: "warning",
};

/** Makes a bundle smaller still (2 % after brotli), and answers its bytes. */
async function squeeze(path) {
  const { code } = await minify(await readFile(path, "utf8"), {
    module: path.endsWith("panel.js"),
    compress: { passes: 3, ecma: 2020 },
    format: { ecma: 2020 },
  });
  await writeFile(path, code);
  return Buffer.from(code);
}

const compressed = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } })
    .length;

await mkdir("dist", { recursive: true });
await build({
  ...shared,
  entryPoints: ["src/panel/main.ts"],
  format: "esm",
  outfile: "dist/widget-panel.js",
  plugins: [styles, transports],
});
const panel = await squeeze("dist/widget-panel.js");
// The launcher names the panel with its digest, so the panel may be cached for ever.
const digest = createHash("sha256").update(panel).digest("hex").slice(0, 12);
await build({
  ...shared,
  entryPoints: ["src/launcher/main.ts"],
  format: "iife",
  outfile: "dist/widget.js",
  define: { PANEL_FILE: JSON.stringify(`widget-panel.js?v=${digest}`) },
});
const launcher = await squeeze("dist/widget.js");

const sizes = { launcher: compressed(launcher), all: compressed(launcher) + compressed(panel) };
let tooLarge = false;
for (const [name, limit] of Object.entries(BUDGET)) {
  const over = sizes[name] > limit;
  tooLarge ||= over;
  console.log(`${name}: ${sizes[name]} of ${limit} bytes (brotli)${over ? ", too large" : ""}`);
}
if (tooLarge) process.exit(1);
