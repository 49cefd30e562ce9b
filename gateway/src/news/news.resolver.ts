import { Inject } from '@nestjs/common';
import { Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Done, DoneResult, Viewer } from '../accounts/accounts.resolver.ts';
import type { Person } from '../accounts/person.ts';
import { AuditedOnceADay } from '../audit/auditInterceptor.ts';
import { Build, toBuild } from '../builds/build.ts';
import { BuildRefInput } from '../builds/buildMutations.resolver.ts';
import { checkName, checkNamespace } from '../builds/buildName.ts';
import { notFound } from '../builds/changes.ts';
import { Arg } from '../graphql/arg.ts';
import { Ctx, Kube, Me, type RequestContext } from '../graphql/context.ts';
import { Failed, type Failure, orFailure } from '../graphql/failure.ts';
import { spendRows } from '../graphql/rowBudget.ts';
import { Sequence } from '../graphql/sequence.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { BuildNews, type News } from './buildNews.ts';
import { NEWS_KINDS, type NewsItem } from './news.ts';
import { BuildNewsType } from './newsTypes.ts';

/** Rows that the news of one build may be. */
const ROWS = 10;
/** Builds among which news are looked for: the newest. */
const MOST_BUILDS = 500;
const LARGEST_LIST = 50;

type Asked = { build: Build; resolve(news: News): void; reject(error: unknown): void };

@Resolver(() => Build)
export class BuildNewsResolver {
  @Inject(BuildNews) readonly all!: BuildNews;
  /** What one request asks of several builds is read at once. */
  readonly #asked = new WeakMap<RequestContext, Asked[]>();

  @ResolveField('news', () => BuildNewsType, {
    nullable: true,
    description: 'What happened to it since you looked last; null for the holder of a Kubernetes token.',
  })
  news(
    @Ctx() context: RequestContext,
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Parent() build: Build,
  ): Promise<News> | null {
    if (person.kind !== 'account') return null;
    spendRows(context, ROWS);
    return new Promise((resolve, reject) => {
      const one = { build, resolve, reject };
      const asked = this.#asked.get(context);
      if (asked) {
        asked.push(one);
        return;
      }
      const first = [one];
      this.#asked.set(context, first);
      // When all builds of the list have asked.
      setImmediate(() => {
        this.#asked.delete(context);
        this.all
          .of(
            person,
            kube,
            first.map((each) => each.build),
          )
          .then(
            (news) => {
              for (const [index, each] of first.entries()) {
                const its = news[index];
                if (its) each.resolve(its);
              }
            },
            (error: unknown) => {
              for (const each of first) each.reject(error);
            },
          );
      });
    });
  }

  @AuditedOnceADay('build')
  @Mutation(() => DoneResult, {
    description: 'Notes that you have seen a build as it is now: what is new of it is then what comes after.',
  })
  noteLook(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('build', () => BuildRefInput) { namespace, name }: BuildRefInput,
    @Arg('events', () => Sequence, { description: 'The last event that you have seen.' }) events: number,
    @Arg('chat', () => Sequence, { defaultValue: 0, description: 'The last change in its chat that you have seen.' })
    chat = 0,
  ): Promise<Done | Failure> {
    return orFailure(async () => {
      if (person.kind !== 'account')
        throw new Failed('FORBIDDEN', 'For the holder of a Kubernetes token nothing is kept.');
      const ref = { namespace: checkNamespace(namespace), name: checkName(name) };
      const found = await kube.builds.find(ref);
      if (!found) throw notFound(ref);
      await this.all.look(person, kube, toBuild(found), { events, chat });
      return Object.assign(new Done(), { done: true });
    });
  }
}

@Resolver(() => Viewer)
export class ViewerNewsResolver {
  @Inject(BuildNews) readonly all!: BuildNews;

  @ResolveField(() => [Build], {
    description: 'Builds of which there is something new for you, that with the most important news first.',
  })
  async buildsWithNews(
    @Ctx() context: RequestContext,
    @Kube() kube: PersonKube,
    @Parent() { person }: Viewer,
    @Arg('first', () => Int, { defaultValue: 10 }) first = 10,
  ): Promise<Build[]> {
    if (first < 1 || first > LARGEST_LIST) {
      throw new Failed('INVALID', `first is from 1 to ${LARGEST_LIST}; this is ${first}.`, 'first');
    }
    if (person.kind !== 'account') return [];
    const builds = (await kube.builds.list())
      .map(toBuild)
      .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
      .slice(0, MOST_BUILDS);
    spendRows(context, builds.length);
    const news = await this.all.of(person, kube, builds);
    return builds
      .map((build, index) => ({ build, items: news[index]?.items ?? [] }))
      .filter(({ items }) => items.length > 0)
      .sort((a, b) => importanceOf(a.items) - importanceOf(b.items))
      .slice(0, first)
      .map(({ build }) => build);
  }
}

function importanceOf([first]: NewsItem[]): number {
  return first ? NEWS_KINDS.indexOf(first.kind) : NEWS_KINDS.length;
}
