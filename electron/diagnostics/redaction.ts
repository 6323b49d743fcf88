import { SHAPES } from '../contract/wire/report.ts';

type Does = 'keep' | 'mask' | 'drop';

interface Row {
  readonly does: Does;
  readonly why: string;
}

/**
 * What becomes of each kind of thing that a laptop knows, before a report of it exists. A thing that is in no row is not
 * looked at: the report is put together from what is named, and never by striking out.
 */
export const REDACTIONS = {
  serialNumber: { does: 'keep', why: 'It is on the case, and how IT tells one laptop from another.' },
  deviceName: { does: 'keep', why: 'It is made from the company’s template and the serial number.' },
  version: { does: 'keep', why: 'Which programs ran decides what can have gone wrong.' },
  id: { does: 'keep', why: 'Runs, devices and requests are found in the directory’s logs by their ids.' },
  account: {
    does: 'mask',
    why: 'One letter and the domain tell the person from others; a report travels further.',
  },
  personName: { does: 'drop', why: 'The directory knows it, and nobody else needs it.' },
  policyName: {
    does: 'drop',
    why: 'Administrators write what they like there. What a rule asks for is enough.',
  },
  detail: {
    does: 'drop',
    why: 'A sentence made at run time can repeat what somebody typed or a server sent.',
  },
  seen: {
    does: 'drop',
    why: 'Names of programs and files of this machine; the state of the control is enough.',
  },
  policyValue: { does: 'drop', why: 'Addresses, paths and account names. Who says a rule is enough.' },
  path: { does: 'drop', why: 'Paths have the names of people in them.' },
  address: { does: 'drop', why: 'Names of wireless networks and IP addresses tell where somebody is.' },
  credential: {
    does: 'drop',
    why: 'Ids and statements of keys follow a person from one service to another.',
  },
  secret: {
    does: 'drop',
    why: 'Pass, PIN, password, code, token and private key: nothing here may look at them.',
  },
} as const satisfies Record<string, Row>;

export type Kept = {
  [Name in keyof typeof REDACTIONS]: (typeof REDACTIONS)[Name]['does'] extends 'keep' ? Name : never;
}[keyof typeof REDACTIONS];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const KEPT_SHAPES: Readonly<Record<Kept, RegExp>> = {
  serialNumber: SHAPES.label,
  deviceName: SHAPES.label,
  version: SHAPES.version,
  id: UUID,
};

/** What is kept, as long as it looks like what it is called; else nothing: what does not fit is not shown to find out why. */
export function kept(kind: Kept, text: string | null | undefined): string | undefined {
  const candidate = kind === 'id' ? text?.toLowerCase() : text;
  return candidate && KEPT_SHAPES[kind].test(candidate) ? candidate : undefined;
}

/** `amal@northwind.example` -> `a…@northwind.example`. What is no address gives nothing. */
export function maskedAccount(name: string | null | undefined): string | undefined {
  const [, first = '', domain] = /^([\p{L}\p{N}])?[^@\s]*@([^@\s]+)$/u.exec(name ?? '') ?? [];
  const masked = `${first}…@${domain}`;
  return domain !== undefined && SHAPES.masked.test(masked) ? masked : undefined;
}
