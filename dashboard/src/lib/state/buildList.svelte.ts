import { ask } from '#lib/api/client.ts';
import { type AskError, toAskError } from '#lib/api/errors.ts';
import { type BuildListRow, BuildsQuery } from '#lib/api/queries/builds.ts';
import { PHASE_GROUPS, type PhaseGroup } from '#lib/builds/phases.ts';

const PAGE = 50;
/** Milliseconds between looks, while somebody looks at the list. */
const EVERY = 3_000;

/** The builds that fit a search, looked at again and again while the page is seen. */
export class BuildList {
  text = $state('');
  group = $state<PhaseGroup>('all');
  /** Of one tenant; empty for all. */
  namespace = $state('');
  rows = $state.raw<BuildListRow[]>();
  total = $state(0);
  problem = $state.raw<AskError>();
  #shown = $state(PAGE);

  get hasMore(): boolean {
    return this.total > this.#shown;
  }

  more() {
    this.#shown += PAGE;
  }

  /** They have seen what is new of all of them; the next look says so, too. */
  seen(): void {
    this.rows = this.rows?.map((row) => ({ ...row, news: row.news && { ...row.news, items: [] } }));
  }

  /** To be called in an effect: looks at once when the search changes, then every few seconds. Gives what ends it. */
  watch(): () => void {
    const stop = new AbortController();
    const variables = {
      first: Math.min(this.#shown, 100),
      namespace: this.namespace || null,
      filter: { text: this.text.trim() || null, phases: PHASE_GROUPS[this.group] ?? null },
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      clearTimeout(timer);
      try {
        if (!document.hidden) {
          const { builds } = await ask(BuildsQuery, variables, { signal: stop.signal });
          this.rows = builds.edges.map(({ node }) => node);
          this.total = builds.totalCount;
          this.problem = undefined;
        }
      } catch (error) {
        if (!stop.signal.aborted) this.problem = toAskError(error);
      }
      if (!stop.signal.aborted) timer = setTimeout(() => void look(), EVERY);
    };
    const onVisible = () => {
      if (!document.hidden) void look();
    };
    document.addEventListener('visibilitychange', onVisible);
    void look();
    return () => {
      stop.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }
}
