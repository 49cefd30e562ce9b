import type { Log } from '@appfactory/kube/log';
import type { LongLived } from '../kube/longLived.ts';
import type { Accounts } from './accounts.ts';

/**
 * Ends what goes on for sessions that were ended at another gateway, or have expired: each gateway hears at once only of what is done at
 * itself. Gives the way to stop.
 * @param every milliseconds
 */
export function watchSessions(accounts: Accounts, longLived: LongLived, every: number, log: Log): () => void {
  const look = () => {
    accounts.over(longLived.sessions).then(
      (over) => longLived.endSessions(over),
      // What is away now says nothing of them.
      (error: unknown) => log.debug({ err: error }, 'it could not be looked which sessions are over'),
    );
  };
  const timer = setInterval(look, every).unref();
  return () => clearInterval(timer);
}
