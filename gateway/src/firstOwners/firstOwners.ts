import type { KubeClient } from '@appfactory/kube/client';
import { isForbidden } from '@appfactory/kube/errors';
import { SECRETS } from '@appfactory/kube/resources';
import { LABEL_APPBUILD, LABEL_MANAGED_BY, MANAGED_BY } from '@appfactory/resources/meta';
import { checkName, checkNamespace } from '../builds/buildName.ts';
import { Failed } from '../graphql/failure.ts';
import { type Asker, may } from '../tenants/access.ts';

/** How somebody signs in to a released app for the first time. */
export interface FirstOwner {
  email: string;
  password: string;
}

/**
 * The first owners of released apps. Nobody reads Secrets through the gateway but these: the API server says whether whoever asks may (as
 * them), and the operator lets the gateway read exactly this Secret of each app.
 */
export class FirstOwners {
  readonly #own: KubeClient;

  /** @param own the gateway itself */
  constructor(own: KubeClient) {
    this.#own = own;
  }

  /** @throws Failed when they may not, or there is no such app, or nobody to tell of yet */
  async of(asker: Asker, input: { namespace: string; name: string }): Promise<FirstOwner> {
    const ref = { namespace: checkNamespace(input.namespace), name: checkName(input.name) };
    const release = await asker.kube.releases.find(ref);
    if (!release) {
      throw new Failed('NOT_FOUND', `There is no released app "${ref.name}" in namespace "${ref.namespace}".`, 'name');
    }
    const { appBuild } = release.spec;
    if (!(await may(asker, ref.namespace, { verb: 'get', resource: 'appowners', name: appBuild }))) {
      throw new Failed(
        'FORBIDDEN',
        `Only members and owners of "${ref.namespace}" see how the first owner of its apps signs in.`,
        'namespace',
      );
    }
    const found = await this.#read(ref.namespace, appBuild);
    if (!found) {
      throw new Failed('NOT_FOUND', 'The first owner of this app cannot be read: it was made in another way.', 'name');
    }
    return found;
  }

  async #read(namespace: string, appBuild: string): Promise<FirstOwner | undefined> {
    try {
      const secret = await this.#own.find(SECRETS, { namespace, name: `${appBuild}-owner` });
      const { [LABEL_APPBUILD]: of, [LABEL_MANAGED_BY]: by } = secret?.metadata.labels ?? {};
      const { email, password } = secret?.data ?? {};
      // Of this name there may be somebody else's Secret.
      if (of !== appBuild || by !== MANAGED_BY || email === undefined || password === undefined) return undefined;
      const text = (base64: string) => Buffer.from(base64, 'base64').toString('utf8');
      return { email: text(email), password: text(password) };
    } catch (error) {
      // The operator has let it read none of this name.
      if (isForbidden(error)) return undefined;
      throw error;
    }
  }
}
