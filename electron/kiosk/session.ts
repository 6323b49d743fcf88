import type { App, Session } from 'electron';
import type { ServedFiles } from './built-files.ts';
import { installCertificates } from './certificates.ts';
import { installNetworkFence } from './network.ts';
import { installOrigin } from './origin.ts';
import { installDownloads, installPermissions } from './permissions.ts';

/** Everything that makes the window's session a picture frame: it can show our files and nothing else. */
export function installSession(given: {
  readonly app: Pick<App, 'on'>;
  readonly session: Session;
  readonly uiOrigin: string;
  readonly files: ServedFiles;
}): void {
  installPermissions(given);
  installDownloads(given);
  installCertificates(given);
  installNetworkFence(given);
  installOrigin(given);
}
