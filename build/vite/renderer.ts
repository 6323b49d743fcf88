import { join } from 'node:path';
import type { InlineConfig } from 'vite';
import { firstFramePlugin } from './first-frame.ts';

/** The built renderer is a handful of plain files, each of which the kiosk's origin serves by name. */
export function rendererConfig(root: string): InlineConfig {
  return {
    root: join(root, 'renderer'),
    configFile: false,
    logLevel: 'warn',
    base: '/',
    // Whatever starts the build (a test runner sets NODE_ENV=test): what ships is React's production half. It takes both.
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [firstFramePlugin()],
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      outDir: join(root, 'out/renderer'),
      emptyOutDir: true,
      // `font-src 'self'` does not allow data: URLs, so nothing is inlined.
      assetsInlineLimit: 0,
      // The polyfill would fetch, which `connect-src 'none'` refuses, and every host preloads by itself.
      modulePreload: { polyfill: false },
      sourcemap: false,
      target: 'chrome140',
    },
  };
}
