import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';

const AdminFileShape = z.object({
  clientId: z.string().check(z.minLength(1)),
  clientSecret: z.string().check(z.minLength(1)),
});
/** The administrators' application, as the directory writes it to `adminFile`. */
export type AdminFile = z.infer<typeof AdminFileShape>;

/** @throws Refusal `input_missing` when the file cannot be read or is something else. */
export function readAdminFile(file: string): AdminFile {
  const text = readText(file, '--admin');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = undefined;
  }
  const read = AdminFileShape.safeParse(content);
  if (read.success) return read.data;
  throw new Refusal('input_missing', {
    detail: `--admin ${file} is not an admin file of a Latchkey directory.`,
  });
}

/** @throws Refusal `input_missing` when the file cannot be read or holds no certificate. */
export function readCaFile(file: string): string {
  const text = readText(file, '--ca');
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new Refusal('input_missing', { detail: `--ca ${file} holds no certificate in PEM.` });
}

function readText(file: string, option: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? 'unknown';
    throw new Refusal('input_missing', { detail: `${option} ${file} cannot be read (${code}).` });
  }
}
