import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync } from 'rolldown/utils';

const ROOT = join(import.meta.dirname, '../../../..');

/** A file with one thing taken away. */
export interface Mutant {
  readonly file: string;
  /** What was taken, as it stood in the source. */
  readonly taken: string;
  readonly source: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function children(node: Node): Node[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode));
}

/** Rows: elements of every array, and members of an object that stands at the top of a constant. */
function rowsIn(node: Node, top: boolean): Node[] {
  const inside = children(node).flatMap((child) => rowsIn(child, top && node.type !== 'ArrayExpression'));
  if (node.type === 'ArrayExpression') return [...(node.elements as Node[]).filter(isNode), ...inside];
  if (node.type === 'ObjectExpression' && top) {
    // Below the members of a table stand its rows' own members, which are not rows.
    const members = node.properties as Node[];
    return [...members, ...members.flatMap((member) => children(member).flatMap((c) => rowsIn(c, false)))];
  }
  return inside;
}

function read(file: string): { source: string; body: Node[] } {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return { source, body: parseSync(file, source).program.body as unknown as Node[] };
}

function declared(statement: Node): Node {
  return statement.type === 'ExportNamedDeclaration' && isNode(statement.declaration)
    ? statement.declaration
    : statement;
}

/** Takes a span and the comma behind it. */
function without(source: string, { start, end }: Node): string {
  return source.slice(0, start) + source.slice(end).replace(/^\s*,/, '');
}

/** One mutant for each row of each constant table of the file. */
export function rowMutants(file: string): Mutant[] {
  const { source, body } = read(file);
  const tables = body
    .map(declared)
    .filter(({ type, kind }) => type === 'VariableDeclaration' && kind === 'const');
  return tables
    .flatMap((table) => (table.declarations as Node[]).map(({ init }) => init).filter(isNode))
    .filter(({ type }) => !type.includes('Function'))
    .flatMap((init) => rowsIn(init, true))
    .map((row) => ({ file, taken: source.slice(row.start, row.end), source: without(source, row) }));
}

/** One mutant for each statement inside a function of the file whose name `named` fits. */
export function statementMutants(file: string, named: RegExp): Mutant[] {
  const { source, body } = read(file);
  const functions = body
    .map(declared)
    .filter(({ type, id }) => type === 'FunctionDeclaration' && named.test((id as { name: string }).name));
  return functions
    .flatMap((each) =>
      ((each.body as Node).body as Node[]).filter(({ type }) => type === 'ExpressionStatement'),
    )
    .map((row) => ({ file, taken: source.slice(row.start, row.end), source: without(source, row) }));
}

function everyNode(node: Node): Node[] {
  return [node, ...children(node).flatMap(everyNode)];
}

/** Two mutants for each `a && b` and `a || b` of the file: only `a`, and only `b`. */
export function conditionMutants(file: string): Mutant[] {
  const { source, body } = read(file);
  const conditions = body.flatMap(everyNode).filter(({ type }) => type === 'LogicalExpression');
  return conditions.flatMap((condition) =>
    [condition.left as Node, condition.right as Node].map((kept) => ({
      file,
      taken: `${source.slice(condition.start, condition.end)} became ${source.slice(kept.start, kept.end)}`,
      source: `${source.slice(0, condition.start)}(${source.slice(kept.start, kept.end)})${source.slice(condition.end)}`,
    })),
  );
}

function url(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code).replaceAll("'", '%27')}`;
}

/** Runs a source as a module of its own, as if it stood where `file` is. */
function asModule(file: string, source: string, replaced: ReadonlyMap<string, string> = new Map()): string {
  const code = stripTypeScriptTypes(source);
  return url(
    code.replace(/from '(\.[^']+)'/g, (_all, specifier: string) => {
      const target = join(dirname(file), specifier);
      return `from '${replaced.get(target) ?? pathToFileURL(join(ROOT, target)).href}'`;
    }),
  );
}

/** The module `entry` with the mutant in place of its file; without `entry`, the mutant itself. */
export async function load(mutant: Mutant, entry = mutant.file): Promise<Record<string, unknown>> {
  const module = asModule(mutant.file, mutant.source);
  if (entry === mutant.file) return import(module);
  return import(asModule(entry, read(entry).source, new Map([[mutant.file, module]])));
}

/** The file as it is. */
export function unchanged(file: string): Mutant {
  return { file, taken: '', source: read(file).source };
}
