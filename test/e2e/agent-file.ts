import { join } from 'node:path';
import { ROOT } from '../../build/start/machine.ts';
import { AGENT_VARIABLE } from '../../build/test/agent.ts';

/** What the tests start as `latchkey`: in a whole run one file made of the sources, by itself the sources. */
export function agentFile(): string {
  return process.env[AGENT_VARIABLE] ?? join(ROOT, 'electron', 'cli.ts');
}
