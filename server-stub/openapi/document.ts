import * as z from 'zod/mini';
import { REFUSALS } from '../../electron/contract/refusals.ts';
import { OAuthRefusal } from '../../electron/contract/wire/challenge.ts';
import { GraphError } from '../../electron/contract/wire/graph.ts';
import { isOAuthPath } from '../http/refusal-answer.ts';
import type { RegisteredRoute } from './collect-routes.ts';
import { type Access, type Content, type Operation, TAGS } from './operation.ts';
import { operationOf } from './operations.ts';
import { SHAPES } from './shapes.ts';

type Json = Record<string, unknown>;

const NAMES: ReadonlyMap<z.ZodMiniType, string> = new Map(
  Object.entries(SHAPES).map(([name, shape]) => [shape, name]),
);

/** OpenAPI 3.1 takes JSON Schema 2020-12 as it is; what cannot be said in it may be anything. */
function schemaOf(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const name = NAMES.get(schema);
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  return inlineSchema(schema, io);
}

function inlineSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}

const ODATA = ['$top', '$filter', '$select', '$orderby', '$skiptoken'];

const SECURITY: Readonly<Record<Access, readonly Json[]>> = {
  none: [],
  token: [{ bearer: [] }, { dpop: [], proof: [] }],
  'bound-token': [{ dpop: [], proof: [] }],
  'device-key': [{ proof: [] }, { dpop: [], proof: [] }],
  page: [{ page: [] }],
};

const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  dpop: { type: 'http', scheme: 'dpop', description: 'An access token that is bound to a key (RFC 9449)' },
  proof: { type: 'apiKey', in: 'header', name: 'DPoP', description: 'Proof of the key (RFC 9449 4)' },
  page: { type: 'apiKey', in: 'cookie', name: '_interaction', description: 'A sign-in that is under way' },
};

/** `/users/:user` is `/users/{user}`; a pattern behind a name is Fastify's business, and `*` is a parameter without a name. */
export function pathTemplate(url: string): string {
  return url.replaceAll(/:(\w+)(\([^)]*\))?/g, '{$1}').replace('*', '{path}');
}

const parameter = (name: string, place: 'path' | 'query', schema: Json, required: boolean): Json => ({
  name,
  in: place,
  required,
  schema,
});

function parametersOf(template: string, operation: Operation | undefined): Json[] {
  const inPath = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) =>
    parameter(name, 'path', { type: 'string' }, true),
  );
  const text = { type: 'string' };
  const odata = operation?.collection ? ODATA.map((name) => parameter(name, 'query', text, false)) : [];
  const query = operation?.query ? schemaOf(operation.query, 'input') : {};
  const required = (query.required ?? []) as string[];
  const own = Object.entries((query.properties ?? {}) as Record<string, Json>).map(([name, schema]) =>
    parameter(name, 'query', schema, required.includes(name)),
  );
  return [...inPath, ...odata, ...own];
}

function collectionOf(item: z.ZodMiniType | undefined): Json {
  const items = item ? schemaOf(item, 'output') : { type: 'object' };
  const text = { type: 'string' };
  return {
    type: 'object',
    properties: {
      '@odata.context': text,
      '@odata.nextLink': text,
      '@odata.count': { type: 'integer' },
      value: { type: 'array', items },
    },
    required: ['value'],
  };
}

function answerOf(status: string, content: Content, operation: Operation): Json {
  const description = status === '204' ? 'Done; there is no body' : operation.summary;
  if (status === '204' || status === '303') return { description };
  const schema = content
    ? schemaOf(content, 'output')
    : operation.collection
      ? collectionOf(operation.item)
      : {};
  return { description, content: { [operation.type ?? 'application/json']: { schema } } };
}

function bodyOf({ body, form }: Operation): Json {
  if (!body) return {};
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  return { requestBody: { required: true, content: { [type]: { schema: schemaOf(body, 'input') } } } };
}

function nameOf({ method, url }: RegisteredRoute): string {
  const words = url.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return (
    [method.toLowerCase(), ...words].join('_') +
    (url.endsWith('/') ? '_index' : url.endsWith('*') ? '_any' : '')
  );
}

/** What opens it, in words and for programs: OpenAPI itself can only say "all of these". */
function permissionsOf({ permissions }: RegisteredRoute): Json {
  if (!permissions) return {};
  const { delegated, application, roles } = permissions;
  const lines = [
    `One of these scopes: ${delegated.join(', ')}.`,
    ...(application.length > 0 ? [`For an application one of: ${application.join(', ')}.`] : []),
    ...(roles.length > 0
      ? [`A person who asks about others needs one of these roles: ${roles.join(', ')}.`]
      : []),
  ];
  return { description: lines.join(' '), 'x-permissions': { delegated, application, roles } };
}

/** Beta's rows, where they say more. */
function ofVersion(operation: Operation | undefined, url: string): Operation | undefined {
  if (!operation?.beta || !url.startsWith('/beta/')) return operation;
  const shape = operation.beta;
  return operation.collection ? { ...operation, item: shape } : { ...operation, answers: { 200: shape } };
}

function describe(route: RegisteredRoute): Json {
  const operation = ofVersion(operationOf(route.method, route.url), route.url);
  const template = pathTemplate(route.url);
  const refusal = { $ref: `#/components/responses/${isOAuthPath(route.url) ? 'OAuthRefusal' : 'Refusal'}` };
  const parameters = parametersOf(template, operation);
  const answers = Object.entries(operation?.answers ?? {}).map(([status, content]) => [
    status,
    answerOf(status, content, operation as Operation),
  ]);
  return {
    operationId: nameOf(route),
    summary: operation?.summary ?? route.url,
    ...permissionsOf(route),
    ...(operation
      ? { tags: [operation.tag], security: SECURITY[operation.access] }
      : { 'x-undescribed': true }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(operation ? bodyOf(operation) : {}),
    responses: { ...Object.fromEntries(answers), default: refusal },
  };
}

/** What the directory refuses, by the code that people see. */
function helpCodes(): Json[] {
  return Object.entries(REFUSALS)
    .filter(([, row]) => row.status !== null)
    .map(([slug, { helpCode, status, cause }]) => ({ helpCode, slug, status, cause }));
}

/**
 * The OpenAPI 3.1 document of a directory: every route that it has registered, described by its row and the schemas
 * that check its requests. A route without a row is there all the same, marked `x-undescribed`.
 */
export function writeDocument(routes: readonly RegisteredRoute[], { root }: { readonly root: string }): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const template = pathTemplate(route.url);
    paths[template] = { ...paths[template], [route.method.toLowerCase()]: describe(route) };
  }
  const envelope = (schema: z.ZodMiniType): Json => ({
    description: 'Refused; the slug in it has a help code (x-help-codes)',
    content: { 'application/json': { schema: schemaOf(schema, 'output') } },
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Latchkey directory',
      version: '1.0.0',
      description: 'A directory for Temporary Access Passes, device join and Hello-style credentials.',
    },
    servers: [{ url: root }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(SHAPES).map(([name, shape]) => [name, inlineSchema(shape, 'output')]),
      ),
      securitySchemes: SECURITY_SCHEMES,
      responses: { Refusal: envelope(GraphError), OAuthRefusal: envelope(OAuthRefusal) },
    },
    'x-help-codes': helpCodes(),
  };
}
