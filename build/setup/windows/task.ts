import { writeXml } from './xml.ts';

/** Path and name of the task that goes on with what a power cut stopped, and takes the set-up back after the release. */
export const TASK = String.raw`\Latchkey\Setup`;
/** What tells the task from another of that name; the adapter compares it. */
export const TASK_DESCRIPTION =
  'Latchkey set-up: goes on after a power cut, and takes it back after the release. 1';

/** Only administrators may write there: whoever changes the module is SYSTEM a minute later. */
const MODULE = String.raw`%ProgramFiles%\Latchkey Setup\Latchkey.Setup\Latchkey.Setup.psd1`;
const RESUME = `Import-Module -Name ([Environment]::ExpandEnvironmentVariables('${MODULE}')); Resume-LatchkeySetup`;

/**
 * The scheduled task, as SYSTEM, at each start and each minute. One at a time, on battery too, never given up.
 * MS-TSCH 2.5; version 1.2 is Windows 7 and later.
 */
export function taskXml(): string {
  const of = (name: string, text: string) => ({ name, text });
  return writeXml(
    {
      name: 'Task',
      attributes: { version: '1.2', xmlns: 'http://schemas.microsoft.com/windows/2004/02/mit/task' },
      children: [
        { name: 'RegistrationInfo', children: [of('URI', TASK), of('Description', TASK_DESCRIPTION)] },
        {
          name: 'Triggers',
          children: [
            { name: 'BootTrigger', children: [of('Enabled', 'true')] },
            {
              name: 'TimeTrigger',
              children: [
                of('Enabled', 'true'),
                // Long ago: the repetition counts from here, and has no end.
                of('StartBoundary', '2026-01-01T00:00:00Z'),
                { name: 'Repetition', children: [of('Interval', 'PT1M')] },
              ],
            },
          ],
        },
        {
          name: 'Principals',
          children: [
            {
              name: 'Principal',
              attributes: { id: 'System' },
              children: [of('UserId', 'S-1-5-18'), of('RunLevel', 'HighestAvailable')],
            },
          ],
        },
        {
          name: 'Settings',
          children: [
            of('MultipleInstancesPolicy', 'IgnoreNew'),
            of('DisallowStartIfOnBatteries', 'false'),
            of('StopIfGoingOnBatteries', 'false'),
            of('StartWhenAvailable', 'true'),
            of('ExecutionTimeLimit', 'PT1H'),
            of('Priority', '4'),
          ],
        },
        {
          name: 'Actions',
          attributes: { Context: 'System' },
          children: [
            {
              name: 'Exec',
              children: [
                of('Command', String.raw`%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe`),
                of(
                  'Arguments',
                  `-NoProfile -NonInteractive -ExecutionPolicy RemoteSigned -Command "${RESUME}"`,
                ),
              ],
            },
          ],
        },
      ],
    },
    'UTF-16',
  );
}
