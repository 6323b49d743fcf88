import { createHash } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';

/** The colours of renderer/theme/tokens.css, for pages that have to work when nothing else does. */
const STYLE = `
:root{color-scheme:light dark;--paper:#f6f3ec;--ink:#16233a;--soft:#4b586d;--action:#9c6110;--on:#fff;--focus:#1f5fd0}
@media (prefers-color-scheme:dark){:root{--paper:#0e1626;--ink:#eef1f6;--soft:#b4bfd1;--action:#f0b352;--on:#1b1405;--focus:#8db8ff}}
body{margin:0;background:var(--paper);color:var(--ink);font:18px/1.5 "Atkinson Hyperlegible Next",system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:12vh 24px 24px}
h1{font-size:34px;line-height:1.2;margin:0 0 16px}
p{margin:0 0 16px}small{font-size:16px;color:var(--soft)}
button{font:inherit;font-weight:600;padding:14px 28px;border:0;border-radius:14px;background:var(--action);color:var(--on);cursor:pointer}
:focus-visible{outline:3px solid var(--focus);outline-offset:3px}
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** One page without script. `formTo`: where its form may lead, after the answer to it has redirected. */
function sendPage(
  ctx: KoaContextWithOIDC,
  { title, body, formTo = [] }: { title: string; body: string; formTo?: readonly string[] },
): void {
  const form = formTo.length === 0 ? `'none'` : formTo.join(' ');
  ctx.type = 'html';
  ctx.set(
    'content-security-policy',
    `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action ${form}; base-uri 'none'; frame-ancestors 'none'`,
  );
  ctx.body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`;
}

/** What is shown where an application sent a browser here with a request that cannot be answered. */
export function sendErrorPage(
  ctx: KoaContextWithOIDC,
  out: { readonly error: string; readonly error_description?: string | undefined },
): void {
  const about = escapeHtml(`${out.error}${out.error_description ? `: ${out.error_description}` : ''}`);
  sendPage(ctx, {
    title: 'This sign-in cannot go on',
    body: `<p>Go back to where you started and sign in again.</p><p>If that does not help, tell your IT team what stands below.</p><p><small>${about}</small></p>`,
  });
}

/** "Sign out?", with the provider's own form, which a stranger's page cannot fill in. */
export function sendSignOutPage(ctx: KoaContextWithOIDC, form: string): void {
  const to = ctx.oidc.session?.state as { postLogoutRedirectUri?: string } | undefined;
  const origin = URL.parse(to?.postLogoutRedirectUri ?? '')?.origin;
  sendPage(ctx, {
    title: 'Sign out of this browser?',
    body: `<p>Everything that you signed in to here ends: the console, My Security Info and programs.</p>${form.replace(
      '</form>',
      '<button type="submit" name="logout" value="yes" autofocus>Sign out</button></form>',
    )}`,
    formTo: [`'self'`, ...(origin === undefined || origin === 'null' ? [] : [origin])],
  });
}

export function sendSignedOutPage(ctx: KoaContextWithOIDC): void {
  sendPage(ctx, { title: 'You are signed out', body: '<p>You can close this page.</p>' });
}
