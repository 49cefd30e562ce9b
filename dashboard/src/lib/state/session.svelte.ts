import { ask } from '#lib/api/client.ts';
import { resultOf } from '#lib/api/errors.ts';
import { SignInMutation, SignOutMutation, type Viewer, ViewerQuery } from '#lib/api/queries/account.ts';

/** Who is signed in on this browser. */
class Session {
  viewer = $state.raw<Viewer | undefined>();

  /** Looks who is signed in. @throws AskError when the gateway does not answer */
  async load(): Promise<Viewer | undefined> {
    this.viewer ??= (await ask(ViewerQuery, {})).viewer ?? undefined;
    return this.viewer;
  }

  /** @throws AskError with the field that is wrong */
  async signIn(name: string, password: string): Promise<void> {
    this.viewer = resultOf((await ask(SignInMutation, { name, password })).signIn);
  }

  async signOut(): Promise<void> {
    await ask(SignOutMutation, {});
    this.viewer = undefined;
  }

  /** The session has ended elsewhere. */
  forget() {
    this.viewer = undefined;
  }
}

export const session = new Session();
