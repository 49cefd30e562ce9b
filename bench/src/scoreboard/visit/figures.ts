import { StepFailed, until } from '@appfactory/agent/verify/reading';
import { closest, wordsOf } from './meaning.ts';
import type { Records } from './records.ts';
import { PATIENCE, type Screen } from './screen.ts';

const MONTHS = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)[a-z]*\b/i;
const PAGES = ['Dashboard', 'Reports', 'Statistics', 'Charts', 'Overview', 'Analytics', 'Auswertung', 'Übersicht'];
const FIGURES = 'svg, canvas, [role=img], [role=meter], [role=progressbar], table, dl, ol, ul';

/** Looks for a chart, or a table of figures, of something by something: where one lands, on such pages, on the list. */
export async function seeChart(screen: Screen, start: string, records: Records, of: string, by: string): Promise<void> {
  const seen: string[] = [];
  const look = async () => {
    let found = false;
    await until(3000, async () => {
      const boxes = await boxesOf(screen);
      seen.push(...boxes);
      found = boxes.some((text) => isAbout(text, of, by));
      return found;
    });
    return found;
  };
  await screen.open(start);
  if (await look()) return;
  const links = (await screen.links()).filter((link) => closest(PAGES, [link], ({ name }) => name, 0.9) !== undefined);
  const addresses = await Promise.all(links.map(({ locator }) => locator.getAttribute('href')));
  for (const address of new Set(addresses)) {
    await screen.open(new URL(address ?? '', start).href);
    if (await look()) return;
  }
  await records.list(of).catch(() => undefined);
  if (await look()) return;
  throw new StepFailed(
    `There is no chart of "${of}" by "${by}" (there is: ${[...new Set(seen)]
      .map((text) => text.slice(0, 60))
      .slice(0, 8)
      .join(' | ')})`,
  );
}

/** The texts of the parts of a page that hold figures: each with its heading. */
function boxesOf(screen: Screen): Promise<string[]> {
  return screen.page
    .locator('main :is(section, article, figure, [data-slot=card], table):visible')
    .evaluateAll(
      (elements, figures) =>
        elements
          .filter((element) => element.matches('table') || element.querySelector(figures) !== null)
          .map((element) =>
            `${element.getAttribute('aria-label') ?? ''} ${(element as HTMLElement).innerText}`.replace(/\s+/g, ' '),
          ),
      FIGURES,
    )
    .catch(() => []);
}

function isAbout(text: string, of: string, by: string): boolean {
  if (!/\d/.test(text)) return false;
  const words = new Set(wordsOf(text));
  const names = (meant: string) => closest(wordsOf(meant), [...words], (word) => word, 0.9) !== undefined;
  const byIt = names(by) || (/month|monat/i.test(by) && MONTHS.test(text));
  return byIt && names(of);
}

/** Brings rows in from a text of comma-separated values. */
export async function importCsv(screen: Screen, records: Records, thing: string, csv: string): Promise<void> {
  await records.list(thing);
  const among = async () => [...(await screen.buttons()), ...(await screen.links())];
  const way = await screen.find(among, ['Import', 'Importieren', 'Upload']);
  if (!way) throw screen.fault('There is no import', await among());
  await screen.click(way);
  const file = screen.page.locator('input[type=file]').first();
  await file.setInputFiles({ name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }, { timeout: PATIENCE });
  // Steps in between (what is which column, a trial run) are taken as they are proposed.
  for (let round = 0; round < 4; round++) {
    const next = await screen.find(
      async () => (await screen.buttons()).filter(({ disabled }) => !disabled),
      ['Import', 'Next', 'Continue', 'Check', 'Weiter', 'Importieren'],
      { least: 0.6 },
    );
    if (!next) return;
    const before = await screen.text();
    await screen.click(next);
    await until(PATIENCE, async () => (await screen.text()) !== before);
  }
}

export async function exportRows(screen: Screen, records: Records, thing: string): Promise<void> {
  await records.list(thing);
  const among = async () => [...(await screen.buttons()), ...(await screen.links())];
  const way = await screen.find(among, ['Export', 'Download', 'CSV', 'Exportieren', 'Herunterladen'], { least: 0.6 });
  if (!way) throw screen.fault('There is no export', await among());
  const [download] = await Promise.all([
    screen.page.waitForEvent('download', { timeout: PATIENCE }).catch(() => undefined),
    way.locator.click({ timeout: PATIENCE }),
  ]);
  if (!download) throw new StepFailed(`"${way.name}" gives no file`);
}
