import { open } from 'node:fs/promises';

/** Writes a file that was not there, whole and fsynced. @throws the file system's error; EEXIST where it is there */
export async function writeNewFile(path: string, content: unknown, mode: 0o600 | 0o644): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(`${JSON.stringify(content)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
