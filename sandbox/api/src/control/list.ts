import type { Sandbox } from '@appfactory/resources/sandbox';
import { HttpError } from '../httpError.ts';
import { isReady } from '../sandboxes.ts';
import type { Answer, Call } from './call.ts';
import { presentSandbox, startOf } from './present.ts';

const PAGE = 100;

/** GET /v2/sandboxes: the namespace's running sandboxes, newest first, in pages. */
export async function list(call: Call): Promise<Answer> {
  const all = await matching(call);
  const limit = Math.min(positive(call.query.get('limit')) ?? PAGE, PAGE);
  const order = call.query.get('order') === 'asc' ? 1 : -1;
  all.sort((a, b) => order * (placeOf(a) < placeOf(b) ? -1 : 1));
  const after = readToken(call.query.get('nextToken'));
  const rest =
    after === undefined
      ? all
      : all.filter((sandbox) => order * (placeOf(sandbox) > after ? 1 : -1) > 0 && placeOf(sandbox) !== after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    status: 200,
    body: page.map((sandbox) => presentSandbox(sandbox, call.services.previewDomain())),
    ...(rest.length > limit && last
      ? { headers: { 'x-next-token': Buffer.from(placeOf(last)).toString('base64url') } }
      : {}),
  };
}

/** GET /sandboxes, of older clients: all at once. */
export async function listAll(call: Call): Promise<Answer> {
  const all = await matching(call);
  return { status: 200, body: all.map((sandbox) => presentSandbox(sandbox, call.services.previewDomain())) };
}

async function matching(call: Call): Promise<Sandbox[]> {
  await call.services.access.require(call.caller, 'list');
  const metadata = readMetadata(call.query.get('metadata'));
  const states = call.query.get('state')?.split(',');
  const template = call.query.get('template');
  const startedAfter = call.query.get('startedAfter');
  // A pod is never paused.
  if (states && !states.includes('running')) return [];
  return call.services.sandboxes
    .inNamespace(call.caller.namespace)
    .filter((sandbox) => isReady(sandbox) && sandbox.status?.sandboxID)
    .filter(({ spec }) => metadata.every(([key, value]) => spec.metadata?.[key] === value))
    .filter(({ spec }) => !template || spec.template === template)
    .filter((sandbox) => !startedAfter || Date.parse(startOf(sandbox)) > Date.parse(startedAfter));
}

/** The SDK encodes keys and values before it makes a query string of them, which then is one value of the query. */
function readMetadata(query: string | null): [string, string][] {
  return [...new URLSearchParams(query ?? '')].map(([key, value]) => [decode(key), decode(value)]);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Where a sandbox stands in the order: by its start, then by its id. */
function placeOf(sandbox: Sandbox): string {
  return `${startOf(sandbox)} ${sandbox.status?.sandboxID}`;
}

function readToken(token: string | null): string | undefined {
  return token ? Buffer.from(token, 'base64url').toString('utf8') : undefined;
}

function positive(text: string | null): number | undefined {
  if (text === null) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new HttpError(400, `limit="${text}" is not a whole number over 0.`);
  return value;
}
