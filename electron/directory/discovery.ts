import { Refusal } from '../contract/refusal.ts';
import { Discovery } from '../contract/wire/discovery.ts';
import type { Answer } from './answer.ts';
import type { Deadline } from './deadline.ts';
import type { Doorway } from './http.ts';
import { readShape } from './read-body.ts';
import { readRefusal } from './read-refusal.ts';

/** Where the directory's parts are, base addresses without a slash at the end. */
export interface Endpoints {
  readonly challenge: string;
  readonly token: string;
  readonly registration: string;
  readonly graph: string;
  readonly provisioning: string;
}

/** Asks the directory who it is (OpenID Connect Discovery 1.0, 4.1). */
export async function discoveryRequest(
  doorway: Doorway,
  directoryUrl: string,
  deadline?: Deadline,
): Promise<Answer> {
  const url = `${withoutSlash(directoryUrl)}/.well-known/openid-configuration`;
  return await doorway.call({ method: 'GET', url, proof: false, idempotent: true, deadline });
}

/**
 * Reads the answer. Pure. The issuer must be the address that was configured (OpenID Connect Discovery 1.0, 4.3), and every
 * endpoint must lie on its origin: a document is no reason to send a pass elsewhere.
 * @throws Refusal directory_incompatible, and what the directory itself refused with
 */
export function readDiscovery(answer: Answer, directoryUrl: string): Endpoints {
  if (answer.status !== 200) throw readRefusal(answer);
  const document = readShape(answer, Discovery);
  if (withoutSlash(document.issuer) !== withoutSlash(directoryUrl)) {
    throw new Refusal('directory_incompatible', { detail: `The issuer is ${document.issuer}` });
  }
  const origin = new URL(directoryUrl).origin;
  const here = (url: string) => {
    if (new URL(url).origin === origin) return withoutSlash(url);
    throw new Refusal('directory_incompatible', { detail: `An endpoint lies elsewhere: ${url}` });
  };
  return {
    challenge: here(document.authorization_challenge_endpoint),
    token: here(document.token_endpoint),
    registration: here(document.device_registration_endpoint),
    graph: here(document.graph_endpoint),
    provisioning: here(document.provisioning_endpoint),
  };
}

/** The endpoints: asked for once, and again only when somebody wants to know whether the directory is still there. */
export class DirectoryMap {
  readonly #doorway: Doorway;
  readonly #directoryUrl: string;
  #known: Endpoints | null = null;

  constructor(doorway: Doorway, directoryUrl: string) {
    this.#doorway = doorway;
    this.#directoryUrl = directoryUrl;
  }

  async get(deadline?: Deadline): Promise<Endpoints> {
    return this.#known ?? (await this.refresh(deadline));
  }

  async refresh(deadline?: Deadline): Promise<Endpoints> {
    const answer = await discoveryRequest(this.#doorway, this.#directoryUrl, deadline);
    this.#known = readDiscovery(answer, this.#directoryUrl);
    return this.#known;
  }
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
