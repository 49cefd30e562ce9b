import { ConnectError } from './connect/error.ts';

/**
 * The sandbox has one user, and everything runs as it. A call may name that user, its uid, or E2B's default name `user`;
 * any other name is refused rather than run with other rights than were asked for. `root` is therefore refused unless
 * the daemon is root.
 */
export class OnlyUser {
  readonly #names: ReadonlySet<string>;
  readonly #name: string;

  constructor(identity: { username: string; uid: number }) {
    this.#name = identity.username;
    this.#names = new Set(['user', identity.username, String(identity.uid), ...(identity.uid === 0 ? ['root'] : [])]);
  }

  /** Throws invalid_argument when `name` is given and is not the sandbox's user. */
  check(name: string | undefined): void {
    if (!name || this.#names.has(name)) return;
    throw new ConnectError(
      'invalid_argument',
      `The user "${name}" does not exist: this sandbox runs everything as one unprivileged user, "${this.#name}". Leave the user out.`,
    );
  }

  /** Checks the user of an RPC, which the SDK sends as basic authentication with an empty password. */
  checkHeader(authorization: string | undefined): void {
    if (!authorization?.startsWith('Basic ')) return;
    this.check(Buffer.from(authorization.slice('Basic '.length), 'base64').toString('utf8').split(':')[0]);
  }
}
