import { isSlug, refusalRow, type Slug } from '../../../electron/contract/refusals.ts';
import { readAnswer } from './readable.ts';
import type { Session } from './session.ts';

/** A request that was refused, with what to tell the person. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly slug: Slug | undefined;
  readonly helpCode: string | undefined;
  readonly requestId: string | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(status: number, message: string, about: Partial<ApiFailure> = {}) {
    super(message);
    this.status = status;
    this.slug = about.slug;
    this.helpCode = about.slug === undefined ? undefined : refusalRow(about.slug).helpCode;
    this.requestId = about.requestId;
    this.retryAfter = about.retryAfter;
  }
}

interface ErrorBody {
  readonly error?: {
    readonly message?: string;
    readonly innerError?: Record<string, unknown>;
  };
}

/** Graph's error envelope, read without trusting it. */
async function readFailure(response: Response): Promise<ApiFailure> {
  const body = (await response.json().catch(() => ({}))) as ErrorBody;
  const inner = body.error?.innerError ?? {};
  const retry = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiFailure(response.status, body.error?.message ?? '', {
    slug: isSlug(inner.suberror) ? inner.suberror : undefined,
    requestId: typeof inner['request-id'] === 'string' ? inner['request-id'] : undefined,
    retryAfter: Number.isFinite(retry) ? retry : undefined,
  });
}

/** What openid-client throws where an answer asks for other authentication (RFC 6750 3): the answer is in it. */
function challenged(thrown: unknown): Response | undefined {
  const response =
    (thrown as { response?: unknown } | null)?.response ?? (thrown as { cause?: unknown })?.cause;
  return response instanceof Response ? response : undefined;
}

/** Requests to the directory, as whoever is signed in. Every one carries its token in a header; there are no cookies to forge. */
export class Api {
  readonly #session: Session;
  readonly #onEnded: () => void;

  constructor(session: Session, onEnded: () => void) {
    this.#session = session;
    this.#onEnded = onEnded;
  }

  /** @throws ApiFailure; status 0 where the directory did not answer */
  async send(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await this.#exchange(method, path, body);
    if (response.ok) return response;
    const failure = await readFailure(response);
    // A sign-in that is over is a state of the page, not of one request.
    if (response.status === 401 && failure.slug === 'token_invalid') this.#onEnded();
    throw failure;
  }

  async #exchange(method: string, path: string, body: unknown): Promise<Response> {
    try {
      return await this.#session.send(method, path, body);
    } catch (thrown) {
      const response = challenged(thrown);
      if (response) return response;
      throw new ApiFailure(0, 'The directory does not answer.');
    }
  }

  async get<T>(path: string): Promise<T> {
    return readAnswer<T>(await (await this.send('GET', path)).text());
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    return readAnswer<T>(await (await this.send('POST', path, body)).text());
  }

  async patch(path: string, body: unknown): Promise<void> {
    await this.send('PATCH', path, body);
  }

  async remove(path: string): Promise<void> {
    await this.send('DELETE', path);
  }
}
