import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REFUSALS } from '../../../electron/contract/refusals.ts';
import { pathTemplate } from '../../../server-stub/openapi/document.ts';
import { OPERATIONS, rowName } from '../../../server-stub/openapi/operations.ts';
import { Lab } from '../../contract/lab.ts';

interface Described {
  readonly 'x-undescribed'?: boolean;
  readonly operationId: string;
  readonly requestBody?: { content: Record<string, { schema: { type?: string; properties?: object } }> };
  readonly security?: object[];
  readonly parameters?: { name: string; in: string }[];
}

const folder = mkdtempSync(join(tmpdir(), 'latchkey-openapi-'));
let lab: Lab;
// biome-ignore lint/suspicious/noExplicitAny: the whole document, as a client sees it
let document: any;
let operations: [string, string, Described][];

beforeAll(async () => {
  const chaos = join(folder, 'chaos.json');
  writeFileSync(chaos, JSON.stringify({ start: null, scenarios: [{ name: 'none' }] }));
  lab = await Lab.open({ chaos });
  document = (await lab.call('/openapi.json')).body;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Described>).map(
      ([method, one]) => [method.toUpperCase(), path, one] as [string, string, Described],
    ),
  );
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});

describe('openapi.json', () => {
  test('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect([result.valid, document.openapi]).toEqual([true, '3.1.0']);
  });

  test('describes every route of the directory: a new route needs a row in server-stub/openapi/operations', () => {
    expect(operations.length).toBeGreaterThan(200);
    const without = operations
      .filter(([, , one]) => one['x-undescribed'])
      .map(([method, path]) => `${method} ${path}`);
    expect(without).toEqual([]);
  });

  test('has no row for a route that is not there', () => {
    const known = new Set(operations.map(([method, path]) => pathTemplate(rowName(method, path))));
    const left = Object.keys(OPERATIONS).filter((name) => !known.has(pathTemplate(name)));
    expect(left).toEqual([]);
  });

  test('names each operation once, and each parameter of a path', () => {
    const ids = operations.map(([, , { operationId }]) => operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    for (const [, path, { parameters = [] }] of operations) {
      const inPath = parameters.filter((one) => one.in === 'path').map((one) => `{${one.name}}`);
      expect(inPath).toEqual(path.match(/\{\w+\}/g) ?? []);
    }
  });

  test('has the schemas that requests are checked with', () => {
    const pass = document.paths['/v1.0/users/{user}/authentication/temporaryAccessPassMethods'].post;
    const { schema } = pass.requestBody.content['application/json'];
    expect(schema).toMatchObject({
      additionalProperties: false,
      properties: { isUsableOnce: { type: 'boolean' } },
    });
    const challenge = document.paths['/oauth2/authorize-challenge'].post;
    expect(Object.keys(challenge.requestBody.content)).toEqual(['application/x-www-form-urlencoded']);
  });

  test('lists every help code that the directory can answer with', () => {
    const codes = document['x-help-codes'].map((row: { helpCode: string }) => row.helpCode);
    const own = Object.values(REFUSALS).filter((row) => row.status !== null);
    expect(codes.toSorted()).toEqual(own.map((row) => row.helpCode).toSorted());
  });

  test('tells the truth about who may call: what is said to need a token is refused without one', async () => {
    const gets = operations.filter(([method, path, one]) => {
      const needs = one.security?.some((scheme) => 'bearer' in scheme || 'dpop' in scheme);
      return method === 'GET' && needs && !path.startsWith('/beta');
    });
    expect(gets.length).toBeGreaterThan(40);
    for (const [, path] of gets) {
      const { status } = await lab.call(path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000'));
      expect([path, status]).toEqual([path, 401]);
    }
  });
});
