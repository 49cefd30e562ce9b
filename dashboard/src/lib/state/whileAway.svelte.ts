import { ask } from '#lib/api/client.ts';
import {
  BuildsWithNewsQuery,
  type BuildWithNews,
  type News,
  NewsQuery,
  NoteLookMutation,
} from '#lib/api/queries/news.ts';
import type { BuildRef } from './buildPage.svelte.ts';

/** What somebody has seen of a build: the last of its events and of its chat, and which state of it. */
export interface Seen {
  events: number;
  chat: number;
  version: string;
}

/** What happened to one build while nobody looked at its page; looking is noted, so that it is told once. */
export class WhileAway {
  /** Until it is closed, or they come back to more. */
  news = $state.raw<News>();
  readonly #ref: BuildRef;
  readonly #seen: () => Seen;
  #noted: Seen | undefined;

  /** @param seen what the page shows by now */
  constructor(ref: BuildRef, seen: () => Seen) {
    this.#ref = ref;
    this.#seen = seen;
  }

  /** To be called in an effect: looks when they come to the page, and notes how far they have seen when they leave. */
  watch(): () => void {
    const onVisibility = () => void (document.hidden ? this.#note() : this.#comeBack());
    document.addEventListener('visibilitychange', onVisibility);
    if (!document.hidden) void this.#comeBack();
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      void this.#note();
    };
  }

  close(): void {
    this.news = undefined;
  }

  async #comeBack(): Promise<void> {
    // Where it cannot be told the page is there all the same.
    const { build } = await ask(NewsQuery, { ...this.#ref }).catch(() => ({ build: null }));
    if (!build?.news) return;
    const { news } = build;
    if (news.items.length > 0) this.news = news;
    this.#noted = { events: 0, chat: 0, version: '' };
    await this.#note(news);
  }

  /** What is not noted is told again: no harm. */
  async #note(told: Pick<News, 'events' | 'chat'> = { events: 0, chat: 0 }): Promise<void> {
    // Nothing was told: nothing is kept for whoever this is.
    if (!this.#noted) return;
    const shown = this.#seen();
    const seen = {
      events: Math.max(shown.events, told.events, this.#noted.events),
      chat: Math.max(shown.chat, told.chat, this.#noted.chat),
      version: shown.version,
    };
    const { events, chat, version } = this.#noted;
    if (seen.events === events && seen.chat === chat && seen.version === version) return;
    this.#noted = seen;
    await note(this.#ref, seen).catch(() => {});
  }
}

/** Of all builds those of which there is something new, for a list. */
export class NewsList {
  builds = $state.raw<BuildWithNews[]>([]);

  /** To be called in an effect: looks when they come to the page. */
  watch(): () => void {
    const look = async () => {
      if (document.hidden) return;
      const { viewer } = await ask(BuildsWithNewsQuery, {}).catch(() => ({ viewer: null }));
      this.builds = viewer?.buildsWithNews ?? [];
    };
    const onVisibility = () => void look();
    document.addEventListener('visibilitychange', onVisibility);
    void look();
    return () => document.removeEventListener('visibilitychange', onVisibility);
  }

  /** They have seen all of it. */
  async seen(): Promise<void> {
    const builds = this.builds;
    this.builds = [];
    await Promise.all(
      builds.map(({ namespace, name, news }) => note({ namespace, name }, news ?? { events: 0, chat: 0 })),
    ).catch(() => {
      // What was not noted is told again.
      this.builds = builds;
    });
  }
}

async function note({ namespace, name }: BuildRef, { events, chat }: Pick<News, 'events' | 'chat'>): Promise<void> {
  await ask(NoteLookMutation, { build: { namespace, name }, events, chat }, { outlivesPage: true });
}
