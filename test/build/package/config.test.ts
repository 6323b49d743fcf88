import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { describe, expect, test } from 'vitest';
import { type BuildOptions, builderConfig } from '../../../build/package/config.ts';
import { keychainGroup, signedEntitlements } from '../../../build/package/entitlements.ts';
import { ROOT } from '../../../build/start/machine.ts';

const require = createRequire(import.meta.url);
/** electron-builder's own schema, and the validator that it uses itself. */
const { validateSchema } = require('app-builder-lib/out/util/config/schemaValidator.js') as {
  validateSchema: (schema: object, config: object) => void;
};
const SCHEMA = JSON.parse(
  readFileSync(join(ROOT, 'node_modules/app-builder-lib/scheme.json'), 'utf8'),
) as object;

const OPTIONS: BuildOptions = {
  root: ROOT,
  app: 'app',
  output: 'dist',
  electronDist: 'electron',
  electronVersion: '45.4.1',
  signing: null,
};
const SIGNED: BuildOptions = {
  ...OPTIONS,
  signing: { entitlements: 'entitlements.plist', provisioningProfile: 'a.provisionprofile', notarize: true },
};

function problems(config: Configuration | Record<string, unknown>): string | null {
  try {
    validateSchema(SCHEMA, config);
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

describe('electron-builder’s own schema', () => {
  test.each([
    ['unsigned', OPTIONS],
    ['signed', SIGNED],
  ])('takes the configuration, %s', (_name, options) => {
    expect(problems(builderConfig(options))).toBeNull();
  });

  test('would not take a wrong word or a wrong value', () => {
    const config = builderConfig(OPTIONS);
    expect(problems({ ...config, asarIntegrity: true })).toContain('asarIntegrity');
    expect(problems({ ...config, nsis: { ...config.nsis, perMachine: 'yes' } })).toContain('perMachine');
  });
});

test('nothing is published, and nothing updates itself', () => {
  const config = builderConfig(SIGNED);
  expect(config.publish).toBeNull();
  expect(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).not.toContain(
    '"node_modules/electron-updater"',
  );
});

test('the asar keeps its integrity, and native code lies beside it', () => {
  expect(builderConfig(OPTIONS)).toMatchObject({
    asar: true,
    disableAsarIntegrity: false,
    asarUnpack: ['**/*.node'],
    files: ['package.json', 'build-info.json', 'out/**/*', 'node_modules/**/*'],
  });
});

test('Windows: per machine, without questions', () => {
  expect(builderConfig(OPTIONS).nsis).toMatchObject({
    perMachine: true,
    oneClick: false,
    allowToChangeInstallationDirectory: false,
    runAfterFinish: false,
  });
});

test('macOS: hardened runtime; what is to be signed stops when it cannot be', () => {
  expect(builderConfig(OPTIONS).mac).toMatchObject({
    hardenedRuntime: true,
    identity: null,
    notarize: false,
  });
  const { mac, win } = builderConfig(SIGNED);
  expect(mac).toMatchObject({ hardenedRuntime: true, forceCodeSigning: true, notarize: true });
  expect(mac).not.toHaveProperty('identity');
  expect(win).toMatchObject({ forceCodeSigning: true });
});

test('an AppImage says in its name that it is not the hardened channel, and never runs without the sandbox', () => {
  const { appImage, toolsets } = builderConfig(OPTIONS);
  expect(appImage?.artifactName).toContain('not-hardened');
  // With the old tools every AppImage would start with --no-sandbox.
  expect(toolsets?.appimage).toBe('1.0.3');
});

describe('entitlements', () => {
  const plist = readFileSync(join(ROOT, 'build/entitlements/mac.plist'), 'utf8');

  test('an unsigned build asks for V8’s memory and nothing else', () => {
    expect([...plist.matchAll(/<key>(.*)<\/key>/g)].map(([, key]) => key)).toEqual([
      'com.apple.security.cs.allow-jit',
    ]);
  });

  test('a signed one has the team’s group for Touch ID, the one that machine policy takes', () => {
    expect(keychainGroup('ABCDE12345')).toMatch(/^[A-Z0-9]{10}\.[A-Za-z0-9.-]+\.webauthn$/);
    expect(signedEntitlements(plist, 'ABCDE12345')).toMatch(
      /<array>\n {4}<string>ABCDE12345\.com\.latchkey\.agent\.webauthn<\/string>\n {2}<\/array>\n<\/dict>\n<\/plist>\n$/,
    );
  });

  test('a team that is none is refused', () => {
    expect(() => keychainGroup('</string>')).toThrow(TypeError);
  });
});
