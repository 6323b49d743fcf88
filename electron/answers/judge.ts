import { nearestName } from './nearest-name.ts';
import { type Place, readJson } from './read-json.ts';
import { AnswersFile, ELSEWHERE, HAS_TO_BE } from './schema.ts';

/** One thing that is wrong with an answers file. Never a value: somebody may have written a pass where none belongs. */
export interface Mistake extends Place {
  readonly sentence: string;
}

export type Judged =
  | { readonly ok: true; readonly answers: AnswersFile }
  /** In the order of the file. */
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

type Issue = NonNullable<ReturnType<typeof AnswersFile.safeParse>['error']>['issues'][number];
type PlaceOf = (path: readonly PropertyKey[]) => Place;

/** Names that may stand in an object of the file, by the depth and name of the object. */
const TOP = Object.keys(AnswersFile.shape);
const PER_DEVICE = TOP.filter((name) => !['$schema', 'version', 'devices'].includes(name));
const ACCESSIBILITY = ['textScale', 'theme', 'motion'];

/** Reads an answers file and says everything that is wrong with it, each with its line and column. Pure. */
export function judgeAnswers(text: string): Judged {
  const read = readJson(text.replace(/^\u{FEFF}/u, ''));
  if (!read.ok) return { ok: false, mistakes: [{ ...read.place, sentence: read.sentence }] };
  const parsed = AnswersFile.safeParse(read.value);
  const mistakes = parsed.success
    ? twins(parsed.data, read.placeOf)
    : parsed.error.issues.flatMap((issue) => mistakesOf(issue, read.placeOf));
  if (parsed.success && mistakes.length === 0) return { ok: true, answers: parsed.data };
  return {
    ok: false,
    mistakes: mistakes.toSorted((one, other) => one.line - other.line || one.column - other.column),
  };
}

function mistakesOf(issue: Issue, placeOf: PlaceOf): Mistake[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => ({ ...placeOf([...path, name]), sentence: unknownName(name, path) }));
  }
  if (issue.code === 'invalid_key') {
    return [{ ...placeOf(path), sentence: 'A serial number is text without space at its ends.' }];
  }
  return [{ ...placeOf(path), sentence: wrongValue(path) }];
}

function unknownName(name: string, path: readonly PropertyKey[]): string {
  const elsewhere = Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
  if (elsewhere !== undefined) return elsewhere;
  const names = path.at(-1) === 'accessibility' ? ACCESSIBILITY : path.length === 0 ? TOP : PER_DEVICE;
  const meant = nearestName(name, names);
  return `There is no “${name}” here.${meant === undefined ? ` There are ${names.join(', ')}.` : ` Did you mean “${meant}”?`}`;
}

function wrongValue(path: readonly PropertyKey[]): string {
  const name = String(path.at(-1) ?? '');
  if (path.length === 0) return 'The file has to be an object: { "version": 1, … }.';
  if (path.length === 2 && path[0] === 'devices')
    return `“${name}” has to be an object with the answers of that laptop.`;
  return `“${name}” has to be ${HAS_TO_BE[name] ?? 'something else'}.`;
}

/** Serial numbers differ in more than capital letters; and who seals is not whom it is sealed for. */
function twins({ devices = {}, ...common }: AnswersFile, placeOf: PlaceOf): Mistake[] {
  const seen = new Set<string>();
  const doubled = Object.keys(devices).flatMap((serial) => {
    const key = serial.toUpperCase();
    const again = seen.has(key);
    seen.add(key);
    const sentence = 'This serial number stands here twice: capital and small letters are the same.';
    return again ? [{ ...placeOf(['devices', serial]), sentence }] : [];
  });
  const rows = [
    { path: [] as PropertyKey[], row: common },
    ...Object.entries(devices).map(([serial, row]) => ({ path: ['devices', serial] as PropertyKey[], row })),
  ];
  const selfSealed = rows.flatMap(({ path, row }) => {
    const account = (row.account ?? common.account)?.toLowerCase();
    const sentence = 'A laptop is not sealed for the account that stages it.';
    const same = row.sealFor !== undefined && row.sealFor.toLowerCase() === account;
    return same ? [{ ...placeOf([...path, 'sealFor']), sentence }] : [];
  });
  return [...doubled, ...selfSealed];
}
