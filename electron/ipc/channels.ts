/** The one channel from the screen to the agent. `preload.ts` has the same two words; a test compares them. */
export const COMMAND_CHANNEL = 'latchkey:command';

/** The one channel from the agent to the screen. */
export const VIEW_CHANNEL = 'latchkey:view';

/** Largest command, as JSON in UTF-8. The largest honest one is an attestation, a few kilobytes. */
export const COMMAND_BYTES = 64 * 1024;
