import { nameOf, type Person } from '../accounts/person.ts';
import type { Build } from '../builds/build.ts';
import type { PersonKube } from '../kube/personKube.ts';
import type { LookStore } from './looks.ts';
import { type NewsItem, newsOf } from './news.ts';
import type { NewsStore, Place } from './newsStore.ts';
import { standingOf } from './standing.ts';

type Account = Person & { kind: 'account' };

/** What happened to a build since somebody looked. */
export interface News {
  items: NewsItem[];
  /** When they looked last; undefined when they never did. */
  lookedAt: Date | undefined;
  /** How far it goes; for noting that they have seen it. */
  events: number;
  chat: number;
}

/** What people have not seen yet of builds that Kubernetes shows them. */
export class BuildNews {
  readonly #looks: LookStore;
  readonly #store: NewsStore;

  constructor(looks: LookStore, store: NewsStore) {
    this.#looks = looks;
    this.#store = store;
  }

  /** In the order of the builds. */
  async of(person: Account, { shown }: PersonKube, builds: readonly Build[]): Promise<News[]> {
    if (builds.length === 0) return [];
    const [{ byBuild, accountSince }, ends] = await Promise.all([
      this.#looks.of(
        person.id,
        builds.map(({ id }) => id),
      ),
      this.#store.ends(
        shown,
        builds.map(({ identity }) => identity),
      ),
    ]);
    const endOf = (id: string) => ends.find(({ uid }) => uid === id) ?? { events: 0, chat: 0 };
    const wanted = builds.map(({ identity }) => {
      const look = byBuild.get(identity.uid);
      const end = endOf(identity.uid);
      return {
        ...identity,
        events: placeOf(look && { sequence: look.events, at: look.at }, end.events, accountSince),
        chat: placeOf(look && { sequence: look.chat, at: look.at }, end.chat, accountSince),
      };
    });
    const rows = await this.#store.read(shown, wanted, nameOf(person));
    return builds.map((build) => {
      const isIts = ({ uid }: { uid: string }) => uid === build.id;
      const look = byBuild.get(build.id);
      const { events, chat } = endOf(build.id);
      const items = newsOf(
        build,
        { standing: look?.standing, since: look?.at ?? accountSince },
        {
          endings: rows.endings.filter(isIts),
          features: rows.features.find(isIts),
          talk: rows.talk.filter(isIts),
        },
      );
      return { items, lookedAt: look?.at, events, chat };
    });
  }

  /** Notes that somebody has seen a build as it stands now, and of its streams what is up to these sequences. */
  async look(
    person: Account,
    { shown }: PersonKube,
    build: Build,
    seen: { events: number; chat: number },
  ): Promise<void> {
    const [end] = await this.#store.ends(shown, [build.identity]);
    await this.#looks.note(person.id, build.id, {
      // Whoever claims to have seen the future would never hear of it.
      events: Math.min(seen.events, end?.events ?? 0),
      chat: Math.min(seen.chat, end?.chat ?? 0),
      standing: standingOf(build),
    });
  }
}

/** From where on something is news in a stream that has come to `end`. */
function placeOf(look: { sequence: number; at: Date } | undefined, end: number, accountSince: Date): Place {
  if (!look) return { sequence: 0, since: accountSince };
  // What they saw was of another stream, or is cut off by now: then their clock must do.
  if (look.sequence > end) return { sequence: 0, since: look.at };
  // By the place alone: times in a stream are those of other machines.
  return { sequence: look.sequence, since: new Date(0) };
}
