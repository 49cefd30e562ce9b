import { createClient } from 'graphql-sse';
import { textOf } from './client.ts';
import { AskError, errorOf, toAskError } from './errors.ts';
import type { TadaDocumentNode } from './graphql.ts';

export interface FollowOptions<T, V> {
  document: TadaDocumentNode<T, V>;
  /** Asked at each connection, so that a new one goes on where the last one ended. */
  variables: () => V;
  onData: (data: T) => void;
  onState: (state: 'live' | 'away') => void;
  /** It ended, and connecting again would not help. */
  onEnd: (error: AskError | undefined) => void;
}

/** Milliseconds before the first and the last of the tries to connect again. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
/** A page that nobody looks at gives its connection back after this time: browsers have six for all tabs together. */
const HIDDEN_FOR = 5_000;

/** Follows a subscription while the page is seen, over lost connections. Gives the function that ends it. */
export function follow<T, V extends Record<string, unknown>>(options: FollowOptions<T, V>): () => void {
  const { document: query, variables, onData, onState, onEnd } = options;
  const client = createClient({ url: '/graphql', credentials: 'same-origin', retryAttempts: 0 });
  let disconnect: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let ended = false;

  const later = (work: () => void, time: number) => {
    clearTimeout(timer);
    timer = setTimeout(work, time);
  };
  const close = () => {
    const last = disconnect;
    disconnect = undefined;
    last?.();
  };
  const end = (error?: AskError) => {
    if (ended) return;
    stop();
    onEnd(error);
  };
  const lost = (error: unknown) => {
    close();
    if (ended) return;
    const known = knownError(error);
    if (known && !known.isPassing) return end(known);
    onState('away');
    tries += 1;
    // Not all pages at once when the gateway comes back.
    const wait = Math.min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT) * (0.75 + Math.random() / 2);
    later(connect, wait);
  };
  const connect = () => {
    clearTimeout(timer);
    if (ended || disconnect || document.hidden) return;
    let isCurrent = true;
    const dispose = client.subscribe<T>(
      { query: textOf(query), variables: variables() },
      {
        next: ({ data, errors }) => {
          if (!isCurrent) return;
          if (errors?.length || !data) return lost(errorOf(errors ?? []));
          tries = 0;
          onState('live');
          onData(data);
        },
        error: (error) => {
          if (isCurrent) lost(error);
        },
        // A subscription that completes has nothing more to tell: the build is gone.
        complete: () => {
          if (isCurrent) end();
        },
      },
    );
    disconnect = () => {
      isCurrent = false;
      dispose();
    };
  };
  const onVisibility = () => {
    if (document.hidden) later(close, HIDDEN_FOR);
    else connect();
  };
  const stop = () => {
    ended = true;
    clearTimeout(timer);
    close();
    document.removeEventListener('visibilitychange', onVisibility);
    removeEventListener('online', connect);
  };
  document.addEventListener('visibilitychange', onVisibility);
  addEventListener('online', connect);
  connect();
  return stop;
}

/** What the gateway says is wrong; undefined for a connection that broke. */
function knownError(error: unknown): AskError | undefined {
  if (error instanceof AskError) return error;
  // graphql-sse gives the answer's errors as a list, and everything about the connection as a NetworkError.
  if (Array.isArray(error)) return errorOf(error as { message: string; extensions?: Record<string, unknown> }[]);
  const { response } = error as { response?: Response };
  if (response && response.status >= 400 && response.status < 500) return toAskError(error);
  return undefined;
}
