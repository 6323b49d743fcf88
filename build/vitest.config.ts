import { defineConfig } from 'vitest/config';

/**
 * Which tests exist is decided by their names: `*.browser.test.ts` needs a Chromium, `*.keychain.test.ts` a Secret
 * Service, `*.e2e.test.ts` spawns whole processes. `build/test/run.ts` says which of them this machine can run.
 */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    // Two processes load the project once instead of each of 200 files again: a third less work. Nothing here is a singleton.
    isolate: false,
  },
});
