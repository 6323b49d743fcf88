import * as z from 'zod/mini';
import { readBranding, readName } from '../contract/branding/branding.ts';
import { Profile } from '../contract/wire/provisioning.ts';
import type { Answer } from './answer.ts';
import type { DirectoryMap } from './discovery.ts';
import type { Doorway } from './http.ts';
import { readShape } from './read-body.ts';
import { readRefusal } from './read-refusal.ts';

/** Asks what the directory wants of a run. Public: nobody has signed in yet. */
export async function profileRequest(doorway: Doorway, map: DirectoryMap): Promise<Answer> {
  const { provisioning } = await map.get();
  return await doorway.call({
    method: 'GET',
    url: `${provisioning}/profile`,
    proof: false,
    idempotent: true,
  });
}

/** As it arrives: of the branding that is left out which cannot be used, because nobody is kept from working by a colour. */
const ArrivingProfile = z.extend(Profile, {
  branding: z.optional(z.pipe(z.unknown(), z.transform(readBranding))),
});

/** Reads the answer. Pure. */
export function readProfile(answer: Answer): Profile {
  if (answer.status !== 200) throw readRefusal(answer);
  const profile = readShape(answer, ArrivingProfile);
  const { tenant } = profile;
  return { ...profile, tenant: { ...tenant, displayName: readName(tenant.displayName) ?? tenant.id } };
}
