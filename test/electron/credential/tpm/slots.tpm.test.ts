import { describe, expect, it } from 'vitest';
import { createPrimary } from '../../../../electron/credential/tpm/commands/primary.ts';
import { startSession } from '../../../../electron/credential/tpm/commands/start-session.ts';
import { inspectTpm } from '../../../../electron/credential/tpm/inspect.ts';
import { Tpm, withTpm } from '../../../../electron/credential/tpm/tpm.ts';
import { openPipe } from '../../../../electron/credential/tpm/transport/pipe.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, PIN, requestOptions, WRONG_PIN } from '../software/setup.ts';
import { refusalOf, TestTpm, tpmIn } from './setup.ts';

describe('the slots of the TPM', () => {
  it('are empty after twenty rounds of creation and assertion, right and wrong', async () => {
    const tpm = await TestTpm.start();
    await tpm.tool('tpm2_dictionarylockout', '-s', '-n', '32', '-t', '1000', '-l', '1000');
    for (let round = 0; round < 20; round += 1) {
      const stateDir = temporaryFolder();
      const authenticator = tpmIn(stateDir, tpm);
      const { id } = await authenticator.create(creationOptions(), PIN);
      if (round % 4 === 0) await refusalOf(authenticator.assert(requestOptions(), id, WRONG_PIN));
      await authenticator.assert(requestOptions(), id, PIN);
    }
    expect(await tpm.leftovers()).toEqual([]);
  }, 60_000);

  it('are freed of what killed programs left there, when none is free', async () => {
    const tpm = await TestTpm.start();
    const pipe = await openPipe({ tcti: tpm.tcti });
    // Never released: three storage keys are all that swtpm has room for.
    for (let n = 0; n < 3; n += 1) await createPrimary(new Tpm(pipe));
    await pipe.close();
    expect((await tpm.leftovers()).length).toBe(3);
    await tpmIn(temporaryFolder(), tpm).create(creationOptions(), PIN);
    expect(await tpm.leftovers()).toEqual([]);
  });

  it('are freed of sessions as well', async () => {
    const tpm = await TestTpm.start();
    const pipe = await openPipe({ tcti: tpm.tcti });
    const left = new Tpm(pipe);
    const primary = await createPrimary(left);
    for (let n = 0; n < 3; n += 1) await startSession(left, primary);
    await pipe.close();
    await tpmIn(temporaryFolder(), tpm).create(creationOptions(), PIN);
    expect(await tpm.leftovers()).toEqual([]);
  });

  it('are empty after a task that failed', async () => {
    const tpm = await TestTpm.start();
    const failing = withTpm({ tcti: tpm.tcti }, async (open) => {
      await startSession(open, await createPrimary(open));
      throw new TypeError('in the middle');
    });
    await expect(failing).rejects.toThrow('in the middle');
    expect(await tpm.leftovers()).toEqual([]);
  });
});

describe('the guard of the PIN, as the TPM tells it', () => {
  it('is one that root can reset, as long as nobody set a lock-out password', async () => {
    const tpm = await TestTpm.start();
    expect(await inspectTpm({ tcti: tpm.tcti })).toMatchObject({
      tcti: tpm.tcti,
      guard: 'root can reset',
      properties: { manufacturer: 'IBM', maximumTries: 3, recoverySeconds: 1000, lockedOut: false },
    });
    await tpm.tool('tpm2_changeauth', '-c', 'lockout', 'kept-in-the-directory');
    expect((await inspectTpm({ tcti: tpm.tcti })).guard).toBe('guarded');
  });

  it('is none when tries are without end or forgotten at once', async () => {
    const tpm = await TestTpm.start();
    await tpm.tool('tpm2_dictionarylockout', '-s', '-n', '4294967295', '-t', '1000', '-l', '0');
    expect((await inspectTpm({ tcti: tpm.tcti })).guard).toBe('not guarded');
    await tpm.tool('tpm2_dictionarylockout', '-s', '-n', '5', '-t', '0', '-l', '0');
    expect((await inspectTpm({ tcti: tpm.tcti })).guard).toBe('not guarded');
  });
});
