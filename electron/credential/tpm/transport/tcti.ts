import { access, constants } from 'node:fs/promises';
import { codeOf } from '../../../vault/durable-file.ts';
import { missing } from '../refuse.ts';

/** The kernel's resource manager: it keeps the objects of several programs apart. */
export const DEFAULT_TCTI = 'device:/dev/tpmrm0';

/** Environment variable that names another one. */
export const TCTI_VARIABLE = 'LATCHKEY_TCTI';

/**
 * Which way to the TPM. Never none: with no TCTI the TSS tries one place after the other and may end at a simulator. Never
 * `cmd:` (it runs a program), `pcap:` (it writes every exchange to a file) or `mssim:` (TCP, where anybody may listen).
 */
const ALLOWED = /^(?:device:(?<device>\/[^,]+)|swtpm:path=(?<socket>\/[^,]+)|tabrmd(?::.*)?)$/;

/** @throws Refusal authenticator_unavailable for one that we do not use */
export function chooseTcti(
  given: string | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const tcti = given ?? (environment[TCTI_VARIABLE] || DEFAULT_TCTI);
  if (!ALLOWED.test(tcti)) throw missing('tcti');
  return tcti;
}

/**
 * Looks whether the device or socket is there and may be used, because the tools say that in prose only.
 * @throws Refusal authenticator_unavailable: no TPM, or no permission
 */
export async function requireReachable(tcti: string): Promise<void> {
  const { device, socket } = ALLOWED.exec(tcti)?.groups ?? {};
  const path = device ?? socket;
  if (path === undefined) return;
  try {
    await access(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    const code = codeOf(error);
    throw missing(code === 'EACCES' || code === 'EPERM' ? 'permission' : 'tpm', error);
  }
}
