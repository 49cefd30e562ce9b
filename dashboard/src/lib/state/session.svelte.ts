import { showBrand } from '#lib/agency/showBrand.ts';
import { ask } from '#lib/api/client.ts';
import { resultOf } from '#lib/api/errors.ts';
import { SignInMutation, SignOutMutation, type Viewer, ViewerQuery } from '#lib/api/queries/account.ts';

/** Who is signed in on this browser. */
class Session {
  viewer = $state.raw<Viewer | undefined>();

  /** Looks who is signed in. @throws AskError when the gateway does not answer */
  async load(): Promise<Viewer | undefined> {
    if (!this.viewer) await this.refresh();
    return this.viewer;
  }

  /** Looks again: what their tenant looks like may have been changed. @throws AskError */
  async refresh(): Promise<void> {
    this.#set((await ask(ViewerQuery, {})).viewer ?? undefined);
  }

  /** @throws AskError with the field that is wrong */
  async signIn(name: string, password: string): Promise<void> {
    this.#set(resultOf((await ask(SignInMutation, { name, password })).signIn));
  }

  async signOut(): Promise<void> {
    await ask(SignOutMutation, {});
    this.#set(undefined);
  }

  /** The session has ended elsewhere. */
  forget() {
    this.#set(undefined);
  }

  #set(viewer: Viewer | undefined) {
    this.viewer = viewer;
    showBrand(viewer?.whiteLabel);
  }
}

export const session = new Session();
