import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** Somebody whom the issuer knows. */
export interface Known {
  email: string;
  isVerified: boolean;
}

export interface TestIssuer {
  url: string;
  /** By subject, which is what they type to sign in there. */
  people: Map<string, Known>;
  /** The gateway's address, once it is known: where browsers may be sent back to. */
  allow(redirectUri: string): Promise<void>;
  /** Stops it, lets `meanwhile` happen, and starts it again. */
  away(meanwhile: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export const CLIENT = { id: 'app-factory', secret: 'a secret that the gateway has in a file, as long as it must be' };

/** A real OpenID Connect issuer on loopback, with its own pages for signing in and for consent. */
export async function startIssuer(): Promise<TestIssuer> {
  const people = new Map<string, Known>();
  let server: Server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const redirectUris = ['http://127.0.0.1:1/not-yet'];
  const makeProvider = () =>
    new Provider(url, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: redirectUris,
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      pkce: { required: () => true },
      cookies: { keys: ['for a test'] },
      findAccount: (_, sub) => {
        const known = people.get(sub);
        return (
          known && { accountId: sub, claims: () => ({ sub, email: known.email, email_verified: known.isVerified }) }
        );
      },
    });
  const listen = async (again: boolean) => {
    if (again) {
      server = createServer().listen(port, '127.0.0.1');
      await once(server, 'listening');
    }
    server.on('request', makeProvider().callback());
  };
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  await listen(false);
  return {
    url,
    people,
    async allow(redirectUri) {
      redirectUris.splice(0, redirectUris.length, redirectUri);
      await close();
      await listen(true);
    },
    async away(meanwhile) {
      await close();
      try {
        await meanwhile();
      } finally {
        await listen(true);
      }
    },
    stop: close,
  };
}
