import { describe, expect, test } from 'vitest';
import { RegisterPasskeyRequest } from '../../../electron/contract/wire/passkey.ts';
import { readRegistered, registerBody } from '../../../electron/directory/enrolment.ts';
import { readAccepted } from '../../../electron/directory/report.ts';

const answer = (status: number, body: unknown = {}) => ({
  status,
  mediaType: 'application/json',
  text: JSON.stringify(body),
  challenge: '',
});

describe('the registration', () => {
  test('is sent with what Graph knows and nothing more', () => {
    const registration = {
      id: 'AQ',
      rawId: 'AQ',
      type: 'public-key' as const,
      authenticatorAttachment: 'platform',
      response: { clientDataJSON: 'AQ', attestationObject: 'AQ', transports: ['internal'] },
      clientExtensionResults: { credProps: { rk: true } },
    };
    const body = registerBody(registration, 'This laptop');
    expect(RegisterPasskeyRequest.safeParse(body).success).toBe(true);
    expect(Object.keys(body.publicKeyCredential)).toEqual(['id', 'response', 'clientExtensionResults']);
    expect(Object.keys(body.publicKeyCredential.response)).toEqual(['clientDataJSON', 'attestationObject']);
  });

  test.each([200, 201])('is there with %i', (status) => {
    const method = {
      '@odata.type': '#x',
      id: 'm-1',
      displayName: 'd',
      createdDateTime: 't',
      state: 'provisional',
    };
    expect(readRegistered(answer(status, method)).id).toBe('m-1');
  });
});

describe('the report', () => {
  test.each([200, 201, 202, 204])('is taken with %i', (status) => {
    expect(() => readAccepted(answer(status))).not.toThrow();
  });

  test.each([
    [409, 'conflict'],
    [429, 'throttled'],
    [500, 'directory_failed'],
  ])('is refused with %i', (status, slug) => {
    expect(() => readAccepted(answer(status))).toThrow(expect.objectContaining({ slug }));
  });
});
