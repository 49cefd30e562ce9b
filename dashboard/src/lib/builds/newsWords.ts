import type { NewsItem } from '#lib/api/queries/news.ts';
import type { Tone } from '#lib/ui/Badge.svelte';
import { count } from './eventText.ts';

export interface NewsWords {
  tone: Tone;
  /** A sentence without its full stop. */
  text: string;
  /** What somebody said, or why. */
  detail?: string;
  /** Of the build's page, where there is more of it. */
  tab?: 'features' | 'chat' | 'plan' | 'versions';
}

/** One thing that happened, for people. */
export function newsWords({ kind, text, by, count: many }: NewsItem): NewsWords {
  const detail = text ?? undefined;
  const who = by ?? 'Somebody';
  switch (kind) {
    case 'failed':
      return { tone: 'bad', text: 'It stopped, and needs you', detail, tab: 'features' };
    case 'held':
      return { tone: 'warn', text: 'A limit holds it up', detail };
    case 'request':
      return { tone: 'warn', text: `${who} asks for a change`, detail, tab: 'chat' };
    case 'unproven':
      return { tone: 'warn', text: 'It was built, but not everything is proven', tab: 'features' };
    case 'released':
      return { tone: 'good', text: 'A new version is online', tab: 'versions' };
    case 'finished':
      return { tone: 'good', text: many ? `Finished: ${count(many, 'check')} passed` : 'Finished', tab: 'features' };
    case 'questions':
      return { tone: 'busy', text: `${count(many ?? 1, 'question')} answered for you: see the plan`, tab: 'plan' };
    case 'accepted':
      return { tone: 'good', text: `${who} accepted a change`, detail, tab: 'chat' };
    case 'dismissed':
      return { tone: 'still', text: `${who} settled a message without a change`, detail, tab: 'chat' };
    case 'comment':
      return { tone: 'still', text: `${who} said something`, detail, tab: 'chat' };
    case 'features':
      return { tone: 'good', text: `${count(many ?? 1, 'feature')} proven`, tab: 'features' };
  }
}

const BRIEF: Record<NewsItem['kind'], string> = {
  failed: 'stopped',
  held: 'held up by a limit',
  request: 'change asked for',
  unproven: 'built, not proven',
  released: 'new version',
  finished: 'finished',
  questions: 'questions',
  accepted: 'change accepted',
  dismissed: 'settled',
  comment: 'comment',
  features: 'features proven',
};

/** So many kinds are named in a row of the list. */
const MOST = 2;

/** All of it in a few words, the most important first: `finished, 3 comments`. */
export function newsBrief(items: readonly NewsItem[]): string {
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  const words = kinds.map((kind) => {
    const many = items.filter((item) => item.kind === kind).length;
    return many > 1 && kind === 'comment' ? count(many, 'comment') : BRIEF[kind];
  });
  const left = words.length - MOST;
  return [...words.slice(0, MOST), ...(left > 0 ? [`${left} more`] : [])].join(', ');
}
