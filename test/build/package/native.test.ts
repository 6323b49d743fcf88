import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nativeKind } from '../../../build/package/native.ts';

function header(write: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(256);
  write(bytes);
  return bytes;
}

test('the Node that runs this is what it says', () => {
  const kind = nativeKind(readFileSync(process.execPath).subarray(0, 4096));
  expect(kind).toEqual({ platform: process.platform, arch: process.arch });
});

test('Mach-O and PE, by their headers', () => {
  const mach = header((bytes) => {
    bytes.writeUInt32LE(0xfeedfacf, 0);
    bytes.writeUInt32LE(0x0100000c, 4);
  });
  const pe = header((bytes) => {
    bytes.write('MZ', 0, 'latin1');
    bytes.writeUInt32LE(0x80, 0x3c);
    bytes.write('PE\0\0', 0x80, 'latin1');
    bytes.writeUInt16LE(0x8664, 0x84);
  });
  expect(nativeKind(mach)).toEqual({ platform: 'darwin', arch: 'arm64' });
  expect(nativeKind(pe)).toEqual({ platform: 'win32', arch: 'x64' });
});

test('what is no native library, too short, or lies about its header, is none', () => {
  expect(nativeKind(Buffer.from('#!/bin/sh\n'.repeat(20)))).toBeNull();
  expect(nativeKind(Buffer.alloc(3))).toBeNull();
  expect(
    nativeKind(
      header((bytes) => bytes.write('MZ', 0, 'latin1').toString() && bytes.writeUInt32LE(0xffffff, 0x3c)),
    ),
  ).toBeNull();
});
