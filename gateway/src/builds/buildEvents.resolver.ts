import type { AppBuild } from '@appfactory/resources/appBuild';
import { Inject } from '@nestjs/common';
import { Resolver, Subscription } from '@nestjs/graphql';
import { Arg } from '../graphql/arg.ts';
import { Kube, type RequestContext } from '../graphql/context.ts';
import { forgetRows } from '../graphql/rowBudget.ts';
import { Sequence } from '../graphql/sequence.ts';
import { type EventReader, follow } from '../history/follow.ts';
import { HistoryStore } from '../history/historyStore.ts';
import { Hub } from '../history/hub.ts';
import type { StoredEvent } from '../history/stored.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { Build, toBuild } from './build.ts';
import { BuildEvent, toBuildEvent } from './buildEvent.ts';
import { BuildFeed } from './buildFeed.ts';
import { checkNamespace } from './buildName.ts';
import { notFound } from './changes.ts';

@Resolver()
export class BuildEventsResolver {
  @Inject(HistoryStore) readonly history!: HistoryStore;
  @Inject(Hub) readonly hub!: Hub;
  @Inject(BuildFeed) readonly feed!: BuildFeed;

  @Subscription(() => BuildEvent, {
    description:
      'What agents report of a build: everything after a sequence, then what is new. To go on after a lost connection, ' +
      'subscribe after the last sequence that you have: none is missing, none comes twice.',
    resolve: (event: StoredEvent) => toBuildEvent(event),
  })
  async buildEvents(
    @Kube() kube: PersonKube,
    @Arg('name', () => String) name: string,
    @Arg('namespace', () => String, { defaultValue: 'default' }) namespace = 'default',
    @Arg('after', () => Sequence, { defaultValue: 0 }) after = 0,
  ): Promise<AsyncIterableIterator<StoredEvent>> {
    const build = await visible(kube, namespace, name);
    const reader: EventReader = {
      eventsAfter: (...asked) => this.history.eventsAfter(kube.shown, ...asked),
    };
    const events = follow(reader, this.hub, { namespace, name, uid: build.metadata.uid ?? '' }, after);
    return kube.whileMember(events, () => kube.builds.find({ namespace, name }));
  }

  @Subscription(() => Build, {
    description: 'The build as it is now, then whenever it changes; states in between may be left out.',
    resolve: (build: AppBuild, _args: object, context: RequestContext) => {
      forgetRows(context);
      return toBuild(build);
    },
  })
  async buildChanged(
    @Kube() kube: PersonKube,
    @Arg('name', () => String) name: string,
    @Arg('namespace', () => String, { defaultValue: 'default' }) namespace = 'default',
  ): Promise<AsyncIterableIterator<AppBuild>> {
    const states = this.feed.follow(await visible(kube, namespace, name));
    return kube.whileMember(states, () => kube.builds.find({ namespace, name }));
  }
}

/** The build, when the person may see it. @throws Failed when there is none for them. */
async function visible(kube: PersonKube, namespace: string, name: string): Promise<AppBuild> {
  const build = await kube.builds.find({ namespace: checkNamespace(namespace), name });
  if (!build) throw notFound({ namespace, name });
  return build;
}
