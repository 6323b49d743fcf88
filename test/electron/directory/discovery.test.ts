import { afterEach, describe, expect, test } from 'vitest';
import type { Refusal } from '../../../electron/contract/refusal.ts';
import { DirectoryMap, readDiscovery } from '../../../electron/directory/discovery.ts';
import { doorwayTo, type FakeDirectory, json, startFakeDirectory } from './fake-directory.ts';

const URL_GIVEN = 'https://directory.example:8443';
const document = (root = URL_GIVEN) => ({
  issuer: root,
  token_endpoint: `${root}/oauth2/token`,
  jwks_uri: `${root}/oauth2/jwks`,
  authorization_challenge_endpoint: `${root}/oauth2/authorize-challenge`,
  device_registration_endpoint: `${root}/registration/v1`,
  graph_endpoint: `${root}/`,
  provisioning_endpoint: `${root}/provisioning/v1/`,
});
const answer = (body: unknown, status = 200) => ({
  status,
  mediaType: 'application/json',
  text: JSON.stringify(body),
  challenge: '',
});

function slugOf(body: unknown, url = URL_GIVEN): string {
  try {
    readDiscovery(answer(body), url);
    return 'nothing';
  } catch (error) {
    return (error as Refusal).slug;
  }
}

describe('readDiscovery', () => {
  test('gives the addresses, without slashes at their ends', () => {
    expect(readDiscovery(answer({ ...document(), more: 1 }), `${URL_GIVEN}/`)).toEqual({
      challenge: `${URL_GIVEN}/oauth2/authorize-challenge`,
      token: `${URL_GIVEN}/oauth2/token`,
      registration: `${URL_GIVEN}/registration/v1`,
      graph: URL_GIVEN,
      provisioning: `${URL_GIVEN}/provisioning/v1`,
    });
  });

  test('another issuer is not our directory', () => {
    expect(slugOf({ ...document(), issuer: 'https://evil.example' })).toBe('directory_incompatible');
  });

  test.each([
    'token_endpoint',
    'authorization_challenge_endpoint',
    'graph_endpoint',
    'provisioning_endpoint',
  ])('a %s elsewhere is refused: passes and tokens would go there', (name) => {
    expect(slugOf({ ...document(), [name]: 'https://evil.example/x' })).toBe('directory_incompatible');
    expect(slugOf({ ...document(), [name]: 'http://directory.example:8443/x' })).toBe(
      'directory_incompatible',
    );
  });

  test('a member that is missing is refused', () => {
    expect(slugOf({ ...document(), graph_endpoint: undefined })).toBe('directory_incompatible');
  });
});

describe('the map', () => {
  let directory: FakeDirectory | undefined;
  afterEach(() => directory?.close());

  test('asks once, again when told to, and does not remember a failure', async () => {
    const at = await startFakeDirectory((_seen, response, count) =>
      count === 1 ? json(response, 500, {}) : json(response, 200, document(at.url)),
    );
    directory = at;
    const map = new DirectoryMap((await doorwayTo(at)).doorway, at.url);
    await expect(map.get()).rejects.toMatchObject({ slug: 'directory_failed' });
    await map.get();
    await map.get();
    expect(at.seen).toHaveLength(2);
    await map.refresh();
    expect(at.seen).toHaveLength(3);
  });
});
