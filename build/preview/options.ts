import type { Machine } from './find-browser.ts';
import { hasDisplay } from './find-browser.ts';

/** What the environment may choose. Nothing here reaches the product: only the preview reads it. */
export interface PreviewOptions {
  /** No screen, no window: the page lives in memory and tests look at it over CDP. */
  readonly headless: boolean;
  /** Whoever reaches this port owns the browser, so it opens only when a test asks. */
  readonly debugPort: boolean;
  /** A software authenticator inside the browser instead of none. Its keys are no secrets. */
  readonly virtualAuthenticator: boolean;
  /** Where that authenticator keeps its keys between two starts; `null`: nowhere. */
  readonly authenticatorFile: string | null;
  readonly width: number;
  readonly height: number;
  /** Full screen, unless a size was asked for. */
  readonly kiosk: boolean;
}

/** Reads `LATCHKEY_PREVIEW_*`. A value that is not understood is an error, not a default. */
export function previewOptions(machine: Pick<Machine, 'platform' | 'env'>): PreviewOptions {
  const { env } = machine;
  const size = /^(\d{3,4})x(\d{3,4})$/.exec(env.LATCHKEY_PREVIEW_SIZE || '1280x800');
  if (size === null) throw new TypeError('LATCHKEY_PREVIEW_SIZE must look like 1280x800');
  const port = env.LATCHKEY_PREVIEW_DEBUG_PORT;
  if (port !== undefined && port !== '0') {
    throw new TypeError('LATCHKEY_PREVIEW_DEBUG_PORT must be 0 (any free port)');
  }
  const authenticator = env.LATCHKEY_PREVIEW_AUTHENTICATOR ?? 'none';
  if (authenticator !== 'none' && authenticator !== 'virtual') {
    throw new TypeError('LATCHKEY_PREVIEW_AUTHENTICATOR must be none or virtual');
  }
  const headless = !hasDisplay({ ...machine, exists: () => false });
  return {
    headless,
    debugPort: port === '0',
    virtualAuthenticator: authenticator === 'virtual',
    authenticatorFile: env.LATCHKEY_PREVIEW_AUTHENTICATOR_FILE || null,
    width: Number(size[1]),
    height: Number(size[2]),
    kiosk: !headless && !env.LATCHKEY_PREVIEW_SIZE,
  };
}
