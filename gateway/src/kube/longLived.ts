import { ApiError, isForbidden, isNotFound } from '@appfactory/kube/errors';
import { accountIdsOf, type Person } from '../accounts/person.ts';
import { Failed } from '../graphql/failure.ts';

type Account = Person & { kind: 'account' };

/** What goes on for people for a long time: it ends when they sign out, or when something changes for their account. */
export class LongLived {
  /** By account: what ends, with the session that it belongs to. */
  readonly #endings = new Map<string, Map<() => void, string>>();

  /** Ends all of an account, or what is of those of its sessions that are over. */
  end(account: string, isOver: (session: string) => boolean = () => true): void {
    for (const [end, session] of this.#endings.get(account) ?? []) if (isOver(session)) end();
  }

  /** Sessions for which something goes on. */
  get sessions(): string[] {
    return [...new Set([...this.#endings.values()].flatMap((endings) => [...endings.values()]))];
  }

  endSessions(over: ReadonlySet<string>): void {
    for (const account of [...this.#endings.keys()]) this.end(account, (session) => over.has(session));
  }

  /** Calls `end` when it is over, or something changes. Gives the way to stop. */
  listen(person: Account, end: () => void): () => void {
    // A membership that is joined to theirs ends it like their own.
    const accounts = accountIdsOf(person);
    for (const account of accounts) {
      const endings = this.#endings.get(account) ?? new Map<() => void, string>();
      this.#endings.set(account, endings.set(end, person.sessionId));
    }
    return () => {
      for (const account of accounts) {
        const endings = this.#endings.get(account);
        endings?.delete(end);
        if (endings?.size === 0) this.#endings.delete(account);
      }
    };
  }

  /** The values, until it is over. */
  endWith<T>(person: Account, values: AsyncIterableIterator<T>): AsyncIterableIterator<T> {
    return untilForgotten(values, (end) => this.listen(person, end));
  }
}

/**
 * The values, as long as the holder of a Kubernetes token may still see what they are of: nobody tells when a token expires or a right is
 * taken away, so it is looked every so many milliseconds.
 */
export function whileSeen<T>(
  values: AsyncIterableIterator<T>,
  stillSeen: () => Promise<unknown>,
  every: number,
): AsyncIterableIterator<T> {
  return untilForgotten(values, (end) => {
    const look = () => {
      stillSeen().then(
        (seen) => {
          if (!seen) end();
        },
        (error: unknown) => {
          if (isRefusal(error)) end();
        },
      );
    };
    const timer = setInterval(look, every).unref();
    return () => clearInterval(timer);
  });
}

/** What is away just now says nothing. */
function isRefusal(error: unknown): boolean {
  if (error instanceof Failed) return ['FORBIDDEN', 'NOT_FOUND'].includes(error.code);
  return error instanceof ApiError && (isForbidden(error) || isNotFound(error) || error.code === 401);
}

/** @param watch begins to watch for the end, and gives the way to stop */
function untilForgotten<T>(
  values: AsyncIterableIterator<T>,
  watch: (end: () => void) => () => void,
): AsyncIterableIterator<T> {
  const forget = watch(() => void values.return?.());
  return {
    async next() {
      const result = await values.next();
      if (result.done) forget();
      return result;
    },
    async return() {
      forget();
      await values.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
