import { Inject } from '@nestjs/common';
import { Field, ID, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Arg } from '../graphql/arg.ts';
import { Me } from '../graphql/context.ts';
import { Failed, type Failure, orFailure, resultType } from '../graphql/failure.ts';
import { AccessTokens } from './accessTokens.ts';
import { Done, DoneResult } from './accounts.resolver.ts';
import type { Person } from './person.ts';

@ObjectType({
  description: 'A token by which programs fetch the files of builds as you: git clone, archives. Nothing else.',
})
export class AccessToken {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => Date)
  expiresAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it was used last, to the minute.' })
  usedAt!: Date | null;
}

@ObjectType()
export class NewAccessToken {
  @Field(() => String, { description: 'The password for git, with any user name. It is told this once.' })
  token!: string;

  @Field(() => AccessToken)
  entry!: AccessToken;
}

const AccessTokenResult = resultType('AccessTokenResult', () => NewAccessToken);

@Resolver()
export class AccessTokensResolver {
  @Inject(AccessTokens) readonly tokens!: AccessTokens;

  @Query(() => [AccessToken], { description: 'Your tokens that are good, the last first.' })
  async accessTokens(@Me() person: Person): Promise<AccessToken[]> {
    return person.kind === 'account' ? this.tokens.list(person) : [];
  }

  @Mutation(() => AccessTokenResult, {
    description: 'Makes a token by which programs fetch the files of builds as you.',
  })
  createAccessToken(
    @Me() person: Person,
    @Arg('name', () => String, { description: 'What it is for.' }) name: string,
    @Arg('days', () => Int, { defaultValue: 30, description: 'How long it is good.' }) days = 30,
  ): Promise<NewAccessToken | Failure> {
    return orFailure(async () => {
      const { token, row: entry } = await this.tokens.create(accountOf(person), name, days);
      return Object.assign(new NewAccessToken(), { token, entry });
    });
  }

  @Mutation(() => DoneResult, { description: 'Ends one of your tokens.' })
  revokeAccessToken(@Me() person: Person, @Arg('id', () => ID) id: string): Promise<Done | Failure> {
    return orFailure(async () => {
      await this.tokens.revoke(accountOf(person), id);
      return Object.assign(new Done(), { done: true });
    });
  }
}

function accountOf(person: Person): Person & { kind: 'account' } {
  if (person.kind === 'account') return person;
  throw new Failed('FORBIDDEN', 'The holder of a Kubernetes token needs no other: it is the password for git, too.');
}
