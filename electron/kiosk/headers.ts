/** One directive of the Content Security Policy. */
export interface DirectiveRow {
  readonly directive: string;
  readonly value: string;
  readonly why: string;
}

/**
 * Content Security Policy of the UI. `connect-src 'none'` is possible because every conversation with the directory
 * happens in the main process. `sandbox` takes away what no other directive reaches: without `allow-modals` there is no
 * print dialog, without `allow-popups` no window, without `allow-downloads` no file.
 * https://www.w3.org/TR/CSP3/
 */
export const CONTENT_SECURITY_POLICY: readonly DirectiveRow[] = [
  { directive: 'default-src', value: "'none'", why: 'what no row names may not be loaded' },
  { directive: 'script-src', value: "'self'", why: 'our own files: no inline code, no eval' },
  { directive: 'style-src', value: "'self'", why: 'our own files: no inline style to read a page with' },
  {
    directive: 'img-src',
    value: "'self' data:",
    why: 'pictures in style sheets and the codes the page draws',
  },
  { directive: 'font-src', value: "'self'", why: 'the two fonts of the package' },
  { directive: 'connect-src', value: "'none'", why: 'the page speaks over the bridge and nowhere else' },
  { directive: 'worker-src', value: "'none'", why: 'a worker is a page that nobody sees' },
  { directive: 'frame-src', value: "'none'", why: 'there is one frame' },
  { directive: 'manifest-src', value: "'none'", why: 'this is no app to install' },
  { directive: 'form-action', value: "'none'", why: 'forms are answered by script and sent nowhere' },
  { directive: 'base-uri', value: "'none'", why: 'nothing may bend our relative addresses' },
  { directive: 'frame-ancestors', value: "'none'", why: 'nobody frames the page' },
  { directive: 'object-src', value: "'none'", why: 'no plug-ins' },
  { directive: 'require-trusted-types-for', value: "'script'", why: 'text never turns into markup or code' },
  { directive: 'trusted-types', value: "'none'", why: 'and no policy that would turn it may be made' },
  {
    directive: 'sandbox',
    value: 'allow-scripts allow-same-origin allow-forms',
    why: 'no print, no dialog, no window, no download, no pointer lock; WebAuthn needs the origin',
  },
];

/** One browser feature, and for whom it is there. */
export interface FeatureRow {
  readonly feature: string;
  readonly allowed: 'self' | 'nobody';
  readonly why: string;
}

/**
 * Permissions-Policy: WebAuthn for this origin, nothing else for anybody. Each name is one that Chromium knows where it has
 * the feature; on Linux it has no Bluetooth, and says on the console that it does not know that name.
 */
export const PERMISSIONS_POLICY: readonly FeatureRow[] = [
  { feature: 'publickey-credentials-create', allowed: 'self', why: 'Hello and Touch ID: the credential' },
  { feature: 'publickey-credentials-get', allowed: 'self', why: 'Hello and Touch ID: the proof' },
  { feature: 'accelerometer', allowed: 'nobody', why: 'sensors tell of the person' },
  { feature: 'autoplay', allowed: 'nobody', why: 'nothing plays' },
  { feature: 'bluetooth', allowed: 'nobody', why: 'a device chooser is a window' },
  { feature: 'camera', allowed: 'nobody', why: 'no pictures of people' },
  { feature: 'clipboard-read', allowed: 'nobody', why: 'the clipboard may hold somebody’s secret' },
  { feature: 'clipboard-write', allowed: 'nobody', why: 'nor is anything left there' },
  { feature: 'display-capture', allowed: 'nobody', why: 'the pass is on the screen' },
  { feature: 'encrypted-media', allowed: 'nobody', why: 'it brings a module of its own' },
  { feature: 'fullscreen', allowed: 'nobody', why: 'the window is full screen, the page never' },
  { feature: 'gamepad', allowed: 'nobody', why: 'a second keyboard without rules' },
  { feature: 'geolocation', allowed: 'nobody', why: 'where people are is not asked' },
  { feature: 'gyroscope', allowed: 'nobody', why: 'sensors tell of the person' },
  { feature: 'hid', allowed: 'nobody', why: 'a device chooser is a window' },
  { feature: 'identity-credentials-get', allowed: 'nobody', why: 'no sign-in through a browser' },
  { feature: 'idle-detection', allowed: 'nobody', why: 'when people are away is not asked' },
  { feature: 'keyboard-map', allowed: 'nobody', why: 'the layout is a fingerprint' },
  { feature: 'local-fonts', allowed: 'nobody', why: 'so are the fonts' },
  { feature: 'magnetometer', allowed: 'nobody', why: 'sensors tell of the person' },
  { feature: 'microphone', allowed: 'nobody', why: 'nobody is listened to' },
  { feature: 'midi', allowed: 'nobody', why: 'a device chooser is a window' },
  { feature: 'otp-credentials', allowed: 'nobody', why: 'codes are typed, never fetched' },
  { feature: 'payment', allowed: 'nobody', why: 'a payment sheet is a window' },
  { feature: 'picture-in-picture', allowed: 'nobody', why: 'a second window' },
  { feature: 'screen-wake-lock', allowed: 'nobody', why: 'the main process keeps the screen awake' },
  { feature: 'serial', allowed: 'nobody', why: 'a device chooser is a window' },
  { feature: 'storage-access', allowed: 'nobody', why: 'the page keeps nothing' },
  { feature: 'usb', allowed: 'nobody', why: 'a device chooser is a window' },
  { feature: 'window-management', allowed: 'nobody', why: 'windows are the main process’s affair' },
  { feature: 'xr-spatial-tracking', allowed: 'nobody', why: 'sensors tell of the person' },
];

/** One header of every answer of the origin. */
export interface HeaderRow {
  readonly header: string;
  readonly value: string;
  readonly why: string;
}

/**
 * Headers of every answer, refusals included. There is no Cross-Origin-Opener-Policy: HTML makes a page with both that
 * header and a sandbox a network error, and the sandbox is the stronger of the two, because it leaves no opener to
 * protect from.
 */
export const HEADERS: readonly HeaderRow[] = [
  {
    header: 'content-security-policy',
    value: CONTENT_SECURITY_POLICY.map(({ directive, value }) => `${directive} ${value}`).join('; '),
    why: 'what the page may load and run',
  },
  {
    header: 'permissions-policy',
    value: PERMISSIONS_POLICY.map(
      ({ feature, allowed }) => `${feature}=(${allowed === 'self' ? 'self' : ''})`,
    ).join(', '),
    why: 'which browser features exist at all',
  },
  { header: 'cross-origin-embedder-policy', value: 'require-corp', why: 'nothing foreign is embedded' },
  { header: 'cross-origin-resource-policy', value: 'same-origin', why: 'nor are we' },
  { header: 'x-content-type-options', value: 'nosniff', why: 'a file is what its type says' },
  { header: 'referrer-policy', value: 'no-referrer', why: 'nobody learns where a request came from' },
  { header: 'x-dns-prefetch-control', value: 'off', why: 'a looked-up name is a message to its owner' },
  { header: 'cache-control', value: 'no-store', why: 'nothing stays on the disk' },
];

/** The same as the object that a Response takes. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = Object.fromEntries(
  HEADERS.map(({ header, value }) => [header, value]),
);
