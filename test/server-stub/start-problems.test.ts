import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createDirectory } from '../../server-stub/directory.ts';
import { readArguments } from '../../server-stub/read-arguments.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `main.ts` does with its arguments, in this process. */
async function start(...args: string[]) {
  return createDirectory(readArguments(['--data', join(folder, 'data'), '--port', '0', ...args]).directory);
}

describe('a directory that cannot start says why', () => {
  test.each([
    [['--chaos', '/nowhere.json'], 'chaos_invalid', /cannot read the chaos file/],
    [['--drain', '26'], 'option_invalid', /--drain has to be/],
    [['--log-level', 'loud'], 'option_invalid', /--log-level has to be one of/],
    [['--json=yes'], 'option_invalid', /--json takes no value/],
    [['--data'], 'option_invalid', /--data needs a value/],
    [['--host', '0.0.0.0'], 'option_invalid', /--public-url/],
    [['--host', '0.0.0.0', '--public-url', 'https://directory.example'], 'option_invalid', /loopback only/],
    [['--public-url', 'http://localhost'], 'option_invalid', /--public-url has to be https/],
    [['--public-url', 'https://localhost/path'], 'option_invalid', /--public-url has to be https/],
    [['--port', '99999'], 'option_invalid', /--port has to be/],
    [['--port', '-1'], 'option_invalid', /./],
    [['--seed', '/nowhere.json'], 'seed_invalid', /cannot read the seed/],
    [['--unknown'], 'option_invalid', /unknown/i],
    [['word'], 'option_invalid', /./],
    [['--data', '/dev/null/x'], 'data_not_writable', /data directory/],
  ])('%j', async (args, code, sentence) => {
    await expect(start(...args)).rejects.toMatchObject({ name: 'StartProblem', code });
    await expect(start(...args)).rejects.toThrow(sentence);
  });

  test('everything that is wrong with the arguments is told at once', async () => {
    const told = await start('--port', 'x', '--drain', '-1', '--host', '0.0.0.0').catch(
      (thrown) => thrown.message,
    );
    expect(told).toMatch(/--port has to be[\s\S]*--drain[\s\S]*--public-url/);
    expect(() => readArguments(['--one', 'two', '--three=3'])).toThrow(
      /--one is unknown[\s\S]*"two" is not expected[\s\S]*--three/,
    );
  });

  test('what is wrong in several files is told at once', async () => {
    const files = [
      '--seed',
      '/no-seed.json',
      '--chaos',
      '/no-chaos.json',
      '--attestation-roots',
      '/no-roots',
    ];
    await expect(start(...files)).rejects.toMatchObject({ name: 'StartProblem', code: 'seed_invalid' });
    await expect(start(...files)).rejects.toThrow(/the seed.*\nc.*the chaos file.*\n--attestation-roots: /);
  });

  test('data and port that are in use are said to be, and nothing is left open', async () => {
    const running = await start();
    await expect(start()).rejects.toMatchObject({ code: 'data_in_use' });
    await running.close();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const address = squatter.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    await expect(start('--port', port)).rejects.toMatchObject({ code: 'port_in_use' });
    squatter.close();
    const again = await start();
    await again.close();
  });

  test('the demo tenant is refused on another host also when its data is opened as another seed', async () => {
    const running = await start();
    await running.close();
    const elsewhere = ['--host', '0.0.0.0', '--public-url', 'https://directory.example'];
    await expect(start(...elsewhere)).rejects.toThrow(/loopback only/);
  });
});
