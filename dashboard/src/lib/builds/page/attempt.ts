import { toAskError } from '#lib/api/errors.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';

/** Does it, and says how it went. Gives whether it went well. */
export async function attempt(done: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    toasts.good(done);
    return true;
  } catch (error) {
    toasts.bad(toAskError(error).message);
    return false;
  }
}
