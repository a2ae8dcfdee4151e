/**
 * Builds dist/widget.js (the launcher) and dist/widget-panel.js (the rest), and fails where they outgrow their
 * budget: people wait for the launcher on every page, so its size is a promise.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
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

/**
 * What the visitor's connection never needs of the client: its third transport, and packets that are not text. A part
 * that is not where it was fails the build.
 */
const WITHOUT = {
  "engine.io-client/build/esm/transports/index.js": `
    import { XHR } from "./polling-xhr.js";
    import { WS } from "./websocket.js";
    export const transports = { polling: XHR, websocket: WS };`,
  "engine.io-parser/build/esm/encodePacket.browser.js": `
    import { PACKET_TYPES } from "./commons.js";
    export const encodePacket = ({ type, data }, _, done) => done(PACKET_TYPES[type] + (data || ""));
    export const encodePacketToBinary = encodePacket;`,
  "engine.io-parser/build/esm/decodePacket.browser.js": `
    import { ERROR_PACKET, PACKET_TYPES_REVERSE } from "./commons.js";
    export const decodePacket = (packet) => {
      const type = PACKET_TYPES_REVERSE[packet[0]];
      return type ? { type, data: packet.slice(1) || undefined } : ERROR_PACKET;
    };`,
  "socket.io-parser/build/esm/is-binary.js": `
    export const isBinary = () => false, hasBinary = isBinary;`,
  "socket.io-parser/build/esm/binary.js": `
    export const deconstructPacket = (packet) => ({ packet, buffers: [] }), reconstructPacket = (packet) => packet;`,
};

const without = {
  name: "without",
  setup(builder) {
    const left = new Set(Object.keys(WITHOUT));
    builder.onLoad({ filter: /build\/esm\/.*\.js$/ }, ({ path }) => {
      const part = Object.keys(WITHOUT).find((name) => path.replaceAll("\\", "/").endsWith(`/${name}`));
      if (!part) return undefined;
      left.delete(part);
      return { contents: WITHOUT[part] };
    });
    builder.onEnd(({ errors }) => {
      if (left.size && !errors.length)
        return { errors: [{ text: `The Socket.IO client keeps elsewhere now: ${[...left].join(", ")}` }] };
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

/**
 * Makes a bundle smaller still (2 % after brotli), and lays its compressed form beside it: what a server
 * compresses while it answers is a sixth larger. Answers the bytes of both.
 */
async function squeeze(path, isModule) {
  const { code } = await minify(await readFile(path, "utf8"), {
    module: isModule,
    compress: { passes: 3, ecma: 2020 },
    // A classic script is read in the encoding of the page that loads it, a module always as UTF-8.
    format: { ecma: 2020, ascii_only: !isModule },
  });
  const plain = Buffer.from(code);
  const small = brotliCompressSync(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  });
  await writeFile(path, plain);
  await writeFile(`${path}.br`, small);
  return { plain, small };
}

await rm("dist", { recursive: true, force: true });
await mkdir("dist", { recursive: true });
await build({
  ...shared,
  entryPoints: ["src/panel/main.ts"],
  format: "esm",
  outfile: "dist/widget-panel.js",
  plugins: [styles, without],
});
const panel = await squeeze("dist/widget-panel.js", true);
// The launcher names the panel with its digest, so the panel may be cached for ever.
const digest = createHash("sha256").update(panel.plain).digest("hex").slice(0, 12);
await build({
  ...shared,
  entryPoints: ["src/launcher/main.ts"],
  format: "iife",
  outfile: "dist/widget.js",
  define: { PANEL_FILE: JSON.stringify(`widget-panel.js?v=${digest}`) },
});
const launcher = await squeeze("dist/widget.js", false);

const sizes = { launcher: launcher.small.length, all: launcher.small.length + panel.small.length };
let tooLarge = false;
for (const [name, limit] of Object.entries(BUDGET)) {
  const over = sizes[name] > limit;
  tooLarge ||= over;
  console.log(`${name}: ${sizes[name]} of ${limit} bytes (brotli)${over ? ", too large" : ""}`);
}
if (tooLarge) process.exit(1);
