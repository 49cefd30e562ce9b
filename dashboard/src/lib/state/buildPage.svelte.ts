import { ask } from '#lib/api/client.ts';
import { type AskError, resultOf } from '#lib/api/errors.ts';
import { follow } from '#lib/api/follow.ts';
import {
  CancelMutation,
  ChangeMutation,
  DeleteMutation,
  PauseMutation,
  ResumeMutation,
  RetryMutation,
  RollBackMutation,
  RollBackToFeatureMutation,
} from '#lib/api/queries/buildChanges.ts';
import {
  type Build,
  BuildChangedSubscription,
  type BuildEvent,
  BuildEventsSubscription,
} from '#lib/api/queries/builds.ts';
import { CheckBoard } from '#lib/builds/checkBoard.ts';
import type { WayMode } from '#lib/builds/waysBack.ts';

export interface BuildRef {
  namespace: string;
  name: string;
}

/** One build as it is and as it becomes: its state and all of its events, live. */
export class BuildPage {
  readonly ref: BuildRef;
  build = $state.raw<Build>();
  events = $state.raw<BuildEvent[]>([]);
  /** Made anew with each batch of events, so that what reads it is told. */
  board = $state.raw({ of: new CheckBoard() });
  connection = $state<'connecting' | 'live' | 'away'>('connecting');
  /** Why there is nothing to see: no such build, or it is gone. */
  end = $state.raw<{ error?: AskError }>();
  #sequence = 0;
  #arrived: BuildEvent[] = [];
  #flushing = false;

  constructor(ref: BuildRef) {
    this.ref = ref;
  }

  /** Of the last event that came. */
  get lastSequence(): number {
    return this.#sequence;
  }

  /** Starts to follow the build; gives what ends it. */
  follow(): () => void {
    let endEvents = this.#followEvents();
    const endBuild = follow({
      document: BuildChangedSubscription,
      variables: () => ({ ...this.ref }),
      onData: ({ buildChanged }) => {
        if (this.build && this.build.id !== buildChanged.id) {
          // Another build has taken the name: its history is another one.
          endEvents();
          this.#forgetEvents();
          endEvents = this.#followEvents();
        }
        this.build = buildChanged;
      },
      onState: (state) => {
        this.connection = state;
      },
      onEnd: (error) => {
        this.end = { error };
      },
    });
    return () => {
      endEvents();
      endBuild();
    };
  }

  /** Resumes what is cancelled, too. Shown at once; taken back when the gateway says no. @throws AskError */
  async setPaused(paused: boolean): Promise<void> {
    const before = this.build;
    if (before) this.build = { ...before, spec: { ...before.spec, paused, ...(!paused && { cancelled: null }) } };
    try {
      const variables = { build: this.ref };
      this.build = paused
        ? resultOf((await ask(PauseMutation, variables)).pauseBuild)
        : resultOf((await ask(ResumeMutation, variables)).resumeBuild);
    } catch (error) {
      this.build = before;
      throw error;
    }
  }

  /** Ends the work; what is committed stays. @throws AskError */
  async cancel(): Promise<void> {
    this.build = resultOf((await ask(CancelMutation, { build: this.ref })).cancelBuild);
  }

  /** Serves an earlier version; null: the newest again. @throws AskError */
  async rollBack(digest: string | null): Promise<void> {
    this.build = resultOf((await ask(RollBackMutation, { build: this.ref, digest })).rollBackBuild);
  }

  /** Writes a feature and what came after it again, or makes the app what it was after it. @throws AskError */
  async goBack(mode: WayMode, feature: string): Promise<void> {
    const variables = { build: this.ref, feature };
    this.build =
      mode === 'Retry'
        ? resultOf((await ask(RetryMutation, variables)).retryBuild)
        : resultOf((await ask(RollBackToFeatureMutation, variables)).rollBackToFeature);
  }

  /** Changes what is to be built, if nobody else has meanwhile. @throws AskError */
  async change(spec: Parameters<typeof changeInput>[1]): Promise<void> {
    const { changeBuild } = await ask(ChangeMutation, { input: changeInput(this.ref, spec, this.build?.version) });
    this.build = resultOf(changeBuild);
  }

  /** @throws AskError */
  async delete(): Promise<void> {
    resultOf((await ask(DeleteMutation, { build: this.ref, id: this.build?.id })).deleteBuild);
  }

  #followEvents(): () => void {
    return follow({
      document: BuildEventsSubscription,
      variables: () => ({ ...this.ref, after: this.#sequence }),
      onData: ({ buildEvents }) => this.#add(buildEvents),
      onState: () => {},
      onEnd: () => {},
    });
  }

  /** Events come one by one, and thousands at once: they are shown once per frame. */
  #add(event: BuildEvent) {
    if (event.sequence <= this.#sequence) return;
    this.#sequence = event.sequence;
    this.#arrived.push(event);
    if (this.#flushing) return;
    this.#flushing = true;
    requestAnimationFrame(() => {
      this.#flushing = false;
      const arrived = this.#arrived;
      this.#arrived = [];
      for (const one of arrived) this.board.of.add(one);
      this.board = { of: this.board.of };
      this.events = [...this.events, ...arrived];
    });
  }

  #forgetEvents() {
    this.#sequence = 0;
    this.#arrived = [];
    this.events = [];
    this.board = { of: new CheckBoard() };
  }
}

interface SpecChange {
  prompt?: string;
  title?: string;
  budget?: { minutes: number };
  verification?: { acceptSkipped: string[] };
}

function changeInput(ref: BuildRef, spec: SpecChange, version: string | undefined) {
  return { ...ref, spec, version };
}
