import { Inject } from '@nestjs/common';
import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Arg } from '../graphql/arg.ts';
import { Public } from '../graphql/signedInGuard.ts';
import { OIDC_PATH, SingleSignOn } from './singleSignOn.ts';

@ObjectType('SingleSignOn', { description: 'Signing in at an OpenID Connect issuer.' })
export class SingleSignOnType {
  @Field(() => String, { description: 'What people call the issuer.' })
  name!: string;

  @Field(() => String, { description: 'Where to send the browser; `to` in its query is the path to come back to.' })
  path!: string;

  @Field(() => String, { nullable: true, description: 'What went wrong the last time, in plain words.' })
  problem?: string;
}

@Resolver()
export class OidcResolver {
  @Inject(SingleSignOn) readonly singleSignOns!: SingleSignOn;

  @Public()
  @Query(() => SingleSignOnType, { nullable: true, description: 'Null where none is configured.' })
  singleSignOn(
    @Arg('problem', () => String, { nullable: true, description: '`problem` of the sign-in page’s address.' })
    problem?: string,
  ): SingleSignOnType | null {
    const { issuer } = this.singleSignOns;
    if (!issuer) return null;
    return { name: issuer.name, path: OIDC_PATH, problem: problem ? this.singleSignOns.words(problem) : undefined };
  }
}
