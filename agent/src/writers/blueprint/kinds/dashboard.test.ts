import { planApp } from '@appfactory/plan/planApp';
import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it, jest } from '@jest/globals';
import { Repository } from '../testing/repository.ts';

// Rendering a whole app many times takes its time on a busy machine.
jest.setTimeout(120_000);

const planOf = (spec: object) =>
  planApp({ name: 'figures', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse(spec) });
const PAGE = 'src/app/(app)/dashboard/page.tsx';
const PROMPT = 'A sales dashboard. We import sales from CSV files and see revenue by month and by region.';

async function built(...specs: object[]): Promise<Repository> {
  const repository = await Repository.ofTemplate();
  for (const spec of specs) await repository.build(planOf(spec));
  return repository;
}

describe('the code of a dashboard', () => {
  it('is the same for the same spec, byte for byte, and is not written again', async () => {
    const [one, two] = [await built({ prompt: PROMPT }), await built({ prompt: PROMPT })];
    expect([...one.files]).toEqual([...two.files]);
    const changes = await one.build(planOf({ prompt: PROMPT }));
    expect(changes.flatMap((change) => [...change.writes.keys(), ...change.removes])).toEqual([]);
  });

  it('goes with the kind, and the overview of the template is there again', async () => {
    const entities = [
      {
        name: 'Sale',
        fields: [
          { name: 'total', type: 'money', required: true },
          { name: 'soldOn', type: 'date', required: true },
          { name: 'region', type: 'enum', values: ['North', 'South'] },
        ],
      },
    ];
    const app = await built({ title: 'S', kinds: ['app'], entities });
    const overview = app.files.get(PAGE);
    expect(overview).toContain('<Insights />');
    await app.build(planOf({ title: 'S', kinds: ['dashboard'], entities }));
    expect(app.files.get(PAGE)).toContain('loadFigures');
    expect(app.files.has('src/features/dashboard/insights.tsx')).toBe(false);
    await app.build(planOf({ title: 'S', kinds: ['app'], entities }));
    expect(app.files.get(PAGE)).toBe(overview);
    expect([...app.files.keys()].filter((path) => /features\/figures|api\/import/.test(path))).toEqual([]);
    // Begun as a dashboard, the overview gets what an app's has.
    const other = await built({ title: 'S', kinds: ['dashboard'], entities }, { title: 'S', kinds: ['app'], entities });
    expect(other.files.get(PAGE)).toContain('<Insights />');
  });

  it('lets each person measure and export the rows that they may read, and import where they may make some', async () => {
    const { files } = await built({
      prompt: `${PROMPT} Managers import and correct sales. Analysts can only view sales.`,
    });
    const figures = files.get('src/features/figures/figures.ts') ?? '';
    const queries = [...figures.matchAll(/\.from\(set\.table\)/g)].length;
    const narrowed = [...figures.matchAll(/\.where\((?:where|and\(where|and\(all|chosenDays|rowsFor|and\(rowsFor)/g)]
      .length;
    expect(queries).toBeGreaterThan(5);
    expect(narrowed).toBe([...figures.matchAll(/\.from\(set\.table\)/g)].length);
    expect(files.get('src/app/api/import/[entity]/route.ts')).toContain("may(user, 'create', slug)");
    expect(files.get('src/app/(app)/dashboard/import/page.tsx')).toContain("requireRight('create', set.slug)");
    expect(files.get('src/app/(app)/dashboard/export/route.ts')).toContain("'create' : 'read', set.slug)");
  });

  it('keeps words of a prompt text, whatever they mean in code', async () => {
    const label = `"q" 'q' <b> & \${x} \\ \`t\` {y}`;
    const { files } = await built({
      kinds: ['dashboard'],
      title: label,
      entities: [
        {
          name: 'Sale',
          label,
          plural: label,
          fields: [
            { name: 'total', label, type: 'money' },
            { name: 'kind', label, type: 'enum', values: [label, 'b'] },
          ],
        },
      ],
    });
    // Between single quotes nothing is a template, and no quote ends the text.
    expect(files.get('src/features/figures/sets.ts')).toContain("plural: '\"q\" \\'q\\' <b> & ");
    expect(files.get('src/features/figures/imports.ts')).toContain("property: 'kind'");
  });
});
