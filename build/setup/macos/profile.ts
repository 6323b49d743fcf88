import { createHash } from 'node:crypto';
import { type Payload, payloads, TEAM_PATTERN } from './payloads.ts';
import { type Dict, writePlist } from './plist.ts';

const PROFILE = 'com.latchkey.kiosk.profile';
/** Ours alone; every UUID of a profile is made of it and a name, so that a newer profile replaces the older one. */
const NAMESPACE = Buffer.from('8d2f3f0e6c1b4c6f9a7b4d1f0a9e5c33', 'hex');

/** A UUID of a name: the same one each time. RFC 9562 5.5. */
export function nameUuid(name: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex').toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function payloadDict({ type, name, settings, why }: Payload): Dict {
  const identifier = `${PROFILE}.${name}`;
  return {
    PayloadType: type,
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: nameUuid(identifier),
    PayloadDisplayName: `Latchkey: ${name}`,
    PayloadDescription: why,
    ...settings,
  };
}

/**
 * The configuration profile of a kiosk, for the management service. The same bytes for the same team.
 * @throws RangeError: no Team ID
 */
export function configurationProfile(team: string): string {
  if (!TEAM_PATTERN.test(team)) throw new RangeError('a Team ID has ten capital letters and digits');
  return writePlist({
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: PROFILE,
    PayloadUUID: nameUuid(PROFILE),
    PayloadDisplayName: 'Latchkey kiosk',
    PayloadDescription: 'What a Mac needs while Latchkey owns its screen. Remove it after the release.',
    PayloadOrganization: 'Latchkey',
    PayloadScope: 'System',
    PayloadContent: payloads(team).map(payloadDict),
  });
}
