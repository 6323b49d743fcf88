import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../electron/directory/answer.ts';
import { readMethods, readRemoved } from '../../../electron/directory/own-methods.ts';

const METHOD = {
  '@odata.type': '#microsoft.graph.windowsHelloForBusinessAuthenticationMethod',
  id: 'm1',
  displayName: 'NW-7F3K2',
  createdDateTime: '2026-11-22T16:00:00.000Z',
  state: 'active',
};

const answer = (status: number, body: unknown): Answer => ({
  status,
  mediaType: 'application/json',
  text: body === undefined ? '' : JSON.stringify(body),
  challenge: '',
});
const slugOf = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return (error as { slug: string }).slug;
  }
};

describe('own methods', () => {
  test('are read with what another directory does not say left away', () => {
    expect(readMethods(answer(200, { value: [METHOD] }))).toEqual([METHOD]);
    expect(readMethods(answer(200, { value: [{ ...METHOD, assurance: 'self', model: 'Key' }] }))).toEqual([
      { ...METHOD, assurance: 'self', model: 'Key' },
    ]);
  });

  test.each([{}, { value: [{}] }, { value: [{ ...METHOD, assurance: 'certain' }] }])(
    'in another shape (%j) are not a directory’s',
    (body) => {
      expect(slugOf(() => readMethods(answer(200, body)))).toBe('directory_incompatible');
    },
  );

  test('a removal is done with 204, and with 404 where somebody was faster', () => {
    expect(() => readRemoved(answer(204, undefined))).not.toThrow();
    expect(() => readRemoved(answer(404, {}))).not.toThrow();
    expect(slugOf(() => readRemoved(answer(403, { error: { code: 'x' } })))).toBe('permission_denied');
  });
});
