import { SIGN_IN_PATH } from './signIn.controller.ts';

/** Addresses at which people sign in by a secret. */
export class SignInLinks {
  /** Where people reach the gateway; known once it listens. */
  base = '';

  of(secret: string): string {
    return `${this.base}${SIGN_IN_PATH}?link=${secret}`;
  }
}
