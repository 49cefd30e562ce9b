import { createHash } from 'node:crypto';
import type { KubeClient } from './client.ts';
import type { KubeEvent, ObjectReference } from './core.ts';
import { isNotFound } from './errors.ts';
import type { Log } from './log.ts';
import type { KubeObject } from './object.ts';
import { EVENTS } from './resources.ts';

/** Something worth telling whoever runs `kubectl describe`. Never put a secret in it. */
export interface Occurrence {
  type: 'Normal' | 'Warning';
  /** One word, for programs: why. */
  reason: string;
  /** One word: what was being done. */
  action: string;
  /** A sentence, for people; at most 1,024 bytes are kept. */
  note: string;
  related?: KubeObject;
}

/** After this long without a repetition an occurrence starts a new event; milliseconds. */
const SERIES_END = 6 * 60_000;
/** Repetitions within this time become one write. */
const SERIES_WRITE_EVERY = 10_000;
const NOTE_BYTES = 1000;
const MOST_SERIES = 2000;

interface Series {
  event: KubeEvent;
  count: number;
  seenAt: number;
  writtenAt: number;
}

/**
 * Writes events.k8s.io/v1 Events. Equal occurrences become one event with a count. Events are news and not state: a write
 * that fails is logged and dropped, and nobody waits for it.
 */
export class Recorder {
  readonly #client: KubeClient;
  readonly #log: Log;
  readonly #controller: string;
  readonly #instance: string;
  readonly #series = new Map<string, Series>();
  readonly #pending = new Set<Promise<void>>();

  /** @param controller for example `appfactory.dev/operator`. @param instance this process, for example the pod's name. */
  constructor(options: { client: KubeClient; log: Log; controller: string; instance: string }) {
    this.#client = options.client;
    this.#log = options.log;
    this.#controller = options.controller;
    this.#instance = options.instance.slice(0, 128);
  }

  record(regarding: KubeObject, occurrence: Occurrence): void {
    const work = this.#write(regarding, occurrence).catch((error: unknown) =>
      this.#log.debug({ err: error, reason: occurrence.reason }, 'an event could not be written'),
    );
    this.#pending.add(work);
    void work.finally(() => this.#pending.delete(work));
  }

  /** Waits for the writes under way. */
  async flush(): Promise<void> {
    await Promise.all(this.#pending);
  }

  async #write(regarding: KubeObject, occurrence: Occurrence): Promise<void> {
    const now = Date.now();
    this.#dropOld(now);
    const note = cutToBytes(occurrence.note, NOTE_BYTES);
    const { type, reason, action } = occurrence;
    const id = JSON.stringify([regarding.kind, regarding.metadata.uid, type, reason, action, note]);
    const series = this.#series.get(id);
    if (series) {
      series.count++;
      series.seenAt = now;
      if (now - series.writtenAt < SERIES_WRITE_EVERY) return;
      series.writtenAt = now;
      if (await this.#repeat(series, now)) return;
    }
    const namespace = regarding.metadata.namespace ?? 'default';
    const digest = createHash('sha256').update(`${id}${now}${this.#instance}`).digest('hex').slice(0, 16);
    const event: KubeEvent = {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { namespace, name: `${regarding.metadata.name.slice(0, 200)}.${digest}` },
      eventTime: microTime(now),
      type,
      reason,
      action,
      note,
      regarding: referenceTo(regarding),
      related: occurrence.related && referenceTo(occurrence.related),
      reportingController: this.#controller,
      reportingInstance: this.#instance,
    };
    this.#series.set(id, { event, count: 1, seenAt: now, writtenAt: now });
    await this.#client.create(EVENTS, event);
  }

  /** False when the event was deleted meanwhile: they live for an hour only. */
  async #repeat(series: Series, now: number): Promise<boolean> {
    try {
      await this.#client.mergePatch(EVENTS, series.event.metadata, {
        series: { count: series.count, lastObservedTime: microTime(now) },
      });
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  #dropOld(now: number): void {
    for (const [id, { seenAt }] of this.#series) {
      if (now - seenAt > SERIES_END || this.#series.size > MOST_SERIES) this.#series.delete(id);
      else break;
    }
  }
}

function referenceTo({ apiVersion, kind, metadata: { name, namespace, uid } }: KubeObject): ObjectReference {
  return { apiVersion, kind, name, namespace, uid };
}

function microTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/Z$/, '000Z');
}

function cutToBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  // A character that was cut in two becomes the replacement character, which is taken off.
  return `${Buffer.from(text)
    .subarray(0, bytes)
    .toString('utf8')
    .replace(/\uFFFD$/, '')}…`;
}
