import { describe, expect, test } from 'vitest';
import { classifyNetworkError } from '../../../electron/network/classify-error.ts';

function coded(code: string, more: object = {}): Error {
  return Object.assign(new Error(code), { code, ...more });
}

describe('classifyNetworkError', () => {
  test.each([
    ['ENOTFOUND', 'name_not_resolved'],
    ['EAI_AGAIN', 'name_not_resolved'],
    ['ENETUNREACH', 'link_down'],
    ['ENETDOWN', 'link_down'],
    ['EADDRNOTAVAIL', 'link_down'],
    ['ECONNREFUSED', 'directory_unreachable'],
    ['ECONNRESET', 'directory_unreachable'],
    ['EHOSTUNREACH', 'directory_unreachable'],
    ['ETIMEDOUT', 'directory_unreachable'],
    ['EPIPE', 'directory_unreachable'],
    ['ERR_GOT_REQUEST_ERROR', 'directory_unreachable'],
    ['CERT_NOT_YET_VALID', 'clock_wrong'],
    ['CERT_HAS_EXPIRED', 'clock_wrong'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate_untrusted'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate_untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate_untrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate_untrusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate_wrong_name'],
    ['CERT_SIGNATURE_FAILURE', 'certificate_untrusted'],
    ['CERT_REVOKED', 'certificate_untrusted'],
    ['INVALID_PURPOSE', 'certificate_untrusted'],
    ['EPROTO', 'directory_incompatible'],
    ['HPE_INVALID_CONSTANT', 'directory_incompatible'],
  ])('%s is %s', (code, slug) => {
    expect(classifyNetworkError(coded(code))).toEqual({ slug, code });
  });

  test.each([
    ['ECONNREFUSED', 'proxy_unreachable'],
    ['ENOTFOUND', 'proxy_unreachable'],
    ['ECONNRESET', 'directory_unreachable'],
    ['CERT_HAS_EXPIRED', 'clock_wrong'],
  ])('behind a proxy %s is %s', (code, slug) => {
    expect(classifyNetworkError(coded(code), true).slug).toBe(slug);
  });

  test('a proxy’s own refusal is told by its status', () => {
    const tunnel = (statusCode: number) =>
      classifyNetworkError(coded('ERR_PROXY_TUNNEL', { statusCode }), true);
    expect(tunnel(407)).toEqual({ slug: 'proxy_password_wanted', code: 'ERR_PROXY_TUNNEL 407' });
    expect(tunnel(403).slug).toBe('proxy_refused');
  });

  test('looks behind a wrapper', () => {
    const thrown = coded('ERR_GOT_REQUEST_ERROR', { cause: coded('CERT_HAS_EXPIRED') });
    expect(classifyNetworkError(thrown)).toEqual({ slug: 'clock_wrong', code: 'CERT_HAS_EXPIRED' });
  });

  test('of several addresses the more telling failure wins', () => {
    const tried = new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]);
    expect(classifyNetworkError(tried).slug).toBe('link_down');
  });

  test.each([undefined, null, 'text', 7, {}, new Error('no code'), coded('has spaces and secrets')])(
    'anything else is nobody answering: %s',
    (thrown) => {
      expect(classifyNetworkError(thrown)).toEqual({ slug: 'directory_unreachable', code: 'unknown' });
    },
  );

  test('a chain that bites its tail ends', () => {
    const thrown: { cause?: unknown } = {};
    thrown.cause = thrown;
    expect(classifyNetworkError(thrown).slug).toBe('directory_unreachable');
  });
});
