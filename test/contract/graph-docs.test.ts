import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { DEVICES, GROUPS, USERS } from '../../server-stub/graph/listings.ts';
import type { CollectionShape } from '../../server-stub/graph/odata/query.ts';
import { RESOURCE_SCOPES } from '../../server-stub/sign-in/clients.ts';
import { ROLES } from '../../server-stub/sign-in/roles.ts';
import { graphRoutes } from './graph-routes.ts';

/* docs/graph.md and the directory say the same. */

const PAGE = readFileSync(new URL('../../docs/graph.md', import.meta.url), 'utf8');
const ROWS = PAGE.split('\n').filter((line) => line.startsWith('| '));
const STANDS_FOR: Readonly<Record<string, readonly string[]>> = {
  '{person}': ['/me', '/users/{user}'],
  '{strengths}': [
    '/policies/authenticationStrengthPolicies',
    '/identity/conditionalAccess/authenticationStrength/policies',
  ],
};

function written(): string[] {
  const requests = ROWS.flatMap((row) => {
    const [, method = '', path = ''] = /^\| `(GET|POST|PATCH|DELETE) ([^`]+)`/.exec(row) ?? [];
    return method === '' ? [] : [{ method, path }];
  });
  return requests.flatMap(({ method, path }) => {
    const [name, all] = Object.entries(STANDS_FOR).find(([short]) => path.startsWith(short)) ?? [];
    if (name === undefined || !all) return [`${method} ${path}`];
    return all.map((whole) => `${method} ${path.replace(name, whole)}`);
  });
}

let installed: string[];
beforeAll(async () => {
  const routes = await graphRoutes();
  // Microsoft's second spelling of the same address.
  installed = routes
    .map(({ method, path }) => `${method} ${path}`)
    .filter((route) => !route.endsWith('/TemporaryAccessPass'));
});

test('every route is on the page', () => {
  expect(installed.filter((route) => !written().includes(route))).toEqual([]);
});

test('the page has no route that is not there, and none twice', () => {
  const all = written();
  expect(all.filter((route) => !installed.includes(route))).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
});

test.each<[string, CollectionShape]>([
  ['people', USERS.shape],
  ['groups', GROUPS.shape],
  ['devices', DEVICES.shape],
])('what may be asked of %s', (name, shape) => {
  const row = ROWS.find((line) => line.startsWith(`| ${name} |`)) ?? '';
  const [page, filter, order, count] = row
    .split('|')
    .slice(2, 6)
    .map((cell) => cell.trim());
  expect(page).toBe(`${shape.defaultPage}, up to ${shape.largestPage}`);
  expect(filter?.split(', ')).toEqual(Object.keys(shape.filter ?? {}));
  expect(order?.split(', ')).toEqual(Object.keys(shape.orderBy ?? {}));
  expect(count).toBe(shape.count ? 'yes' : 'no');
});

test('what may be filtered by may be selected, too', () => {
  for (const { shape } of [USERS, GROUPS, DEVICES]) {
    const missing = Object.keys(shape.filter ?? {}).filter((name) => !shape.select.includes(name));
    expect(missing).toEqual([]);
  }
});

test('every role is on the page', () => {
  expect(Object.values(ROLES).filter((role) => !PAGE.includes(`| ${role} |`))).toEqual([]);
});

test('every permission on the page exists', () => {
  const named = new Set(PAGE.match(/\b[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+(\.[A-Z][A-Za-z]+)*\b/g));
  expect(named.size).toBeGreaterThan(12);
  expect([...named].filter((name) => !(RESOURCE_SCOPES as readonly string[]).includes(name))).toEqual([]);
});
