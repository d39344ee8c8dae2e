// A client of the API for Node 18+ and browsers; it needs nothing but fetch().
//
// A page in a browser cannot keep a secret: whoever opens it can read the client secret. Use this there only with
// credentials that the user typed in. Elsewhere, let your server get the token.

/** Refresh this early, so that a token does not expire on its way to the API. */
const EARLY_SECONDS = 60;
const MAX_TRIES = 3;
/** RFC 6750 §2.1. Anything else would not go into a header, and the complaint of fetch() would quote it. */
const BEARER_TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;
const ANSWER_MILLISECONDS = 30_000;

/**
 * The API refused the request or did not answer.
 *
 * 400: the request is wrong; show the message, do not retry.
 * 401: the credentials are wrong.
 * 429: too many requests; retryAfter says how many seconds to wait.
 */
export class ApiError extends Error {
  /**
   * @param {number} status the HTTP status, 0 if there was no answer
   * @param {string} code such as "invalid_client"
   */
  constructor(status, code, message, retryAfter = null) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  static refused({ status, body, retryAfter }) {
    let code = body?.data?.error;
    let message = body?.message;
    if (typeof code !== 'string' || typeof message !== 'string') {
      // The raw body stays out of the message: it could hold anything, tokens included.
      code = 'unexpected_answer';
      message = 'The answer is not what the API sends';
    }
    return new ApiError(status, code, message, status === 429 ? retryAfter : null);
  }
}

export class ApiClient {
  #url;
  #clientId;
  #clientSecret;
  #scope;
  #sleep;
  #now;
  #tokens = null;
  #pending = null;

  /**
   * @param {string} url the API's base address, without /oauth/token
   * @param {string} clientId
   * @param {string} clientSecret
   * @param {string} scope such as "read write"
   * @param {object} [options]
   * @param {(seconds: number) => Promise<void>} [options.sleep] waits after a 429
   * @param {() => number} [options.now] the time in seconds
   */
  constructor(url, clientId, clientSecret, scope, { sleep = sleepSeconds, now = () => Date.now() / 1000 } = {}) {
    this.#url = url.replace(/\/+$/, '');
    this.#clientId = clientId;
    this.#clientSecret = clientSecret;
    this.#scope = scope;
    this.#sleep = sleep;
    this.#now = now;
  }

  /** A bearer token that is good for another minute at least. */
  async token() {
    return (await this.tokens()).accessToken;
  }

  /** The same with its tokenType, expiresIn, scope and the server's message. */
  async tokens() {
    if (this.#tokens && this.#now() < this.#tokens.freshUntil) {
      return this.#tokens;
    }
    // Calls that come while a request is under way share its answer.
    this.#pending ??= this.#renew().finally(() => { this.#pending = null; });
    return this.#pending;
  }

  /**
   * Requests a resource. The URL gets the bearer token, so pass only your API's.
   *
   * Throws an ApiError on 400, on a second 401, on a third 429, and if there is no answer.
   *
   * @param {string} url
   * @returns {Promise<{status: number, body: any}>} the body parsed if it is JSON, else the text
   */
  async get(url) {
    const token = await this.token();
    let response = await this.#getWithBearer(url, token);
    if (response.status === 401) {
      // Expired by the server's clock, or revoked: one new token, then give up.
      if (this.#tokens?.accessToken === token) {
        this.#tokens = null;
      }
      response = await this.#getWithBearer(url, await this.token());
    }
    if ([400, 401, 429].includes(response.status)) {
      throw ApiError.refused(response);
    }
    return { status: response.status, body: response.body };
  }

  async #renew() {
    this.#tokens = (await this.#refresh()) ?? (await this.#issue());
    return this.#tokens;
  }

  #issue() {
    return this.#requestToken({ grant_type: 'client_credentials', scope: this.#scope });
  }

  /** Null if there is nothing to refresh or the server no longer takes the refresh token. */
  async #refresh() {
    // The refresh token is reusable: keep the first one and ignore those in later answers.
    const first = this.#tokens?.refreshToken;
    if (!first) {
      return null;
    }
    try {
      return await this.#requestToken({ grant_type: 'refresh_token', refresh_token: first }, first);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        return null;
      }
      throw error;
    }
  }

  async #requestToken(parameters, firstRefreshToken = null) {
    const requestedAt = this.#now();
    const response = await this.#sendPatiently(`${this.#url}/oauth/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ ...parameters, client_id: this.#clientId, client_secret: this.#clientSecret }),
    });
    const data = response.body?.data;
    if (response.status !== 200 || !BEARER_TOKEN.test(data?.access_token ?? '') || !Number.isInteger(data.expires_in)) {
      throw ApiError.refused(response);
    }
    return Object.freeze({
      accessToken: data.access_token,
      refreshToken: firstRefreshToken ?? data.refresh_token ?? null,
      tokenType: data.token_type,
      expiresIn: data.expires_in,
      scope: data.scope,
      message: response.body.message,
      freshUntil: requestedAt + data.expires_in - EARLY_SECONDS,
    });
  }

  #getWithBearer(url, token) {
    return this.#sendPatiently(url, { headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' } });
  }

  /** Sends again after a 429, but not for ever: the third one is returned. */
  async #sendPatiently(url, options) {
    let response = await send(url, options);
    for (let tries = 1; response.status === 429 && tries < MAX_TRIES; tries++) {
      await this.#sleep(response.retryAfter);
      response = await send(url, options);
    }
    return response;
  }
}

/** Sends one request and returns whatever the status is. */
async function send(url, options) {
  try {
    const response = await fetch(url, {
      ...options,
      redirect: 'manual', // a redirect would carry the secret along
      cache: 'no-store',
      credentials: 'omit', // no cookies: the token is all that counts
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    return { status: response.status, body: parse(await response.text()), retryAfter: retryAfter(response) };
  } catch (failure) {
    // Node hides the reason in the cause.
    throw new ApiError(0, 'no_answer', failure.cause?.message || failure.cause?.code || failure.message);
  }
}

/** Seconds to wait after a 429; 1 where the server names none, or hides the header from other origins (CORS). */
function retryAfter(response) {
  const header = response.headers.get('Retry-After') ?? '';
  return /^\d+$/.test(header) ? Number(header) : 1;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function sleepSeconds(seconds) {
  return new Promise((resolve) => { setTimeout(resolve, seconds * 1000); });
}
