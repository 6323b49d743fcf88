/** What the directory's pages may do. Nothing is inline, nothing comes from elsewhere, nobody frames them. */
const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'connect-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  // No string becomes markup or script anywhere on these pages; React's own writing does without.
  'require-trusted-types-for': "'script'",
  'trusted-types': "'none'",
};

/** Headers of a page. `cache-control: no-store` and `nosniff` are on every answer already. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': Object.entries(POLICY)
    .map(([name, value]) => `${name} ${value}`)
    .join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'publickey-credentials-create=(self), publickey-credentials-get=(self), camera=(), microphone=(), geolocation=()',
  'referrer-policy': 'no-referrer',
  // For browsers that know no frame-ancestors.
  'x-frame-options': 'DENY',
};

/** Headers of a file whose name changes with what is in it. */
export const ASSET_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'public, max-age=31536000, immutable',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};
