import { TAG } from './constants.ts';
import { garbled, Reader } from './read.ts';
import { u16, u32 } from './write.ts';

/** Bytes of tag, size and code: the start of every command and answer. */
export const HEADER_BYTES = 10;

/** No TPM 2.0 answers with more (TPM_PT_MAX_RESPONSE_SIZE is 4096 where it is large). */
export const MAXIMUM_ANSWER_BYTES = 8192;

/**
 * A whole command (TPM 2.0 Library Part 1, 18): header, handles, authorization area, parameters.
 *
 * @param handles as they stand in Part 3's table of the command, the handle area
 * @param authorizations TPMS_AUTH_COMMANDs one after the other, or `null` for a command without sessions
 */
export function marshalCommand(
  code: number,
  handles: readonly number[],
  authorizations: Uint8Array | null,
  parameters: Uint8Array,
): Buffer {
  const area = authorizations === null ? [] : [u32(authorizations.length), authorizations];
  const body = Buffer.concat([...handles.map(u32), ...area, parameters]);
  const tag = authorizations === null ? TAG.noSessions : TAG.sessions;
  return Buffer.concat([u16(tag), u32(HEADER_BYTES + body.length), u32(code), body]);
}

/** Length of the answer that starts with these bytes; `null` while there are too few to tell. @throws Refusal authenticator_unavailable */
export function answerLength(start: Buffer): number | null {
  if (start.length < HEADER_BYTES) return null;
  const length = start.readUInt32BE(2);
  if (length < HEADER_BYTES || length > MAXIMUM_ANSWER_BYTES)
    throw garbled('an answer of no possible length');
  return length;
}

/** The response code of a whole answer; 0 is success. */
export function responseCode(answer: Buffer): number {
  return answer.readUInt32BE(6);
}

/** What the TPM answered. With a code other than 0 there is nothing but the code (Part 1, 18.9). */
export type Answer =
  | { readonly ok: false; readonly code: number }
  | {
      readonly ok: true;
      /** The handle of the new object or session, 0 where the command makes none. */
      readonly handle: number;
      /** As they came, the first one perhaps encrypted. */
      readonly parameters: Buffer;
      /** TPMS_AUTH_RESPONSEs one after the other, empty without sessions. */
      readonly authorizations: Buffer;
    };

/**
 * Takes an answer apart (Part 1, 18.9 and 18.10).
 * @param withHandle whether the command returns a handle
 * @throws Refusal authenticator_unavailable when it is no answer of a TPM 2.0
 */
export function readAnswer(bytes: Buffer, withHandle: boolean): Answer {
  const reader = new Reader(bytes);
  const tag = reader.u16();
  if (reader.u32() !== bytes.length) throw garbled('an answer whose length is wrong');
  const code = reader.u32();
  if (code !== 0) return { ok: false, code };
  const handle = withHandle ? reader.u32() : 0;
  if (tag === TAG.noSessions) {
    return { ok: true, handle, parameters: reader.rest(), authorizations: Buffer.alloc(0) };
  }
  if (tag !== TAG.sessions) throw garbled('an answer with a tag that TPM 2.0 does not have');
  const parameters = reader.take(reader.u32());
  return { ok: true, handle, parameters, authorizations: reader.rest() };
}
