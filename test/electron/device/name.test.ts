import { describe, expect, test } from 'vitest';
import { nameFromTemplate } from '../../../electron/device/name.ts';

const FACTS = { serialNumber: 'PF-4TX9Q2', keyThumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs' };

describe('nameFromTemplate', () => {
  test.each([
    ['%SERIAL%', 'PF-4TX9Q2'],
    ['LK-%SERIAL%', 'LK-PF-4TX9Q2'],
    ['lk-%serial%', 'lk-PF-4TX9Q2'],
    ['FRONTDESK', 'FRONTDESK'],
    ['A NAME_WITH (SIGNS)', 'ANAMEWITHSIGNS'],
    // The serial number gives way and keeps its end.
    ['CONTOSO-%SERIAL%', 'CONTOSO-4TX9Q2'],
    ['AVERYLONGPREFIX-%SERIAL%', 'AVERYLONGPREFIX'],
  ])('%s becomes %s', (template, name) => expect(nameFromTemplate(template, FACTS)).toBe(name));

  test('random digits are the same for the same key and differ for another', () => {
    const name = nameFromTemplate('LK-%RAND:6%', FACTS);
    expect(name).toMatch(/^LK-\d{6}$/);
    expect(nameFromTemplate('LK-%RAND:6%', FACTS)).toBe(name);
    expect(nameFromTemplate('LK-%RAND:6%', { ...FACTS, keyThumbprint: 'x' })).not.toBe(name);
  });

  test.each([
    '%SERIAL%',
    '%RAND:15%',
    '%RAND:99%',
    '%RAND:0%',
    '---',
    '%%%',
    'x'.repeat(64),
    '%SERIAL%%SERIAL%',
  ])('%s gives a name that every system takes', (template) => {
    for (const serialNumber of ['PF4TX9Q2', '123456789012345678', '--', 'ÄÖÜ', '/'.repeat(40)]) {
      const name = nameFromTemplate(template, { ...FACTS, serialNumber });
      expect(name).toMatch(/^(?!\d+$)[A-Za-z0-9]([A-Za-z0-9-]{0,13}[A-Za-z0-9])?$/);
    }
  });
});
