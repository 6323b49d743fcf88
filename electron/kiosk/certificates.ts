import type { App, Session } from 'electron';

/** Answers of `setCertificateVerifyProc`. 0 would accept, and switch Certificate Transparency off: it is never used. */
const REJECT = -2;

/**
 * The window talks to nobody over TLS, so no certificate is ever right: Electron's own answers are refusals here.
 * The directory's certificates are checked by Node, in the one HTTP doorway.
 */
export function installCertificates({
  app,
  session,
}: {
  app: Pick<App, 'on'>;
  session: Pick<Session, 'setCertificateVerifyProc'>;
}): void {
  session.setCertificateVerifyProc((_request, callback) => callback(REJECT));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });
  // Unhandled, Electron 44 and later take the first client certificate that fits, without asking.
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
  // Nor does the window ever answer for a proxy or a server that asks for a password.
  app.on('login', (event, _contents, _details, _authInfo, callback) => {
    event.preventDefault();
    callback();
  });
}
