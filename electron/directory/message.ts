import { randomUUID } from 'node:crypto';
import type { Call } from './call.ts';
import { makeProof, type ProofKey } from './dpop-proof.ts';
import type { Message } from './send.ts';

/** What changes from one attempt to the next. */
export interface AttemptFacts {
  readonly clientRequestId: string;
  /** Milliseconds. */
  readonly timeLimit: number;
  /** Seconds since 1970 in the directory's time. */
  readonly issuedAt: number;
  readonly nonce: string | undefined;
  deviceKey(): Promise<ProofKey>;
}

/** Puts one attempt into words. Each attempt has a proof of its own: a proof counts once (RFC 9449 11.1). */
export async function composeMessage(call: Call, facts: AttemptFacts): Promise<Message> {
  const { method, url } = call;
  const body = bodyOf(call);
  return {
    method,
    url,
    timeLimit: facts.timeLimit,
    headers: {
      accept: 'application/json',
      'client-request-id': facts.clientRequestId,
      ...(call.proof && { dpop: await proofOf(call, facts) }),
      ...(call.accessToken && { authorization: `DPoP ${call.accessToken.reveal()}` }),
      ...(body && { 'content-type': body.mediaType }),
    },
    ...(body && { body: body.text }),
  };
}

async function proofOf(call: Call, facts: AttemptFacts): Promise<string> {
  return await makeProof(await facts.deviceKey(), {
    method: call.method,
    url: call.url,
    jti: randomUUID(),
    issuedAt: facts.issuedAt,
    ...(facts.nonce !== undefined && { nonce: facts.nonce }),
    ...(call.accessToken && { accessToken: call.accessToken.reveal() }),
  });
}

function bodyOf(call: Call): { text: string; mediaType: string } | null {
  if (call.form) {
    const fields = Object.entries(call.form).filter(
      (field): field is [string, string] => field[1] !== undefined,
    );
    const text = new URLSearchParams(fields).toString();
    return { text, mediaType: 'application/x-www-form-urlencoded' };
  }
  if (call.json !== undefined) return { text: JSON.stringify(call.json), mediaType: 'application/json' };
  return null;
}
