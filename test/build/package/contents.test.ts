import { describe, expect, test } from 'vitest';
import { isPackaged, secretsIn, strangeFiles } from '../../../build/package/contents.ts';

const PACKAGES = ['got', '@peculiar/x509'];

describe('the allow-list', () => {
  test('takes our files by name, and what runs of the packages', () => {
    const files = [
      'package.json',
      'out/main.js',
      'out/renderer/assets/index-CkYH7r-g.css',
      'node_modules/got/dist/source/index.js',
      'node_modules/got/license',
      'node_modules/@peculiar/x509/build/x509.cjs.js',
      'node_modules/@peculiar/x509/node_modules/got/index.js',
    ];
    expect(strangeFiles(files, PACKAGES)).toEqual([]);
  });

  test.each([
    ['a test of ours', 'out/main.test.js'],
    ['a source of ours', 'electron/main.ts'],
    ['a source map', 'out/main.js.map'],
    ['a hidden file', '.env'],
    ['a hidden file of a package', 'node_modules/got/.eslintrc.json'],
    ['a package that nobody imports', 'node_modules/vitest/index.js'],
    ['one below a package that is allowed', 'node_modules/got/node_modules/left-pad/index.js'],
    ['a package’s tests', 'node_modules/got/test/a.js'],
    ['a package’s types', 'node_modules/got/dist/a.d.ts'],
    ['a package’s sources', 'node_modules/got/source/a.ts'],
    ['a name that begins like an allowed one', 'node_modules/gotcha/index.js'],
    ['a scope without its package', 'node_modules/@peculiar/index.js'],
    ['an allowed package in a place of its own', 'out/node_modules/got/index.js'],
    ['an allowed name in another folder', 'out/renderer/main.js'],
    ['a way out', 'out/renderer/assets/../../x.js'],
  ])('refuses %s', (_what, path) => {
    expect(strangeFiles([path], PACKAGES)).toEqual([path]);
  });

  test('takes native code and licences of a package along', () => {
    expect(['a.node', 'LICENSE', 'LICENSE-MIT.txt', 'dist/NOTICE'].every(isPackaged)).toBe(true);
  });
});

describe('secrets', () => {
  const body = 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEH';
  test.each([
    ['a private key', `-----BEGIN PRIVATE KEY-----\n${body}`, 'private key'],
    ['one inside a string', `"-----BEGIN EC PRIVATE KEY-----\\n${body}"`, 'private key'],
    ['a private JWK', `{"kty":"EC","d":"${'a'.repeat(43)}"}`, 'private JWK'],
    ['a registry’s token', `npm_${'a'.repeat(36)}`, 'token of a registry or of GitHub'],
    ['GitHub’s token', `ghp_${'a'.repeat(36)}`, 'token of a registry or of GitHub'],
    ['a client secret', '{"client_secret":"0123456789abcdef"}', 'client secret'],
    ['sources', '//# sourceMappingURL=data:application/json;base64,e30=', 'source map with sources'],
  ])('%s', (_what, text, kind) => {
    expect(secretsIn(text)).toEqual([kind]);
  });

  test('code that only speaks of them is none', () => {
    expect(
      secretsIn(
        '"-----BEGIN PRIVATE KEY-----\\n" + encoded; const { d, x } = jwk; //# sourceMappingURL=a.js.map',
      ),
    ).toEqual([]);
  });
});
