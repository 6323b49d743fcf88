import { readFile } from 'node:fs/promises';
import { getCACertificates } from 'node:tls';
import { Refusal } from '../contract/refusal.ts';

/** Where trust comes from: a CA file, a CA as text (both PEM), or, with neither, the machine's own authorities. */
export interface TrustOptions {
  readonly caFile?: string;
  readonly ca?: string;
}

/**
 * The authorities that may vouch for the directory, PEM. A given CA stands alone: with it the public authorities have no
 * say. @throws Refusal certificate_untrusted where the given CA cannot be used
 */
export async function trustedAuthorities({ caFile, ca }: TrustOptions): Promise<readonly string[]> {
  const given = ca ?? (caFile === undefined ? undefined : await readCaFile(caFile));
  if (given === undefined) {
    return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  }
  if (!given.includes('-----BEGIN CERTIFICATE-----')) {
    throw new Refusal('certificate_untrusted', { detail: 'The CA file holds no PEM certificate.' });
  }
  return [given];
}

async function readCaFile(caFile: string): Promise<string> {
  return await readFile(caFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Refusal('certificate_untrusted', { detail: `The CA file cannot be read: ${error.code}` });
  });
}
