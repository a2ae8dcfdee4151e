import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import subset from 'subset-font';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds a running server; the built page is served by the server itself. */
const server = process.env.DESKBELL_SERVER ?? 'http://127.0.0.1:8080';

/** What the text face is drawn with: Latin 1 with the signs that the page uses. Other letters come from a second file. */
const LETTERS = [
  ...Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCodePoint(0x20 + at)),
  ...Array.from({ length: 0x100 - 0xa0 }, (_, at) => String.fromCodePoint(0xa0 + at)),
  ...'–—‘’‚“”„•…‹›€™←↑→↓↵⌘−ıŒœ',
].join('');

/** Cuts the text face to these letters and to the weights 400 to 600, which halves it. */
function cutFont(): Plugin {
  return {
    name: 'cut-font',
    apply: 'build',
    async generateBundle(_options, bundle) {
      for (const asset of Object.values(bundle)) {
        if (asset.type !== 'asset' || !/inter-latin-wght-normal.*\.woff2$/.test(asset.fileName)) continue;
        const variationAxes = { wght: { min: 400, max: 600, default: 400 } };
        asset.source = await subset(Buffer.from(asset.source), LETTERS, {
          targetFormat: 'woff2',
          variationAxes,
        });
      }
    },
  };
}

/** Asks for the text face together with the script, so that no line moves when it arrives. */
function preloadFont(): Plugin {
  return {
    name: 'preload-font',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((name) => /inter-latin-wght-normal.*\.woff2$/.test(name));
        if (!font) return [];
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font}`, crossorigin: true };
        return [{ tag: 'link', attrs, injectTo: 'head' }];
      },
    },
  };
}

export default defineConfig({
  plugins: [react(), cutFont(), preloadFont()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The server puts a fresh nonce into every answer, so nothing on the page needs `unsafe-inline`.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'es2022',
    manifest: true,
    // A data: font would not be refused, but it would be loaded even where it is not shown.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        advancedChunks: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'query', test: /node_modules[\\/]@tanstack[\\/]/ },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: server, changeOrigin: false },
      '/socket.io': { target: server, ws: true },
      '/demo-page': { target: server },
      '/widget.js': { target: server },
    },
  },
  // Days and clocks are those of one place, wherever the tests run.
  test: { include: ['src/**/*.test.ts'], env: { TZ: 'UTC' } },
});
