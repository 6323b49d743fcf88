import { readChaos } from './chaos/read-chaos.ts';
import type { ChaosFile } from './chaos/scenario.ts';
import { readTrust } from './credentials/attestation/read-trust.ts';
import { type AttestationTrust, NO_TRUST } from './credentials/attestation/trust.ts';
import type { DirectoryOptions } from './directory-options.ts';
import { readSeed } from './seed/read-seed.ts';
import type { Seed } from './seed/seed.ts';
import { StartProblem } from './start-problem.ts';

/** What the operator's files say. */
export interface Files {
  readonly seed: Seed;
  readonly chaos: ChaosFile | undefined;
  readonly attestation: AttestationTrust;
}

/**
 * Reads every file that the options name before anything is opened.
 *
 * @throws StartProblem with what is wrong in all of them: `seed_invalid`, `chaos_invalid`, `option_invalid`, the first that
 *   there is
 */
export function readFiles({ seed, chaos, attestationRoots }: DirectoryOptions): Files {
  const problems: StartProblem[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (thrown) {
      if (!(thrown instanceof StartProblem)) throw thrown;
      problems.push(thrown);
      return undefined;
    }
  };
  const files = {
    seed: attempt(() => readSeed(seed)),
    chaos: attempt(() => (chaos === undefined ? undefined : readChaos(chaos))),
    attestation: attempt(() => (attestationRoots === undefined ? NO_TRUST : readTrust(attestationRoots))),
  };
  const [first, second] = problems;
  if (first === undefined) return files as Files;
  if (second === undefined) throw first;
  throw new StartProblem(first.code, problems.map(({ message }) => message).join('\n'), first);
}
