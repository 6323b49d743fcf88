import { readFileSync, writeFileSync } from 'node:fs';
import type { CDPSession } from 'playwright-core';

/** Like the authenticator that is built into a laptop: one owner, always there, keeps its keys. */
const BUILT_IN = {
  protocol: 'ctap2',
  ctap2Version: 'ctap2_1',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;

type Credential = Parameters<typeof addCredential>[2];

function addCredential(
  cdp: CDPSession,
  authenticatorId: string,
  credential: {
    credentialId: string;
    isResidentCredential: boolean;
    privateKey: string;
    signCount: number;
    rpId?: string;
    userHandle?: string;
  },
) {
  return cdp.send('WebAuthn.addCredential', { authenticatorId, credential });
}

/** The credentials of the virtual authenticator. They are software keys for tests, and end with the file or process. */
export class VirtualKeys {
  private readonly credentials = new Map<string, Credential>();
  private readonly file: string | null;

  /** With a file they outlive the process, as those of a real laptop do when the agent is killed. */
  constructor(file: string | null) {
    this.file = file;
    for (const credential of this.read()) this.credentials.set(credential.credentialId, credential);
  }

  /** A browser forgets its virtual authenticator when it ends; this gives it back. */
  async install(cdp: CDPSession): Promise<void> {
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: BUILT_IN });
    for (const credential of this.credentials.values()) await addCredential(cdp, authenticatorId, credential);
    cdp.on('WebAuthn.credentialAdded', ({ credential }) => this.keep(credential));
    cdp.on('WebAuthn.credentialAsserted', ({ credential }) => this.keep(credential));
  }

  private keep(credential: Credential): void {
    this.credentials.set(credential.credentialId, credential);
    if (this.file === null) return;
    writeFileSync(this.file, JSON.stringify([...this.credentials.values()]), { mode: 0o600 });
  }

  private read(): Credential[] {
    if (this.file === null) return [];
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Credential[];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}

/**
 * Says which authenticators the page meets. Enabling without adding one is the clean "this machine has none": no dialog
 * of the browser, and an honest answer of isUserVerifyingPlatformAuthenticatorAvailable. Real ones need Electron: on an
 * origin without a certificate Chromium refuses them.
 */
export async function installAuthenticator(cdp: CDPSession, keys: VirtualKeys | null): Promise<void> {
  await cdp.send('WebAuthn.enable', { enableUI: false });
  await keys?.install(cdp);
}
