import { EMPTY_PASSWORD } from '../session/authorization.ts';
import type { Tpm } from '../tpm.ts';
import { COMMAND, HANDLE } from '../wire/constants.ts';
import { nameOf, type Point, PRIMARY_TEMPLATE, pointOf } from '../wire/public-area.ts';
import { garbled, Reader } from '../wire/read.ts';
import { sized, u32 } from '../wire/write.ts';

/** A key that is derived from the TPM's seed, loaded. */
export interface Primary {
  readonly handle: number;
  readonly name: Buffer;
  readonly point: Point;
  /** TPMT_PUBLIC. */
  readonly area: Buffer;
}

/**
 * Makes a key anew from its template, the storage key that credentials hang under if nothing else is said (TPM2_CreatePrimary, TPM 2.0 Library Part 3, 24.1). Nothing is kept in the TPM's NV, which is small
 * and wears. The caller compares the Name with the one it knows before trusting the point.
 *
 * @throws Refusal authenticator_unavailable: no room, an owner password, too old
 */
export async function createPrimary(tpm: Tpm, template = PRIMARY_TEMPLATE): Promise<Primary> {
  const owner = { handle: HANDLE.owner, name: u32(HANDLE.owner) };
  const { handle, parameters } = await tpm.execute(
    {
      code: COMMAND.createPrimary,
      handles: [owner],
      parameters: Buffer.concat([
        sized(sized(), sized()), // neither password nor data
        sized(template),
        sized(),
        u32(0), // no PCRs: firmware updates must not lose the key
      ]),
      makes: true,
    },
    EMPTY_PASSWORD,
  );
  const reader = new Reader(parameters);
  const area = reader.sized();
  skipCreation(reader);
  const name = nameOf(area);
  if (!reader.sized().equals(name)) throw garbled('a key under another name');
  return { handle, name, point: pointOf(area, template), area };
}

/** Creation data, its hash and its ticket (Part 2, 15.2 and 10.7.3): statements about PCRs, which we do not use. */
export function skipCreation(reader: Reader): void {
  reader.sized();
  reader.sized();
  reader.take(6);
  reader.sized();
}
