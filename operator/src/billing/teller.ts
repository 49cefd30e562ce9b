import type { LedgerEntry } from '@appfactory/billing/ledger';
import type { EventsConnection } from '@appfactory/events/connection';
import { lastUsage, tellUsage, type UsageSource } from '@appfactory/events/usage';

interface Place {
  sequence: number;
  /** Until when the source's time is told; undefined while nothing is. */
  until: Date | undefined;
}

/** Told by somebody else each time: nobody else is there who tells. */
const MOST_TRIES = 5;

/**
 * Tells the ledger what is used, each second of each source once. How far a source is stands on the stream: it is asked once for
 * each source, and an entry that does not come right after the one that is known is refused and asked for again. So neither a crash nor
 * two who tell at once lose or double anything.
 */
export class Teller {
  readonly #connection: () => Promise<EventsConnection>;
  readonly #places = new Map<string, Place>();

  constructor(connection: () => Promise<EventsConnection>) {
    this.#connection = connection;
  }

  /**
   * Tells a source's time from where it was told until, or from its start, to now.
   * @param entriesFrom what follows from a time on, in order
   */
  async advance(source: UsageSource, start: Date, entriesFrom: (from: Date) => LedgerEntry[]): Promise<void> {
    const connection = await this.#connection();
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      const place = await this.#placeOf(connection, source);
      const from = place.until && place.until > start ? place.until : start;
      if (await this.#tellAll(connection, source, place, entriesFrom(from))) return;
      this.forget(source);
    }
    throw new Error(`somebody else tells what "${source.source}" of "${source.tenant}" uses; trying again`);
  }

  /** Tells the one entry of a source; false when it is told already. */
  async once(source: UsageSource, entry: LedgerEntry): Promise<boolean> {
    return (await tellUsage(await this.#connection(), source, entry, 0)) !== undefined;
  }

  /** It is over, or somebody else has told: how far it is will be asked for again. */
  forget({ tenant, source }: UsageSource): void {
    this.#places.delete(`${tenant}/${source}`);
  }

  async #tellAll(
    connection: EventsConnection,
    source: UsageSource,
    place: Place,
    entries: LedgerEntry[],
  ): Promise<boolean> {
    for (const entry of entries) {
      const sequence = await tellUsage(connection, source, entry, place.sequence);
      if (sequence === undefined) return false;
      place.sequence = sequence;
      place.until = new Date(entry.until ?? entry.at);
    }
    return true;
  }

  async #placeOf(connection: EventsConnection, source: UsageSource): Promise<Place> {
    const key = `${source.tenant}/${source.source}`;
    const known = this.#places.get(key);
    if (known) return known;
    const last = await lastUsage(connection, source);
    const until = last && new Date(last.entry.until ?? last.entry.at);
    const place: Place = { sequence: last?.sequence ?? 0, until };
    this.#places.set(key, place);
    return place;
  }
}
