import type { Answer, Call } from './call.ts';
import { presentSandbox } from './present.ts';
import { selectSandbox } from './select.ts';

/** GET /sandboxes/{id} */
export async function get(call: Call): Promise<Answer> {
  return { status: 200, body: presentSandbox(await selectSandbox(call, 'get'), call.services.previewDomain()) };
}
