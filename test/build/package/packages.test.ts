import { expect, test } from 'vitest';
import { importedPackages, type LockFile, packageClosure } from '../../../build/package/packages.ts';

const LOCK: LockFile = {
  lockfileVersion: 3,
  packages: {
    '': { version: '1.0.0' },
    'node_modules/a': { dependencies: { b: '1', c: '1' } },
    'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
    'node_modules/b': { dependencies: { stranger: '1' } },
    'node_modules/stranger': {},
    'node_modules/c': { dependencies: { a: '1' }, optionalDependencies: { here: '1', gone: '1' } },
    'node_modules/here': {},
  },
};

test('packages are found as Node finds them: the nearest one, in circles, optional ones where they are', () => {
  expect(packageClosure(LOCK, ['a'])).toEqual([
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'node_modules/c',
    'node_modules/here',
  ]);
});

test('one that is not in the lock file stops the build', () => {
  expect(() => packageClosure(LOCK, ['unknown'])).toThrow('unknown is not in package-lock.json');
});

test('imports are read from code: constant, dynamic, with scope, by a path inside the package', () => {
  const source = `import a from 'a'; import { x } from '@scope/b/deep.js'; import 'node:fs'; import './own.js';
    import { app } from 'electron'; const c = await import('c/d.js'); const text = "import e from 'e'";`;
  expect(importedPackages(source)).toEqual(['@scope/b', 'a', 'c']);
});
