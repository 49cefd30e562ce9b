import type { ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Person } from '../accounts/person.ts';
import type { RequestContext } from './context.ts';
import { Failed, failedOf, graphqlError } from './failure.ts';

/** Of one person at one gateway, over server-sent events and WebSockets together: what twenty browsers full of tabs need. */
export const MOST_SUBSCRIPTIONS = 200;
/** Of one person at one gateway, whether or not anything is asked over them. */
export const MOST_SOCKETS = 50;

/** Counts what each person holds open, so that nobody takes all that there is. */
export class Open {
  readonly #most: number;
  readonly #things: string;
  readonly #byPerson = new Map<string, number>();

  /** @param things how people call them, for example "subscriptions" */
  constructor(most: number, things: string) {
    this.#most = most;
    this.#things = things;
  }

  /** Counts one more; gives what counts it no longer, once. @throws Failed when they have too many */
  enter(person: Person): () => void {
    const key = person.kind === 'account' ? `account/${person.id}` : `kubernetes/${person.username}`;
    const now = this.#byPerson.get(key) ?? 0;
    if (now >= this.#most) {
      throw new Failed(
        'TOO_MANY_SUBSCRIPTIONS',
        `You have ${now} ${this.#things} open, which is the most: close some, for example in other tabs, then try again.`,
      );
    }
    this.#byPerson.set(key, now + 1);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      const left = (this.#byPerson.get(key) ?? 1) - 1;
      if (left > 0) this.#byPerson.set(key, left);
      else this.#byPerson.delete(key);
    };
  }
}

/** Lets nobody hold more subscriptions than there may be, in whichever way they came. */
export function countSubscriptions(open: Open): Plugin {
  return {
    onSubscribe({ args, subscribeFn, setSubscribeFn }) {
      const { person } = args.contextValue as Partial<RequestContext>;
      // The anonymous have none.
      if (!person) return;
      setSubscribeFn(async (asked: ExecutionArgs) => {
        let leave: () => void;
        try {
          leave = open.enter(person);
        } catch (error) {
          const failed = failedOf(error);
          if (!failed) throw error;
          return { errors: [graphqlError(failed)] };
        }
        try {
          const values = (await subscribeFn(asked)) as object;
          if (Symbol.asyncIterator in values) return untilOver(values as AsyncIterableIterator<unknown>, leave);
          leave();
          return values;
        } catch (error) {
          leave();
          throw error;
        }
      });
    },
  };
}

/** The values; `leave` is called when there are no more, whatever the reason. */
function untilOver<T>(values: AsyncIterableIterator<T>, leave: () => void): AsyncIterableIterator<T> {
  return {
    async next() {
      try {
        const result = await values.next();
        if (result.done) leave();
        return result;
      } catch (error) {
        leave();
        throw error;
      }
    },
    async return() {
      leave();
      await values.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
