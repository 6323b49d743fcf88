import { join } from 'node:path';
import type { InlineConfig } from 'vite';

/** The directory's own pages, each a file of `server-stub/console/`. */
const PAGES = ['console', 'security-info', 'sign-in'] as const;

/**
 * They share their chunks, whose names carry a hash of what is in them, and are served under `/console/` by
 * `server-stub/console/serve/`.
 */
export function consoleConfig(root: string, outDir: string): InlineConfig {
  const pages = join(root, 'server-stub/console');
  return {
    root: pages,
    configFile: false,
    logLevel: 'warn',
    base: '/console/',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      outDir,
      emptyOutDir: true,
      manifest: true,
      // The pages' policy knows no data: for fonts and scripts, so nothing is inlined.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      sourcemap: false,
      target: ['chrome120', 'firefox121', 'safari17'],
      rolldownOptions: { input: PAGES.map((name) => join(pages, `${name}.html`)) },
    },
  };
}
