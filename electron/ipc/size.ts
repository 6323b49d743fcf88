import { Buffer } from 'node:buffer';

/**
 * Is `message` plain data of at most `limit` bytes as JSON? Structured clone carries what JSON does not (cycles, BigInt,
 * maps); the first two make `stringify` throw, the rest falls to the schema.
 */
export function isWithinSize(message: unknown, limit: number): boolean {
  try {
    const json = JSON.stringify(message);
    return json !== undefined && Buffer.byteLength(json) <= limit;
  } catch {
    return false;
  }
}
