import { KEY_SERVICE_NAMES, KEY_SERVICES, type KeyService } from '@appfactory/resources/keys';
import { Inject } from '@nestjs/common';
import {
  Field,
  InputType,
  Mutation,
  ObjectType,
  Parent,
  ResolveField,
  Resolver,
  registerEnumType,
} from '@nestjs/graphql';
import { Done, DoneResult } from '../accounts/accounts.resolver.ts';
import type { Person } from '../accounts/person.ts';
import { OFFERS } from '../environment/offers.ts';
import { Arg } from '../graphql/arg.ts';
import { Kube, Me } from '../graphql/context.ts';
import { type Failure, orFailure, resultType } from '../graphql/failure.ts';
import { type SecretText, SecretTextType } from '../graphql/secretText.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { Tenant } from '../tenants/tenant.ts';
import type { KeyTest } from './keyTests.ts';
import { TenantKeys } from './tenantKeys.ts';

const KeyServices = Object.fromEntries(KEY_SERVICE_NAMES.map((name) => [name, name]));
registerEnumType(KeyServices, { name: 'KeyService', description: 'Whose key a tenant may have.' });

const TestResults = { ok: 'ok', unreachable: 'unreachable' };
registerEnumType(TestResults, {
  name: 'KeyTestResult',
  description:
    'ok: the service knows the key. unreachable: nobody knows, since the platform did not reach the service.',
});

@ObjectType({ description: 'A service of which a tenant may have a key, and what is known of the key.' })
export class TenantKey {
  @Field(() => KeyServices)
  service!: KeyService;

  @Field(() => String)
  title!: string;

  @Field(() => String, { description: 'The environment variable by which released apps get it.' })
  variable!: string;

  @Field(() => String, { description: 'What apps do without.' })
  without!: string;

  @Field(() => String, { description: 'What changes.' })
  upgrade!: string;

  @Field(() => String, { description: 'Where keys are made.' })
  href!: string;

  @Field(() => Boolean)
  isSet!: boolean;

  @Field(() => String, { nullable: true, description: 'Its last four characters; nothing more of it is ever shown.' })
  lastFour?: string;

  @Field(() => TestResults, { nullable: true, description: 'What the service said of it when it was set.' })
  tested?: 'ok' | 'unreachable';

  @Field(() => String, { nullable: true })
  setAt?: string;

  @Field(() => String, { nullable: true })
  setBy?: string;
}

@InputType()
export class SetKeyInput {
  @Field(() => String)
  tenant!: string;

  @Field(() => KeyServices)
  service!: KeyService;

  @Field(() => SecretTextType)
  key!: SecretText;
}

@ObjectType({ description: 'A key that is on its way: the tenant tells when it is in.' })
export class StoredKey {
  @Field(() => TestResults)
  tested!: KeyTest['result'];

  @Field(() => String, { description: 'For people: what the service says of it.' })
  message!: string;

  @Field(() => Date, { description: 'setAt of the key, once it is in.' })
  at!: Date;
}

const SetKeyResult = resultType('SetKeyResult', () => StoredKey);

@Resolver(() => Tenant)
export class KeysResolver {
  @Inject(TenantKeys) readonly keys!: TenantKeys;

  @ResolveField(() => [TenantKey], {
    nullable: true,
    description: 'Each service of which it may have a key for all its released apps; null for whoever does not own it.',
  })
  async keyring(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Parent() { record }: Tenant,
  ): Promise<TenantKey[] | null> {
    if (!(await this.keys.mayChange({ person, kube }, record))) return null;
    return KEY_SERVICE_NAMES.map((service) => {
      const known = record.status?.keys?.find((one) => one.service === service);
      return Object.assign(new TenantKey(), { service, ...offerOf(service), isSet: known !== undefined, ...known });
    });
  }

  @Mutation(() => SetKeyResult, {
    description:
      'Asks the service about a key and, unless it is refused there, gives it to all released apps of a tenant that you own.',
  })
  setKey(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('input', () => SetKeyInput) { tenant, service, key }: SetKeyInput,
  ): Promise<StoredKey | Failure> {
    return orFailure(async () => {
      const { result: tested, message, at } = await this.keys.set({ person, kube }, tenant, service, key);
      return Object.assign(new StoredKey(), { tested, message, at });
    });
  }

  @Mutation(() => DoneResult, {
    description: 'Takes a key away from a tenant that you own, and from its released apps.',
  })
  removeKey(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('tenant', () => String) tenant: string,
    @Arg('service', () => KeyServices) service: KeyService,
  ): Promise<Done | Failure> {
    return orFailure(async () => {
      await this.keys.remove({ person, kube }, tenant, service);
      return Object.assign(new Done(), { done: true });
    });
  }
}

/** What the key of a service is for: the same as that of one app. */
function offerOf(service: KeyService): Pick<TenantKey, 'title' | 'variable' | 'without' | 'upgrade' | 'href'> {
  const variable = KEY_SERVICES[service];
  const offer = OFFERS.find(({ variables }) => variables.some(({ name }) => name === variable));
  if (!offer) throw new Error(`no app reads ${variable}`);
  const { service: title, without, upgrade, href } = offer;
  return { title, variable, without, upgrade, href };
}
