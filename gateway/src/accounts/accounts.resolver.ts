import { Inject } from '@nestjs/common';
import { Field, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Arg } from '../graphql/arg.ts';
import { Ctx, Me, type RequestContext } from '../graphql/context.ts';
import { Failed, type Failure, orFailure, resultType } from '../graphql/failure.ts';
import { Public } from '../graphql/signedInGuard.ts';
import { SignInCookie } from '../http/signInCookie.ts';
import { PeopleKube } from '../kube/personKube.ts';
import { Accounts } from './accounts.ts';
import { nameOf, type Person } from './person.ts';

@ObjectType({ description: 'Whoever is signed in.' })
export class Viewer {
  /** Not in the schema. */
  person!: Person;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'account: somebody with an account here. kubernetes: the holder of a token.' })
  kind!: string;

  @Field(() => String, { description: 'Who Kubernetes takes them for.' })
  actingAs!: string;
}

const SignInResult = resultType('SignInResult', () => Viewer);

@ObjectType()
export class Done {
  @Field(() => Boolean)
  done!: boolean;
}

export const DoneResult = resultType('DoneResult', () => Done);

@Resolver()
export class AccountsResolver {
  @Inject(Accounts) readonly accounts!: Accounts;
  @Inject(SignInCookie) readonly cookie!: SignInCookie;
  @Inject(PeopleKube) readonly people!: PeopleKube;

  @Public()
  @Query(() => Viewer, { nullable: true, description: 'You; null when you are not signed in.' })
  viewer(@Ctx() { person, kube }: RequestContext): Viewer | null {
    return person && kube ? viewerOf(person, kube.actingAs) : null;
  }

  @Public()
  @Mutation(() => SignInResult, { description: 'Signs in by name and password; the answer sets a cookie.' })
  signIn(
    @Ctx() context: RequestContext,
    @Arg('name', () => String) name: string,
    @Arg('password', () => String) password: string,
  ): Promise<Viewer | Failure> {
    return orFailure(async () => {
      const signedIn = await this.accounts.signIn(name, password, context.address);
      this.cookie.set(context.res, signedIn.secret);
      return viewerOf(signedIn.person, this.people.for(signedIn.person).actingAs);
    });
  }

  @Mutation(() => Done, { description: 'Signs this browser out.' })
  async signOut(@Ctx() { res }: RequestContext, @Me() person: Person): Promise<Done> {
    if (person.kind === 'account') {
      await this.accounts.signOut(person.sessionId);
      this.people.endSession(person);
    }
    this.cookie.clear(res);
    return { done: true };
  }

  @Mutation(() => DoneResult, {
    description:
      'Sets your password, signs your other browsers out and ends your access tokens and the sign-in links that nobody has used.',
  })
  setPassword(@Me() person: Person, @Arg('password', () => String) password: string): Promise<Done | Failure> {
    return orFailure(async () => {
      if (person.kind !== 'account') throw new Failed('FORBIDDEN', 'The holder of a Kubernetes token has no password.');
      await this.accounts.setPassword(person, password);
      this.people.endOtherSessions(person);
      return Object.assign(new Done(), { done: true });
    });
  }
}

function viewerOf(person: Person, actingAs: string): Viewer {
  return Object.assign(new Viewer(), { person, name: nameOf(person), kind: person.kind, actingAs });
}
