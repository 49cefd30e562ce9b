import { ask } from '#lib/api/client.ts';
import { toAskError } from '#lib/api/errors.ts';
import { SourceLinksQuery } from '#lib/api/queries/source.ts';
import type { BuildRef } from '#lib/state/buildPage.svelte.ts';

/** Has the browser fetch the source; gives what is in the way of it. */
export async function archiveOf(ref: BuildRef): Promise<string | undefined> {
  try {
    const { build } = await ask(SourceLinksQuery, { ...ref });
    if (!build?.source) return 'There is no code yet: nothing of the app is written.';
    // An attachment: the page stays.
    location.assign(build.source.links.archive);
    return undefined;
  } catch (error) {
    return toAskError(error).message;
  }
}
