/** What shows the kiosk in a spec. */
export type SpecHost = 'electron' | 'preview';

/**
 * The host of this run. `LATCHKEY_SPEC_HOST=electron` is set by the workflow, where the binary is; everywhere else the
 * specs run on the preview, and those that only Electron can prove are listed as not run.
 */
export function specHost(env: Readonly<Record<string, string | undefined>> = process.env): SpecHost {
  const wanted = env.LATCHKEY_SPEC_HOST ?? 'preview';
  if (wanted !== 'electron' && wanted !== 'preview')
    throw new TypeError('LATCHKEY_SPEC_HOST must be electron or preview');
  return wanted;
}
