import type { BuildEvent } from '#lib/api/queries/builds.ts';

export interface EventText {
  tone: 'good' | 'bad' | 'warn' | 'busy' | 'still';
  text: string;
  detail?: string;
}

/** One line of the log. @param titles names of features by their ids */
export function eventText(event: BuildEvent, titles: ReadonlyMap<string, string>): EventText {
  const feature = titles.get(event.feature ?? '') ?? event.feature ?? 'A feature';
  switch (event.type) {
    case 'started':
      return { tone: 'busy', text: `The agent began: ${count(event.features ?? 0, 'feature')} to build` };
    case 'preview':
      return { tone: 'good', text: 'The preview answers', detail: event.address ?? undefined };
    case 'firstPage':
      return { tone: 'good', text: 'The first page is there', detail: event.address ?? undefined };
    case 'feature':
      return featureText(event, feature);
    case 'verification': {
      const time = event.seconds == null ? '' : `, ${event.seconds.toFixed(1)} s`;
      const words = `${PROOF_WORDS[event.step ?? ''] ?? event.step}: ${(event.state ?? '').toLowerCase()}${time}`;
      return { tone: toneOf(event.state), text: words, detail: event.message ?? undefined };
    }
    case 'check': {
      const where = event.against === 'production' ? 'production server' : 'preview';
      return {
        tone: toneOf(event.result),
        text: `${feature}: ${event.check}`,
        detail: event.result === 'passed' ? `proven on the ${where}` : (event.message ?? undefined),
      };
    }
    case 'progress':
      return { tone: 'still', text: event.message ?? '' };
    case 'artifact':
      return { tone: 'good', text: 'Packed for release', detail: event.commit?.slice(0, 7) };
    case 'finished': {
      const { passed = 0, failed = 0, skipped = 0 } = event.checks ?? {};
      const parts = [`${passed} passed`, failed ? `${failed} failed` : '', skipped ? `${skipped} skipped` : ''];
      return {
        tone: event.verified === 'true' ? 'good' : 'bad',
        text: event.verified === 'true' ? 'Finished: everything is proven' : 'Finished, but not everything is proven',
        detail: parts.filter(Boolean).join(', '),
      };
    }
    case 'failed':
      return { tone: 'bad', text: 'The agent gave up', detail: event.message ?? event.reason ?? undefined };
    default:
      return { tone: 'still', text: event.type, detail: event.message ?? undefined };
  }
}

export const PROOF_WORDS: Record<string, string> = {
  types: 'Types',
  lint: 'Lint',
  tests: 'Unit tests',
  build: 'Production build',
  checks: 'Checks on the production server',
};

function featureText(event: BuildEvent, feature: string): EventText {
  switch (event.state) {
    case 'Writing':
      return { tone: 'busy', text: `Writing ${feature}` };
    case 'Committed':
      return { tone: 'still', text: `${feature} is written`, detail: event.commit?.slice(0, 7) };
    case 'Verified':
      return {
        tone: 'good',
        text: `${feature} is proven`,
        detail: `${count(event.checks?.passed ?? 0, 'check')} passed`,
      };
    case 'RolledBack':
      return { tone: 'still', text: `${feature} is rolled back: it is not in the app` };
    case 'Failed':
      return { tone: 'bad', text: `${feature} failed`, detail: event.message ?? undefined };
    default:
      return { tone: 'still', text: `${feature}: ${(event.state ?? '').toLowerCase()}` };
  }
}

function toneOf(result: string | null | undefined): EventText['tone'] {
  if (result === 'passed' || result === 'Passed') return 'good';
  if (result === 'failed' || result === 'Failed') return 'bad';
  if (result === 'skipped' || result === 'Skipped') return 'warn';
  return 'busy';
}

export function count(number: number, word: string): string {
  return `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;
}
