import * as z from 'zod/mini';
import { TechnicianAction, TechnicianReason } from '../technician/actions.ts';

/** `GET /provisioning/v1/technician/key`: the public key that devices of this tenant ask. Public. */
export const TechnicianKeyAnswer = z.object({
  keyId: z.string(),
  key: z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() }),
});
export type TechnicianKeyAnswer = z.infer<typeof TechnicianKeyAnswer>;

/** `POST /provisioning/v1/technician/answers`: a signed-in technician answers the challenge of a device. */
export const AnswerRequest = z.strictObject({
  /** As scanned, or as read out. */
  challenge: z.string().check(z.minLength(1), z.maxLength(1024)),
  reason: z.string().check(z.trim(), z.minLength(3), z.maxLength(256)),
});

export const AnswerAnswer = z.object({
  code: z.string(),
  action: TechnicianAction,
  reason: TechnicianReason,
  serialNumber: z.string(),
  issuedDateTime: z.iso.datetime(),
  /** What the directory knows by that serial number; it is the device's word, so there may be several or none. */
  devices: z.array(z.object({ deviceId: z.string(), displayName: z.string() })),
});
export type AnswerAnswer = z.infer<typeof AnswerAnswer>;

/** What happened at a device's technician panel. A closed list: no free text, so nothing secret gets in by mistake. */
export const TechnicianEvent = z.strictObject({
  /** Client-chosen; the same id again is accepted and counted once. */
  id: z.uuid(),
  occurredDateTime: z.iso.datetime(),
  type: z.enum(['accepted', 'wrong', 'locked']),
  action: TechnicianAction,
  reason: TechnicianReason,
  keyId: z.string().check(z.regex(/^[0-9a-f]{8}$/)),
  challenge: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
});
export type TechnicianEvent = z.infer<typeof TechnicianEvent>;

/** `POST /provisioning/v1/technician/events`, with a DPoP proof of the device key. 202. */
export const TechnicianEvents = z.strictObject({
  serialNumber: z.string().check(z.minLength(1), z.maxLength(128)),
  events: z.array(TechnicianEvent).check(z.minLength(1), z.maxLength(50)),
});
export type TechnicianEvents = z.infer<typeof TechnicianEvents>;
