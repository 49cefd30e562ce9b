import { BROWSER_ARGS, findBrowser } from '@appfactory/agent/browser/findBrowser';
import { freePort } from '@appfactory/launcher/plane/ports';
import lighthouse, { type Result } from 'lighthouse';
import { chromium } from 'playwright-core';

export const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type Category = (typeof CATEGORIES)[number];

/** What Lighthouse says of a page: scores from 0 to 100, and what costs points. */
export interface Measured {
  scores: Record<Category, number>;
  /** "seo: robots-txt (robots.txt is not valid)" for each audit that weighs something and is not passed. */
  failed: string[];
  /** What does not depend on how busy the machine is. */
  budget: { requests: number; scriptBytes: number; bytes: number; layoutShift: number };
  /** Milliseconds in which scripts kept the page from answering: more than they cost, where the machine is busy. */
  blocking: number;
}

/** Opens the page in a browser of its own, on a phone and a slow line as Lighthouse simulates them. */
export async function measure(url: string): Promise<Measured> {
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: [...BROWSER_ARGS, `--remote-debugging-port=${port}`],
  });
  try {
    const run = await lighthouse(url, { port, output: 'json', logLevel: 'error', onlyCategories: [...CATEGORIES] });
    if (!run) throw new Error(`Lighthouse said nothing of ${url}`);
    if (run.lhr.runtimeError) throw new Error(`${url}: ${run.lhr.runtimeError.message}`);
    return summaryOf(run.lhr);
  } finally {
    await browser.close();
  }
}

function summaryOf({ categories, audits }: Result): Measured {
  const score = (name: Category) => Math.round((categories[name]?.score ?? 0) * 100);
  const failed = CATEGORIES.flatMap((name) =>
    (categories[name]?.auditRefs ?? []).flatMap(({ id, weight }) => {
      const audit = audits[id];
      const isFailed = audit && weight > 0 && audit.score !== null && audit.score < 0.9;
      return isFailed ? [`${name}: ${id} (${audit.displayValue ?? audit.explanation ?? audit.title})`] : [];
    }),
  );
  const items = itemsOf(audits['network-requests']);
  const bytesOf = (some: typeof items) => some.reduce((sum, { transferSize }) => sum + (transferSize ?? 0), 0);
  return {
    scores: {
      performance: score('performance'),
      accessibility: score('accessibility'),
      'best-practices': score('best-practices'),
      seo: score('seo'),
    },
    failed,
    budget: {
      requests: items.length,
      scriptBytes: bytesOf(items.filter(({ resourceType }) => resourceType === 'Script')),
      bytes: bytesOf(items),
      layoutShift: audits['cumulative-layout-shift']?.numericValue ?? 0,
    },
    blocking: audits['total-blocking-time']?.numericValue ?? 0,
  };
}

interface RequestItem {
  resourceType?: string;
  transferSize?: number;
}

/** What a page asked for. */
function itemsOf(audit: Result['audits'][string] | undefined): RequestItem[] {
  const details = audit?.details;
  return details?.type === 'table' ? (details.items as RequestItem[]) : [];
}

/** The run in the middle by its performance, of several: one that the machine disturbed counts for nothing. */
export async function measureOften(url: string, times: number): Promise<Measured> {
  const runs: Measured[] = [];
  while (runs.length < times) runs.push(await measure(url));
  const sorted = runs.toSorted((a, b) => a.scores.performance - b.scores.performance);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('measured no time at all');
  return middle;
}
