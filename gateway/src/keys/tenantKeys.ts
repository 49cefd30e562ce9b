import { isForbidden } from '@appfactory/kube/errors';
import { ANNOTATION_TESTED, type KeyService, keySchema, LABEL_KEYS_CHANGE } from '@appfactory/resources/keys';
import type { Tenant } from '@appfactory/resources/tenant';
import { checkNamespace } from '../builds/buildName.ts';
import { Failed, invalid } from '../graphql/failure.ts';
import type { SecretText } from '../graphql/secretText.ts';
import { dropChange } from '../kube/dropChange.ts';
import { type Asker, may } from '../tenants/access.ts';
import { noTenant, type Tenants } from '../tenants/tenants.ts';
import { type KeyServiceUrls, type KeyTest, testKey } from './keyTests.ts';

/** Keys of services that a tenant has for all its released apps. They are set and removed, and never read. */
export class TenantKeys {
  readonly #tenants: Tenants;
  readonly #urls: KeyServiceUrls;

  constructor(tenants: Tenants, urls: KeyServiceUrls) {
    this.#tenants = tenants;
    this.#urls = urls;
  }

  /** Its owners. */
  mayChange(asker: Asker, { metadata }: Tenant): Promise<boolean> {
    return may(asker, metadata.name, { verb: 'update', resource: 'keys' });
  }

  /**
   * Asks the service, and keeps the key unless it is refused there.
   * @returns what the service said, and when the key was dropped
   * @throws Failed or ApiError when it is not kept
   */
  async set(asker: Asker, name: string, service: KeyService, key: SecretText): Promise<KeyTest & { at: Date }> {
    await this.#checkMayChange(asker, name);
    const parsed = keySchema.safeParse(key.reveal());
    if (!parsed.success) throw invalid(parsed.error, 'key');
    const test = await testKey(service, key.reveal(), this.#urls);
    if (test.result === 'refused') throw new Failed('INVALID', test.message, 'key');
    const set = [{ name: service, value: key }];
    return { ...test, at: await this.#drop(asker, name, set, [], { [ANNOTATION_TESTED]: test.result }) };
  }

  /** @throws Failed or ApiError when it stays */
  async remove(asker: Asker, name: string, service: KeyService): Promise<Date> {
    const tenant = await this.#checkMayChange(asker, name);
    if (!tenant.status?.keys?.some((one) => one.service === service)) {
      throw new Failed('INVALID', `"${name}" has no key of this service.`, 'service');
    }
    return this.#drop(asker, name, [], [service]);
  }

  async #checkMayChange(asker: Asker, name: string): Promise<Tenant> {
    const tenant = await this.#tenants.find(asker, checkNamespace(name));
    if (!tenant) throw noTenant(name, 'tenant');
    if (!(await this.mayChange(asker, tenant))) throw onlyOwners(name);
    return tenant;
  }

  async #drop(
    asker: Asker,
    name: string,
    set: { name: string; value: SecretText }[],
    remove: string[],
    annotations: Record<string, string> = {},
  ): Promise<Date> {
    try {
      return await dropChange(asker, { namespace: name, label: LABEL_KEYS_CHANGE, of: name, set, remove, annotations });
    } catch (error) {
      throw isForbidden(error) ? onlyOwners(name) : error;
    }
  }
}

function onlyOwners(name: string): Failed {
  return new Failed('FORBIDDEN', `Only an owner of "${name}" sets its keys.`, 'tenant');
}
