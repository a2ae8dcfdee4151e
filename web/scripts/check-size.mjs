// Fails the build when the first load (page, script, styles, text face: all that the inbox needs) is heavier than
// its budget. Sizes are those of gzip at its default level, as a server would send them; the face is packed already.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 250;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

const first = ['index.html', 'src/shell/shell.tsx', 'src/features/inbox/inbox.tsx'];
const files = new Set(['index.html']);

function add(key) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`the manifest has no entry ${key}`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const asset of chunk.assets ?? []) {
    // The face for letters beyond Latin 1 is only fetched where a page shows one.
    if (!asset.includes('latin-ext')) files.add(asset);
  }
  for (const name of chunk.imports ?? []) add(name);
}

first.forEach(add);
let total = 0;
const rows = [...files].map((file) => {
  const bytes = readFileSync(new URL(file, dist));
  const size = file.endsWith('.woff2') ? bytes.length : gzipSync(bytes).length;
  total += size;
  return [size, file];
});
rows.sort((a, b) => b[0] - a[0]);
for (const [size, file] of rows) console.log(`${(size / 1024).toFixed(1).padStart(7)} KB  ${file}`);
const kb = total / 1024;
console.log(`${kb.toFixed(1).padStart(7)} KB  first load, of ${BUDGET_KB} KB allowed`);
if (kb > BUDGET_KB) {
  console.error('The first load is over its budget.');
  process.exit(1);
}
