import type { Logger } from 'pino';

/**
 * Logs a failure that nobody foresaw: its name, code and where it happened. The message is left out, because messages
 * quote their input.
 */
export function logFailure(
  log: Logger,
  what: string,
  thrown: unknown,
  facts: Record<string, string> = {},
): void {
  const error = thrown instanceof Error ? thrown : undefined;
  const frames = error?.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  const code = (thrown as { code?: unknown } | null)?.code;
  log.error(
    {
      ...facts,
      name: error?.name ?? typeof thrown,
      ...(typeof code === 'string' ? { code } : {}),
      at: frames?.slice(0, 8).map((line) => line.trim()),
    },
    what,
  );
}
