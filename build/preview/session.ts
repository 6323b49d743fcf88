import { Events } from './events.ts';
import { noOp } from './limits.ts';
import { Protocol } from './protocol.ts';
import type { SessionSlice } from './slice.ts';
import { strict } from './strict.ts';

const NEVER = 'never: the browser is told to deny every permission';

const SESSION_EVENTS = {
  'will-download': 'emitted',
  'select-hid-device': NEVER,
  'select-serial-port': NEVER,
  'select-usb-device': NEVER,
  'select-webauthn-account': 'never: the virtual authenticator picks by itself',
  'select-webauthn-authenticator': 'never: there is no Touch ID',
};

export class PreviewSession extends Events {
  readonly protocol: Protocol;
  readonly webRequest: Pick<Protocol, 'onBeforeRequest'>;
  readonly setPermissionRequestHandler = noOp('session.setPermissionRequestHandler');
  readonly setPermissionCheckHandler = noOp('session.setPermissionCheckHandler');
  readonly setDevicePermissionHandler = noOp('session.setDevicePermissionHandler');
  readonly setDisplayMediaRequestHandler = noOp('session.setDisplayMediaRequestHandler');
  readonly setProxy = noOp('session.setProxy', Promise.resolve());
  readonly setCertificateVerifyProc = noOp('session.setCertificateVerifyProc');

  constructor() {
    super('session', SESSION_EVENTS);
    const protocol = new Protocol();
    this.protocol = strict('session.protocol', protocol);
    this.webRequest = strict('session.webRequest', {
      onBeforeRequest: (listener: Parameters<Protocol['onBeforeRequest']>[0]) =>
        protocol.onBeforeRequest(listener),
    });
  }
}

const partitions = new Map<string, PreviewSession>();

export const session = strict('session', {
  /** Every partition is in memory: the browser's profile is new each time and removed at the end. */
  fromPartition(name: string): PreviewSession {
    const known = partitions.get(name);
    if (known !== undefined) return known;
    const made = new PreviewSession();
    made satisfies SessionSlice;
    const shown = strict('session', made);
    partitions.set(name, shown);
    return shown;
  },
});
