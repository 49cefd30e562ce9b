import type { ServerResponse } from 'node:http';
import { SESSION_TIME } from '../accounts/accounts.ts';
import { sessionCookie } from './cookies.ts';

/** Gives a browser its session, or takes it away. */
export class SignInCookie {
  readonly #secure: boolean;

  /** @param secure people reach the gateway by https. */
  constructor(secure: boolean) {
    this.#secure = secure;
  }

  set(response: ServerResponse, secret: string): void {
    response.setHeader('set-cookie', sessionCookie(secret, { secure: this.#secure, maxAge: SESSION_TIME }));
  }

  /** Whether cookies of this gateway are for https alone. */
  get isSecure(): boolean {
    return this.#secure;
  }

  clear(response: ServerResponse): void {
    response.setHeader('set-cookie', sessionCookie(undefined, { secure: this.#secure, maxAge: 0 }));
  }
}
