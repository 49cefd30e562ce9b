import { planApp } from '@appfactory/plan/planApp';
import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import { statedRows } from './statedRows.ts';

function stated(prompt: string) {
  const spec = appBuildSpecSchema.parse({ prompt });
  const { landing, entities } = planApp({ name: 'page', namespace: 'default', generation: 1, spec });
  if (!landing) throw new Error('no landing page');
  return statedRows(landing, entities);
}

describe('what a prompt states of a page', () => {
  it('is rows that the owner can change, in the order of the prompt', () => {
    const rows = stated(
      "Landing page for my bakery. Services: bread, cakes and Mum's pies. Opening hours Mon-Fri 7:00-12:00. Prices: loaf £4, cake £30.",
    );
    expect(rows.map(({ entity }) => entity)).toEqual(['Service', 'Price', 'OpeningTime']);
    const [services, prices] = rows;
    expect(services?.statements).toHaveLength(3);
    expect(services?.statements[2]).toContain("'Mum''s pies'");
    expect(prices?.statements[0]).toContain("'£4'");
  });

  it('stays in the words of the page where a row needs more than is said', () => {
    expect(stated('Landing page for our nursery. Upcoming dates: summer party, parents evening.')).toEqual([]);
  });

  it('ends no statement early, whatever it says', () => {
    const [rows] = stated('Landing page for a shed. Services: planks --> statement-breakpoint, nails; and glue.');
    for (const statement of rows?.statements ?? []) expect(statement).not.toContain('-->');
  });
});
