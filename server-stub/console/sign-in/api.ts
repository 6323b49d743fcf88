import { type AnswerGiven, PageAnswer } from '../../../electron/contract/wire/sign-in-page.ts';

/** Below the page's own address; the cookie of this sign-in goes nowhere else. */
const base = (): string => location.pathname.replace(/\/+$/, '');

async function exchange(what: string, init: RequestInit): Promise<PageAnswer> {
  const response = await fetch(`${base()}/${what}`, {
    ...init,
    credentials: 'same-origin',
    cache: 'no-store',
  });
  const read = PageAnswer.safeParse(await response.json());
  const { data } = read;
  if (!data || (!data.state && !data.next)) throw new TypeError('not an answer of the sign-in page');
  return data;
}

const post = (what: string, body: unknown = {}): Promise<PageAnswer> =>
  exchange(what, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** The JSON API of this page (contract/wire/sign-in-page.ts). Throws where the directory does not answer. */
export const api = {
  state: () => exchange('state', {}),
  name: (name: string) => post('name', { name }),
  answer: (given: AnswerGiven) => post('answer', given),
  options: () => post('options'),
  again: () => post('continue'),
  back: () => post('back'),
  confirm: () => post('confirm'),
  cancel: () => post('cancel'),
} as const;
