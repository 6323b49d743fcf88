import * as z from 'zod/mini';
import { Motion, TextScale, Theme } from '../contract/commands.ts';
import { AuthenticatorName } from '../contract/wire/provisioning.ts';

const upn = z.string().check(z.maxLength(113), z.regex(/^[^\s@]+@[^\s@]+$/));
const path = z.string().check(z.minLength(1), z.maxLength(1024), z.regex(/^[^\0]+$/));

/** What can be answered beforehand, for all laptops or for one. Whatever is missing is asked. */
const ANSWERS = {
  /** BCP 47 tag: the language that the screens begin with. */
  language: z.optional(z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), z.maxLength(35))),
  accessibility: z.optional(
    z.strictObject({
      textScale: z.optional(TextScale),
      theme: z.optional(Theme),
      motion: z.optional(Motion),
    }),
  ),
  /** Whose laptop it is; with profile mode `staged`, the account that stages it. */
  account: z.optional(upn),
  /** In place of the profile's template. */
  deviceName: z.optional(
    z.string().check(z.regex(/^(?!\d+$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,13}[A-Za-z0-9])?$/)),
  ),
  authenticator: z.optional(z.enum(['auto', ...AuthenticatorName.options])),
  /** File with the Temporary Access Pass, readable by its owner alone; `-`: standard input. Terminal only. */
  passFile: z.optional(path),
  /** File with a PIN that IT sets and the person has to change (`--staged`), readable by its owner alone. Terminal only. */
  initialPinFile: z.optional(path),
  /** Profile mode `staged`: whom the laptop is sealed for. */
  sealFor: z.optional(upn),
} as const;

const DeviceAnswers = z.strictObject(ANSWERS);

/** An answers file: the same for one laptop and for five hundred. */
export const AnswersFile = z.strictObject({
  $schema: z.optional(z.string()),
  version: z.literal(1),
  ...ANSWERS,
  /** By serial number, as the firmware has it; capital and small letters are the same. What is said here comes first. */
  devices: z.optional(
    z.record(z.string().check(z.minLength(1), z.maxLength(128), z.regex(/^\S(?:.*\S)?$/)), DeviceAnswers),
  ),
});
export type AnswersFile = z.infer<typeof AnswersFile>;
export type DeviceAnswers = z.infer<typeof DeviceAnswers>;

/** What each member has to be: the end of the sentence “… has to be”. */
export const HAS_TO_BE: Readonly<Record<string, string>> = {
  $schema: 'text',
  version: 'the number 1',
  language: 'a language tag, for example “de” or “pt-BR”',
  accessibility: 'an object with textScale, theme or motion',
  textScale: `one of ${TextScale.options.map((name) => `“${name}”`).join(', ')}`,
  theme: `one of ${Theme.options.map((name) => `“${name}”`).join(', ')}`,
  motion: `one of ${Motion.options.map((name) => `“${name}”`).join(', ')}`,
  account: 'a work e-mail address, for example amal@northwind.example',
  deviceName: '1 to 15 letters, digits and hyphens, with no hyphen at either end and not digits alone',
  authenticator: `one of “auto”, ${AuthenticatorName.options.map((name) => `“${name}”`).join(', ')}`,
  passFile: 'the path of a file, or “-”; a pass itself has no place here',
  initialPinFile: 'the path of a file; a PIN itself has no place here',
  sealFor: 'a work e-mail address, for example amal@northwind.example',
  devices: 'an object with a serial number for each name',
};

/** What people look for here, and where it belongs. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  pass: 'A pass has no place in this file: name a file with passFile.',
  temporaryAccessPass: 'A pass has no place in this file: name a file with passFile.',
  pin: 'A PIN has no place in this file: name a file with initialPinFile.',
  password: 'A password has no place in this file.',
  wifi: 'Wi-Fi belongs to the image or to the network screen: its key would lie here in the clear.',
  directory: 'Which directory it is, machine policy or --directory says.',
};

/** JSON Schema (2020-12), as published in docs/answers.schema.json; a test holds them together. */
export function answersSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(AnswersFile, { io: 'input' });
  return {
    $schema,
    title: 'Latchkey: answers',
    description: 'Answers for one laptop or many: npm run provision -- --answers FILE.',
    ...schema,
  };
}
