import { createHash } from 'node:crypto';

/** The colours of renderer/theme/tokens.css, for pages that have to work when nothing else does. */
const STYLE = `:root{color-scheme:light dark;--paper:#f6f3ec;--ink:#16233a}
@media (prefers-color-scheme:dark){:root{--paper:#0e1626;--ink:#eef1f6}}
body{margin:0;background:var(--paper);color:var(--ink);font:18px/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:12vh 24px 24px}h1{font-size:30px;line-height:1.2;margin:0 0 16px}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** A page without script; its policy allows its own style and nothing else. */
export const PLAIN_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

function page(title: string, sentence: string, refresh: string): Buffer {
  return Buffer.from(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${refresh}
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>
<body><main role="status"><h1>${title}</h1><p>${sentence}</p></main></body></html>`);
}

export const PREPARING = page(
  'The pages are being prepared',
  'This happens once and takes a few seconds. This page then goes on by itself.',
  '<meta http-equiv="refresh" content="2">',
);

export const FAILED = page(
  'The pages could not be built',
  'The directory itself works. What it printed where it was started says why. Mend that, then reload this page.',
  '',
);

export const MISSING = page(
  'The pages are not built yet',
  'The directory itself works. To build its pages, run “npm run console” in the project’s folder, then reload this page.',
  '',
);
