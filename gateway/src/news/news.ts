import type { EndingRow, FeaturesRow, TalkRow } from './newsStore.ts';
import { conditionOf, isLimit, type Standing, type StandingBuild, standingOf, troubleOf } from './standing.ts';

/** What can have happened, the most important first. */
export const NEWS_KINDS = [
  'failed',
  'held',
  'request',
  'unproven',
  'released',
  'finished',
  'questions',
  'accepted',
  'dismissed',
  'comment',
  'features',
] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];

export interface NewsItem {
  kind: NewsKind;
  /** Unknown for what is so now, and was not when they looked. */
  at?: Date;
  /** For people, where there is more to say than the kind. */
  text?: string;
  /** Who said or decided it. */
  by?: string;
  /** Of questions and features. */
  count?: number;
}

/** How it stood when somebody looked last; where they never did, since when they could have. */
export interface Before {
  standing?: Standing;
  since: Date;
}

/** What happened to one build, as the tables have it. */
export interface Happened {
  endings: EndingRow[];
  features?: FeaturesRow;
  talk: TalkRow[];
}

/** What is new of a build for somebody who looked last when it stood so; the most important first. Pure. */
export function newsOf(build: StandingBuild, before: Before, happened: Happened): NewsItem[] {
  const items = [
    ...standingNews(build, before, happened.endings),
    ...endingNews(happened.endings),
    ...happened.talk.map(talkNews),
    ...(happened.features
      ? [{ kind: 'features', at: happened.features.at, count: happened.features.count } as const]
      : []),
  ];
  return items.sort((a, b) => NEWS_KINDS.indexOf(a.kind) - NEWS_KINDS.indexOf(b.kind) || timeOf(b) - timeOf(a));
}

/** The last end alone: what an earlier attempt came to has been overtaken. */
function endingNews(endings: EndingRow[]): NewsItem[] {
  const [last] = endings.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  if (!last) return [];
  const { at, event } = last;
  if (event.type === 'failed') return [{ kind: 'failed', at, text: event.message }];
  return [{ kind: event.verified === 'true' ? 'finished' : 'unproven', at, count: event.checks.passed }];
}

/** What is so now and was not then: of that the history has no event. */
function standingNews(build: StandingBuild, { standing: then, since }: Before, endings: EndingRow[]): NewsItem[] {
  const { status } = build;
  const now = standingOf(build);
  const items: NewsItem[] = [];
  // Of what was never looked at, only what happened since there is somebody to look.
  const isLater = (at: Date) => then !== undefined || at.getTime() >= wholeSeconds(since);
  const timeOfCondition = (type: string) => new Date(conditionOf(status, type)?.lastTransitionTime ?? 0);
  const trouble = troubleOf(status);
  if (trouble && trouble.reason !== then?.trouble) {
    if (isLimit(trouble.reason)) {
      // Ready was False before: its time is not that of the limit.
      items.push({ kind: 'held', text: trouble.message });
    } else {
      const at = new Date(trouble.lastTransitionTime);
      // What the agent reports of its end says so already.
      if (endings.length === 0 && isLater(at)) items.push({ kind: 'failed', at, text: trouble.message });
    }
  }
  const releasedAt = timeOfCondition('Released');
  if (now.released !== undefined && now.released !== then?.released && isLater(releasedAt)) {
    items.push({ kind: 'released', at: releasedAt });
  }
  const asked = now.asks.filter((id) => !then?.asks.includes(id));
  if (asked.length > 0 && isLater(timeOfCondition('Planned'))) items.push({ kind: 'questions', count: asked.length });
  return items;
}

function talkNews({ at, author, text, isRequest, decision, decidedBy }: TalkRow): NewsItem {
  if (decision !== null && decidedBy !== null && decidedBy !== author) {
    return { kind: decision, at, by: decidedBy, text };
  }
  return { kind: isRequest && decision === null ? 'request' : 'comment', at, by: author, text };
}

/** Times of Kubernetes have no more. */
function wholeSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000) * 1000;
}

function timeOf({ at }: NewsItem): number {
  return at?.getTime() ?? Number.POSITIVE_INFINITY;
}
