import { APPBUILD_PHASES, type AppBuild } from '@appfactory/resources/appBuild';
import { Inject } from '@nestjs/common';
import { Field, InputType, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Arg } from '../graphql/arg.ts';
import { type Connection, pageBySequence, pageOf } from '../graphql/connection.ts';
import { Ctx, Kube, type RequestContext } from '../graphql/context.ts';
import { spendRows } from '../graphql/rowBudget.ts';
import { Sequence } from '../graphql/sequence.ts';
import { HistoryStore } from '../history/historyStore.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { screenshotLink } from '../source/links.ts';
import {
  Build,
  BuildConnection,
  type BuildOrder,
  BuildOrders,
  CheckResult,
  GenerationHistory,
  toBuild,
} from './build.ts';
import { type BuildEvent, BuildEventConnection, toBuildEvent } from './buildEvent.ts';
import { checkNamespace } from './buildName.ts';
import { type BuildFilter, matches, placeIn } from './list.ts';
import { outcomeOf } from './outcome.ts';

@InputType()
export class BuildFilterInput implements BuildFilter {
  @Field(() => [String], { nullable: true, description: `Any of ${APPBUILD_PHASES.join(', ')}.` })
  phases?: string[];

  @Field(() => Boolean, { nullable: true })
  ready?: boolean;

  @Field(() => String, { nullable: true, description: 'Name of an AppTemplate.' })
  template?: string;

  @Field(() => String, { nullable: true, description: 'Part of the name, the title or the prompt.' })
  text?: string;
}

const LARGEST_LOG_PAGE = 500;

@Resolver(() => Build)
export class BuildsResolver {
  @Inject(HistoryStore) readonly history!: HistoryStore;

  @Query(() => BuildConnection, { description: 'The builds that you may see.' })
  async builds(
    @Ctx() context: RequestContext,
    @Kube() kube: PersonKube,
    @Arg('namespace', () => String, { nullable: true, description: 'Left out: all.' }) namespace?: string | null,
    @Arg('filter', () => BuildFilterInput, { nullable: true }) filter?: BuildFilterInput | null,
    @Arg('orderBy', () => BuildOrders, { defaultValue: BuildOrders.NEWEST }) orderBy: BuildOrder = 'NEWEST',
    @Arg('first', () => Int, { defaultValue: 20 }) first = 20,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<Connection<Build>> {
    if (namespace) checkNamespace(namespace);
    spendRows(context, first);
    const place = placeIn(orderBy);
    const found = (await kube.builds.list(namespace ?? undefined)).filter((build) => matches(build, filter ?? {}));
    const sorted = found.map((build) => ({ build, place: place(build) }));
    sorted.sort((a, b) => (a.place < b.place ? -1 : 1));
    const page = pageOf(sorted, (item) => item.place, { first, after: after ?? undefined });
    return { ...page, edges: page.edges.map(({ node, cursor }) => ({ node: toBuild(node.build), cursor })) };
  }

  @Query(() => Build, { nullable: true, description: 'One build; null when there is none that you may see.' })
  async build(
    @Kube() kube: PersonKube,
    @Arg('name', () => String) name: string,
    @Arg('namespace', () => String, { defaultValue: 'default' }) namespace = 'default',
  ): Promise<Build | null> {
    checkNamespace(namespace);
    const build: AppBuild | undefined = await kube.builds.find({ namespace, name });
    return build ? toBuild(build) : null;
  }

  @ResolveField(() => [CheckResult], {
    description: 'Last results of a generation’s checks; of the last when left out.',
  })
  async checks(
    @Ctx() context: RequestContext,
    @Kube() { shown }: PersonKube,
    @Parent() { identity }: Build,
    @Arg('generation', () => Int, { nullable: true }) generation?: number | null,
  ): Promise<CheckResult[]> {
    const rows = await this.history.checks(shown, identity, generation ?? undefined);
    spendRows(context, rows.length);
    return rows.map(({ title, ...row }) => ({
      ...row,
      name: title,
      screenshotLink: screenshotLink(identity, row.screenshot ?? undefined) ?? null,
    }));
  }

  @ResolveField('generations', () => [GenerationHistory], {
    description: 'What became of each generation, the last first.',
  })
  async generations(
    @Kube() { shown }: PersonKube,
    @Parent() { identity, status }: Build,
  ): Promise<GenerationHistory[]> {
    const rows = await this.history.generations(shown, identity);
    return rows.map(({ first_at, last_at, last_sequence, ...row }) => ({
      ...row,
      outcome: outcomeOf(row, status),
      startedAt: first_at,
      lastEventAt: last_at,
      lastSequence: last_sequence,
    }));
  }

  @ResolveField(() => BuildEventConnection, { description: 'What agents reported, in order.' })
  async events(
    @Ctx() context: RequestContext,
    @Kube() { shown }: PersonKube,
    @Parent() { identity }: Build,
    @Arg('after', () => Sequence, { defaultValue: 0 }) after = 0,
    @Arg('first', () => Int, { defaultValue: 100 }) first = 100,
  ): Promise<Connection<BuildEvent>> {
    const size = Math.max(1, Math.min(first, LARGEST_LOG_PAGE));
    spendRows(context, size);
    const [events, totalCount] = await Promise.all([
      this.history.eventsAfter(shown, identity, after, size + 1),
      this.history.countEvents(shown, identity),
    ]);
    return pageBySequence(events, toBuildEvent, { size, after, totalCount });
  }
}
