import { expect, test } from 'vitest';
import { askPlainly, isPortal, type PlainAnswer } from '../../../electron/network/portal.ts';
import { nobody, plainForTest } from './stand-ins.ts';

const HOST = 'directory.northwind.example';
const answer = (more: Partial<PlainAnswer>): PlainAnswer => ({
  status: 200,
  location: null,
  mediaType: '',
  date: null,
  ...more,
});

test.each<[string, Partial<PlainAnswer>, boolean]>([
  ['511', { status: 511 }, true],
  ['a redirect to the hotel', { status: 302, location: 'http://wifi.hotel.example/login' }, true],
  ['a redirect to an address in numbers', { status: 307, location: 'http://10.0.0.1:8080/' }, true],
  ['a page with 200', { mediaType: 'text/html' }, true],
  ['a redirect to https of the same host', { status: 301, location: `https://${HOST}/x` }, false],
  ['a redirect within the host', { status: 302, location: '/sign-in' }, false],
  ['a redirect to nowhere', { status: 302 }, false],
  ['not found', { status: 404, mediaType: 'text/html' }, false],
  ['something that is no page', { mediaType: 'text/plain' }, false],
])('%s', (_what, more, found) => expect(isPortal(answer(more), HOST)).toBe(found));

test('only the head of the answer is read, and no redirect is followed', async () => {
  const paths: string[] = [];
  const at = await plainForTest((response, request) => {
    paths.push(request.url ?? '');
    response.writeHead(302, {
      location: 'http://wifi.hotel.example/',
      date: 'Sun, 22 Nov 2026 10:00:00 GMT',
    });
    response.end('<h1>Welcome</h1>');
  });
  expect(await askPlainly(`${at.url}/x`)).toEqual({
    status: 302,
    location: 'http://wifi.hotel.example/',
    mediaType: '',
    date: Date.UTC(2026, 10, 22, 10) / 1000,
  });
  expect(paths).toEqual(['/x']);
});

test('nobody there, or somebody who never answers, is no answer', async () => {
  expect(await askPlainly((await nobody()).replace('https', 'http'))).toBeNull();
  const silent = await plainForTest(() => {});
  expect(await askPlainly(silent.url, 50)).toBeNull();
});
