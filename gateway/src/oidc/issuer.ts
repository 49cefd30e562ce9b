import { readFile } from 'node:fs/promises';
import * as openid from 'openid-client';

export interface OidcConfig {
  /** For example https://accounts.example. Plain http is for an issuer on loopback. */
  issuer: string;
  clientId: string;
  /** Path of a file with the client's secret; left out: a public client. */
  clientSecretFile?: string;
  /** How the secret is shown to the issuer, as the client is registered there. */
  clientAuth: 'client_secret_basic' | 'client_secret_post';
  /** What people call it; on the button. */
  name: string;
}

/** What a browser keeps between going to the issuer and coming back. */
export interface Pending {
  state: string;
  nonce: string;
  /** Of PKCE (RFC 7636). */
  verifier: string;
  /** Path to go to at the end. */
  to: string;
}

/** Whom the issuer has signed in. */
export interface Identity {
  issuer: string;
  subject: string;
  /** Only one that the issuer has verified. */
  email?: string;
}

/** Why nobody was signed in; the words for people are the pages' (docs/gateway.md). */
export type OidcProblem =
  | 'oidc-denied'
  | 'oidc-expired'
  | 'oidc-away'
  | 'oidc-failed'
  | 'oidc-unverified'
  | 'oidc-unknown';

export class OidcFailed extends Error {
  override readonly name = 'OidcFailed';
  readonly problem: OidcProblem;

  constructor(problem: OidcProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

const SCOPE = 'openid email profile';
/** Seconds for an answer of the issuer. */
const PATIENCE = 10;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Signs people in at an OpenID Connect issuer: the authorization code flow with PKCE, state and nonce. */
export class Issuer {
  readonly #config: OidcConfig;
  /** Found at the first sign-in: an issuer that is away keeps nobody from starting. */
  #found: Promise<openid.Configuration> | undefined;

  constructor(config: OidcConfig) {
    this.#config = config;
  }

  get name(): string {
    return this.#config.name;
  }

  /** Where to send the browser, and what it must bring back. @throws OidcFailed */
  async begin(redirectUri: string, to: string): Promise<{ url: URL; pending: Pending }> {
    const configuration = await this.#configuration();
    const pending: Pending = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier: openid.randomPKCECodeVerifier(),
      to,
    };
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: SCOPE,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    return { url, pending };
  }

  /** @param url that the browser came back to, with what the issuer says @throws OidcFailed */
  async finish(url: URL, { state, nonce, verifier }: Pending): Promise<Identity> {
    // Said here, since it has a cure: beginning again.
    if (url.searchParams.get('state') !== state) throw new OidcFailed('oidc-expired', 'the state is another one');
    const configuration = await this.#configuration();
    try {
      const tokens = await openid.authorizationCodeGrant(configuration, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new OidcFailed('oidc-failed', 'there is no ID token');
      const { iss: issuer, sub: subject } = claims;
      // Many issuers tell the e-mail at their userinfo endpoint alone.
      const person =
        claims.email !== undefined || !configuration.serverMetadata().userinfo_endpoint
          ? claims
          : await openid.fetchUserInfo(configuration, tokens.access_token, subject);
      const { email, email_verified: isVerified } = person;
      return { issuer, subject, email: typeof email === 'string' && isVerified === true ? email : undefined };
    } catch (error) {
      throw failureOf(error);
    }
  }

  async #configuration(): Promise<openid.Configuration> {
    this.#found ??= this.#discover();
    try {
      return await this.#found;
    } catch (error) {
      this.#found = undefined;
      throw failureOf(error);
    }
  }

  async #discover(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecretFile, clientAuth } = this.#config;
    const secret = clientSecretFile && (await readFile(clientSecretFile, 'utf8')).trim();
    const server = new URL(issuer);
    const auth = !secret
      ? openid.None()
      : clientAuth === 'client_secret_post'
        ? openid.ClientSecretPost(secret)
        : openid.ClientSecretBasic(secret);
    return openid.discovery(server, clientId, undefined, auth, {
      timeout: PATIENCE,
      execute: server.protocol === 'http:' && LOOPBACK.has(server.hostname) ? [openid.allowInsecureRequests] : [],
    });
  }
}

/** Errors of the library and of the network, as what somebody can do about them. */
function failureOf(error: unknown): OidcFailed {
  if (error instanceof OidcFailed) return error;
  const message = error instanceof Error ? error.message : String(error);
  const problem = ((): OidcProblem => {
    if (error instanceof openid.AuthorizationResponseError) {
      return error.error === 'access_denied' ? 'oidc-denied' : 'oidc-failed';
    }
    // The code was used, or is too old.
    if (error instanceof openid.ResponseBodyError && error.error === 'invalid_grant') return 'oidc-expired';
    return isAway(error) ? 'oidc-away' : 'oidc-failed';
  })();
  return new OidcFailed(problem, message, { cause: error });
}

/** The library and fetch each wrap what the network said; what an issuer answered is a cause, too. */
function isAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, status, cause } = error as { code?: unknown; status?: unknown; cause?: unknown };
  if (/^(OAUTH_TIMEOUT|ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|UND_ERR_\w+)$/.test(String(code))) return true;
  return (typeof status === 'number' && status >= 500) || isAway(cause);
}
