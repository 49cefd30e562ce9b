import { RESERVED_NAMES } from '@appfactory/resources/environment';
import { Field, InputType, Mutation, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Person } from '../accounts/person.ts';
import { Arg } from '../graphql/arg.ts';
import { Ctx, Kube, Me, type RequestContext } from '../graphql/context.ts';
import { type Failure, orFailure, resultType } from '../graphql/failure.ts';
import { spendRows } from '../graphql/rowBudget.ts';
import { type SecretText, SecretTextType } from '../graphql/secretText.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { Release } from '../releases/releases.resolver.ts';
import { changeEnvironment, mayChangeEnvironment } from './environments.ts';
import { type Offer, offersFor } from './offers.ts';

@InputType()
export class EnvironmentVariableInput {
  @Field(() => String)
  name!: string;

  @Field(() => SecretTextType)
  value!: SecretText;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'false: whoever sees the release sees the value; it has at most 1000 characters.',
  })
  secret!: boolean;
}

@InputType({
  description:
    'Of a released app. It starts again with the variables, once it has answered with them on a copy of its data.',
})
export class ChangeEnvironmentInput {
  @Field(() => String, { defaultValue: 'default' })
  namespace!: string;

  @Field(() => String, { description: 'Of the release.' })
  name!: string;

  @Field(() => [EnvironmentVariableInput], { defaultValue: [], description: 'New ones, and new values of others.' })
  set!: EnvironmentVariableInput[];

  @Field(() => [String], { defaultValue: [], description: 'Names.' })
  remove!: string[];
}

@ObjectType({ description: 'A change of environment variables that is on its way: the release tells when it is in.' })
export class ChangedEnvironment {
  @Field(() => String)
  namespace!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Date, { description: 'status.environment.variables.setAt of what was set, once it is in.' })
  at!: Date;
}

const ChangeEnvironmentResult = resultType('ChangeEnvironmentResult', () => ChangedEnvironment);

@ObjectType()
export class OfferedVariable {
  @Field(() => String)
  name!: string;

  @Field(() => Boolean, { description: 'Its value should be shown to nobody.' })
  secret!: boolean;
}

@ObjectType({ description: 'A service that the app uses as soon as it has its keys, and can reach it.' })
export class OfferedService {
  @Field(() => String)
  service!: string;

  @Field(() => String, { description: 'What the app does without.' })
  without!: string;

  @Field(() => String, { description: 'What changes.' })
  upgrade!: string;

  @Field(() => String, { description: 'Where the keys are made.' })
  href!: string;

  @Field(() => [OfferedVariable])
  variables!: OfferedVariable[];
}

@Resolver(() => Release)
export class EnvironmentResolver {
  @ResolveField(() => Boolean, { description: 'You may change its environment variables.' })
  mayChangeEnvironment(@Kube() kube: PersonKube, @Parent() { namespace }: Release): Promise<boolean> {
    return mayChangeEnvironment({ kube }, namespace);
  }

  @ResolveField(() => [OfferedService], { description: 'What the app could use.' })
  async offeredServices(
    @Ctx() context: RequestContext,
    @Kube() kube: PersonKube,
    @Parent() { namespace, spec }: Release,
  ): Promise<Offer[]> {
    // It is a question to Kubernetes.
    spendRows(context, 200);
    const build = await kube.builds.find({ namespace, name: spec.appBuild });
    return offersFor(build?.status?.plan?.features.map(({ id }) => id) ?? []);
  }

  @ResolveField(() => [String], { description: 'Names of environment variables that nobody may set; * is any ending.' })
  reservedVariables(): readonly string[] {
    return RESERVED_NAMES;
  }

  @Mutation(() => ChangeEnvironmentResult, {
    description: 'Sets and removes environment variables of a released app. What was set is never given back.',
  })
  changeEnvironment(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('input', () => ChangeEnvironmentInput) { namespace, name, set, remove }: ChangeEnvironmentInput,
  ): Promise<ChangedEnvironment | Failure> {
    return orFailure(async () => {
      const at = await changeEnvironment({ person, kube }, { namespace, name, set, remove });
      return Object.assign(new ChangedEnvironment(), { namespace, name, at });
    });
  }
}
