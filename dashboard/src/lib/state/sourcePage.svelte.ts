import { SvelteMap } from 'svelte/reactivity';
import { ask } from '#lib/api/client.ts';
import { type AskError, toAskError } from '#lib/api/errors.ts';
import {
  type Source,
  type SourceChanges,
  SourceChangesQuery,
  type SourceFile,
  SourceFileQuery,
  SourceQuery,
} from '#lib/api/queries/source.ts';
import type { BuildRef } from './buildPage.svelte.ts';

/** What was asked for: not here yet, here, or why it is not. */
export type Asked<T> = { value?: T; problem?: AskError };

/** The code of one build, asked for as it is looked at. */
export class SourcePage {
  readonly ref: BuildRef;
  /** null: nothing is committed yet. */
  source = $state.raw<Asked<Source | null>>({});
  file = $state.raw<Asked<SourceFile | null> & { path?: string }>({});
  readonly changes = new SvelteMap<string, Asked<SourceChanges>>();

  constructor(ref: BuildRef) {
    this.ref = ref;
  }

  /** Looks at the newest commit; what was shown stays until it is here. */
  async look(): Promise<void> {
    try {
      const { build } = await ask(SourceQuery, { ...this.ref });
      this.source = { value: build?.source ?? null };
    } catch (error) {
      this.source = { ...this.source, problem: toAskError(error) };
    }
  }

  async openFile(path: string): Promise<void> {
    this.file = { path };
    try {
      const { build } = await ask(SourceFileQuery, { ...this.ref, path });
      // Somebody may have gone on to another file meanwhile.
      if (this.file.path === path) this.file = { path, value: build?.source?.file ?? null };
    } catch (error) {
      if (this.file.path === path) this.file = { path, problem: toAskError(error) };
    }
  }

  closeFile(): void {
    this.file = {};
  }

  /** A commit never changes: what it changes is asked for once. */
  async openCommit(commit: string): Promise<void> {
    const known = this.changes.get(commit);
    if (known && !known.problem) return;
    this.changes.set(commit, {});
    try {
      const { build } = await ask(SourceChangesQuery, { ...this.ref, commit });
      this.changes.set(commit, { value: build?.source?.commit?.changes ?? { files: [], isCut: false } });
    } catch (error) {
      this.changes.set(commit, { problem: toAskError(error) });
    }
  }
}
