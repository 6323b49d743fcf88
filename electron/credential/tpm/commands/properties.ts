import type { Tpm } from '../tpm.ts';
import { CAPABILITY, COMMAND, CURVE_P256, FAMILY_2, PERMANENT, PROPERTY } from '../wire/constants.ts';
import { Reader } from '../wire/read.ts';
import { u32 } from '../wire/write.ts';

/** What we read of a TPM before and while using it. */
export interface TpmProperties {
  /** `2.0` and with curve P-256. */
  readonly capable: boolean;
  /** Four characters, such as `IFX` or `IBM`. */
  readonly manufacturer: string;
  /** The owner hierarchy has a password: no key can be made under it. */
  readonly ownerAuthSet: boolean;
  /** The lock-out hierarchy has a password: root alone cannot reset the count of wrong PINs. */
  readonly lockoutAuthSet: boolean;
  readonly lockedOut: boolean;
  /** Wrong PINs that count now, over all keys of this machine. */
  readonly wrongTries: number;
  /** Wrong PINs that lock. */
  readonly maximumTries: number;
  /** Seconds after which one wrong PIN is forgotten; 0: nothing is counted. */
  readonly recoverySeconds: number;
}

/** Reads them (TPM2_GetCapability, TPM 2.0 Library Part 3, 30.2). @throws Refusal authenticator_unavailable */
export async function readProperties(tpm: Tpm): Promise<TpmProperties> {
  const read = async (first: number, count: number) =>
    readTagged((await tpm.execute(capability(CAPABILITY.properties, first, count))).parameters);
  const fixed = await read(PROPERTY.family, 6);
  const variable = await read(PROPERTY.permanent, PROPERTY.lockoutRecovery - PROPERTY.permanent + 1);
  const curves = await tpm.execute(capability(CAPABILITY.curves, CURVE_P256, 1));
  return propertiesOf(new Map([...fixed, ...variable]), readCurves(curves.parameters));
}

/** What numbers mean; a property that is missing counts as what is worse for us. */
export function propertiesOf(values: ReadonlyMap<number, number>, curves: readonly number[]): TpmProperties {
  const permanent = values.get(PROPERTY.permanent) ?? 0;
  const text = Buffer.alloc(4);
  text.writeUInt32BE(values.get(PROPERTY.manufacturer) ?? 0);
  return {
    capable: values.get(PROPERTY.family) === FAMILY_2 && curves.includes(CURVE_P256),
    manufacturer: text.toString('latin1').replace(/[^\x21-\x7e]/g, ''),
    ownerAuthSet: (permanent & PERMANENT.ownerAuthSet) !== 0,
    lockoutAuthSet: (permanent & PERMANENT.lockoutAuthSet) !== 0,
    lockedOut: (permanent & PERMANENT.inLockout) !== 0,
    wrongTries: values.get(PROPERTY.lockoutCounter) ?? 0,
    maximumTries: values.get(PROPERTY.maxAuthFail) ?? 0xffff_ffff,
    recoverySeconds: values.get(PROPERTY.lockoutInterval) ?? 0,
  };
}

function capability(kind: number, first: number, count: number) {
  const parameters = Buffer.concat([u32(kind), u32(first), u32(count)]);
  return { code: COMMAND.getCapability, handles: [], parameters, makes: false };
}

/** TPMS_CAPABILITY_DATA of properties (Part 2, 10.10.1) behind moreData. */
function readTagged(parameters: Buffer): Map<number, number> {
  const reader = new Reader(parameters);
  reader.take(5);
  const count = reader.u32();
  const values = new Map<number, number>();
  for (let n = 0; n < count; n += 1) values.set(reader.u32(), reader.u32());
  reader.end();
  return values;
}

/** The same of curves: two bytes each. */
function readCurves(parameters: Buffer): number[] {
  const reader = new Reader(parameters);
  reader.take(5);
  const count = reader.u32();
  const curves: number[] = [];
  for (let n = 0; n < count; n += 1) curves.push(reader.u16());
  return curves;
}
