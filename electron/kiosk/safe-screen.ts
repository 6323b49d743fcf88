import type { ServedFile, ServedFiles } from './built-files.ts';

/** Where the safe screen is served. */
export const SAFE_SCREEN_PATH = '/safe-screen';

const STYLE_PATH = '/safe-screen.css';

/** After this long the usual screen is tried again: no screen is the end of the road (rule 2). */
export const SAFE_SCREEN_SECONDS = 60;

/**
 * What is shown when the usual screen keeps crashing. No script and no font, so that whatever broke the usual screen
 * cannot break this one. It is in English: translations are part of what may be broken.
 */
function page(helpCode: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Latchkey</title><link rel="stylesheet" href="${STYLE_PATH}"></head>
<body><main>
<h1>This screen stopped working</h1>
<p>Nothing that was done is lost. Latchkey tries again by itself in about a minute: please leave the laptop on.</p>
<p>If you see this again, give your IT team this code: <strong>${helpCode}</strong></p>
</main></body>
</html>
`;
}

const STYLE = `html { color-scheme: dark; background: #14213a; color: #f4f6fb; font: 1.25rem/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { max-width: 36rem; padding: 2rem; }
strong { font-size: 1.5em; white-space: nowrap; }
`;

function constant(type: string, text: string): ServedFile {
  return { type, read: async () => new TextEncoder().encode(text) };
}

/** The files of the safe screen, to be served beside the built renderer. The code is one of the refusal table. */
export function safeScreenFiles(helpCode: string): ServedFiles {
  return new Map([
    [SAFE_SCREEN_PATH, constant('text/html; charset=utf-8', page(helpCode))],
    [STYLE_PATH, constant('text/css; charset=utf-8', STYLE)],
  ]);
}
