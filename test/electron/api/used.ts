import { readFileSync } from 'node:fs';
import { parseSync } from 'rolldown/utils';

/** Which part of Electron's API a file touches: `app.exit`, `session on will-download`. */
export type ApiMember = string;

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

/** Names under which our code holds Electron's objects. A new name has to be added here: the test counts what it found. */
const OBJECTS: Readonly<Record<string, string>> = {
  app: 'app',
  session: 'session',
  kioskSession: 'session',
  protocol: 'protocol',
  webRequest: 'webRequest',
  window: 'window',
  curtain: 'window',
  cover: 'window',
  contents: 'contents',
  webContents: 'contents',
  ipc: 'ipc',
  screen: 'screen',
  menu: 'menu',
  Menu: 'menu',
  power: 'power',
  powerSaveBlocker: 'power',
  ipcRenderer: 'ipcRenderer',
  contextBridge: 'contextBridge',
};

function nameOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Identifier') return node.name as string;
  return node.type === 'MemberExpression' && node.computed === false ? nameOf(node.property) : null;
}

/** Which object is this? `agent.view().screen` is a view's screen, and not the module of that name. */
function ownerOf(node: unknown): string | undefined {
  const name = nameOf(node);
  if (
    name === 'screen' &&
    isNode(node) &&
    node.type === 'MemberExpression' &&
    nameOf(node.object) !== 'given'
  )
    return undefined;
  return OBJECTS[name ?? ''];
}

function literal(node: unknown): string | null {
  return isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const each of value) walk(each, visit);
  if (!isNode(value)) return;
  visit(value);
  for (const child of Object.values(value)) if (typeof child === 'object') walk(child, visit);
}

/** What one source file uses. `given.app.exit(1)` and `app.exit(1)` are the same use. */
export function usedIn(file: string): ApiMember[] {
  const source = readFileSync(file, 'utf8');
  const used = new Set<ApiMember>();
  walk(parseSync(file, source).program, (node) => {
    if (node.type === 'CallExpression') {
      const callee = node.callee as Node;
      const owner = ownerOf(callee.object);
      const event = literal((node.arguments as unknown[])[0]);
      const method = nameOf(callee.property);
      if (owner !== undefined && event !== null && (method === 'on' || method === 'once'))
        used.add(`${owner} on ${event}`);
    }
    if (node.type === 'MemberExpression') {
      const owner = ownerOf(node.object);
      const member = nameOf(node.property);
      if (owner !== undefined && member !== null) used.add(`${owner}.${member}`);
    }
  });
  return [...used];
}

/** Type alias of build/preview/slice.ts -> the object it describes. */
const SLICES: Readonly<Record<string, string>> = {
  AppSlice: 'app',
  SessionSlice: 'session',
  ProtocolSlice: 'protocol',
  ContentsSlice: 'contents',
  WindowSlice: 'window',
  ScreenSlice: 'screen',
  MenuSlice: 'menu',
  PowerSlice: 'power',
};

/** Members that the preview promises, read from its `Pick<typeof Electron, …>`. */
export function slicesIn(file: string): ApiMember[] {
  const members: ApiMember[] = [];
  walk(parseSync(file, readFileSync(file, 'utf8')).program, (node) => {
    if (node.type !== 'TSTypeAliasDeclaration') return;
    const owner = SLICES[nameOf(node.id) ?? ''];
    if (owner === undefined) return;
    walk(node.typeAnnotation, (inner) => {
      const name = inner.type === 'TSLiteralType' ? literal(inner.literal) : null;
      if (name !== null) members.push(`${owner}.${name}`);
    });
  });
  return members;
}

/** Constant of a preview file that lists its events -> whose they are. */
const EVENT_TABLES: Readonly<Record<string, string>> = {
  APP_EVENTS: 'app',
  SESSION_EVENTS: 'session',
  CONTENTS_EVENTS: 'contents',
  WINDOW_EVENTS: 'window',
  SCREEN_EVENTS: 'screen',
};

/** Events that the preview knows, read from its tables. */
export function eventsIn(file: string): ApiMember[] {
  const events: ApiMember[] = [];
  walk(parseSync(file, readFileSync(file, 'utf8')).program, (node) => {
    const owner = node.type === 'VariableDeclarator' ? EVENT_TABLES[nameOf(node.id) ?? ''] : undefined;
    if (owner === undefined) return;
    for (const property of (node.init as { properties: Node[] }).properties)
      events.push(`${owner} on ${nameOf(property.key) ?? literal(property.key)}`);
  });
  return events;
}
