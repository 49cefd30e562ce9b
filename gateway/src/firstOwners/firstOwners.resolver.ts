import { Inject } from '@nestjs/common';
import { Field, InputType, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import type { Person } from '../accounts/person.ts';
import { Arg } from '../graphql/arg.ts';
import { Kube, Me } from '../graphql/context.ts';
import { type Failure, orFailure, resultType } from '../graphql/failure.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { FirstOwners } from './firstOwners.ts';

@InputType()
export class ReleaseRefInput {
  @Field(() => String, { defaultValue: 'default' })
  namespace!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType({ description: 'How the first owner signs in to a released app.' })
export class FirstOwner {
  @Field(() => String)
  email!: string;

  @Field(() => String, { description: 'As the app was made with; who has changed it there knows the new one.' })
  password!: string;
}

const FirstOwnerResult = resultType('FirstOwnerResult', () => FirstOwner);

@Resolver()
export class FirstOwnersResolver {
  @Inject(FirstOwners) readonly all!: FirstOwners;

  /** A mutation, so that the audit log has who looked. */
  @Mutation(() => FirstOwnerResult, {
    description: 'Tells how the first owner signs in to a released app; that somebody was told is in the audit log.',
  })
  revealFirstOwner(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('release', () => ReleaseRefInput) release: ReleaseRefInput,
  ): Promise<FirstOwner | Failure> {
    return orFailure(async () => Object.assign(new FirstOwner(), await this.all.of({ person, kube }, release)));
  }
}
