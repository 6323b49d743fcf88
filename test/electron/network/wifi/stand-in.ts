import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEVICES, LISTED, RADIO } from './recorded.ts';

/** A program called nmcli that says what the real one said, and writes down its arguments and its standard input. */
export async function installNmcli(folder: string) {
  const said = { list: LISTED, radio: RADIO, device: DEVICES };
  for (const [name, text] of Object.entries(said)) await writeFile(join(folder, name), text);
  const script = `#!/bin/sh
echo "$@" >> '${folder}/arguments'
case "$*" in
  *'wifi list'*) cat '${folder}/list' ;;
  *'wifi connect'*) cat > '${folder}/input' ;;
  *radio*) cat '${folder}/radio' ;;
  *) cat '${folder}/device' ;;
esac
`;
  await writeFile(join(folder, 'nmcli'), script);
  await chmod(join(folder, 'nmcli'), 0o755);
  return {
    env: { PATH: `${folder}:${process.env.PATH}` },
    seen: (name: 'arguments' | 'input') => readFile(join(folder, name), 'utf8'),
  };
}
