import { Imports, lines, str } from '../emit.ts';
import type { App, Entity } from '../model.ts';
import { Random } from '../samples/random.ts';
import { SAMPLE_ROWS, sampleId, sampleValue } from '../samples/values.ts';

/** src/db/samples/<slug>.ts: example rows with dates around today. Node reads these files too: relative imports, with .ts. */
export function samplesPath(entity: Entity): string {
  return `src/db/samples/${entity.slug}.ts`;
}

export const samplesName = (entity: Entity): string => `${entity.variable}Samples`;

/** Rows exist before those that refer to them: earlier entities are complete, the entity itself up to the row before. */
function rowsOf(app: App, entity: Entity, row: number) {
  return (name: string) => {
    const target = sampledEntities(app).find((other) => other.name === name);
    if (!target) return undefined;
    if (target.name === entity.name) return { entity: target, rows: row };
    return target.position < entity.position ? { entity: target, rows: SAMPLE_ROWS } : undefined;
  };
}

export function samplesFile(entity: Entity, app: App): string {
  const rows = Array.from({ length: SAMPLE_ROWS }, (_, row) => {
    const random = new Random(entity.name, String(row));
    const values = entity.fields.map((field) => {
      const value = sampleValue(field, { entity, row, random, rowsOf: rowsOf(app, entity, row) });
      return `${field.property}: ${value}`;
    });
    const made = `subDays(today, ${Math.round((SAMPLE_ROWS - row) ** 1.6 * 1.1) + random.below(4)})`;
    const created = `createdAt: ${made}, updatedAt: ${made}`;
    return `{ ${[`id: ${str(sampleId(entity, row))}`, ...values, created].join(', ')} },`;
  });
  const body = rows.join('\n');
  const imports = new Imports()
    .add('date-fns', 'subDays')
    .add(`../schema/${entity.slug}.ts`, entity.tableVariable)
    .addType('./samples.ts', 'Samples');
  const usesDay = body.includes(' day(');
  const usesAt = body.includes(' at(');
  if (body.includes('addDays(')) imports.add('date-fns', 'addDays');
  if (usesDay) imports.add('date-fns', 'formatISO');
  if (usesAt) imports.add('date-fns', 'setHours', 'startOfHour');
  return lines(
    imports.print(),
    '',
    usesDay && `const day = (date: Date) => formatISO(date, { representation: 'date' });`,
    usesAt && `const at = (date: Date, hour: number) => startOfHour(setHours(date, hour));`,
    (usesDay || usesAt) && '',
    `const rows = (): (typeof ${entity.tableVariable}.$inferInsert)[] => {`,
    `const today = new Date();`,
    `return [`,
    body,
    `];`,
    `};`,
    '',
    `export const ${samplesName(entity)}: Samples = { table: ${entity.tableVariable}, rows };`,
    '',
  );
}

/** Entities that get example rows: not those that visitors see, nor those whose rows need one of a thing that has none. */
export function sampledEntities(app: App): Entity[] {
  let sampled = app.entities.filter(({ name }) => !app.state.shown?.includes(name));
  for (let before = -1; before !== sampled.length; ) {
    before = sampled.length;
    const names = new Set(sampled.map(({ name }) => name));
    sampled = sampled.filter(({ fields }) =>
      fields.every(({ notNull, target }) => !notNull || target === undefined || names.has(target.name)),
    );
  }
  return sampled;
}

/** Links that get example pairs: those whose both ends have example rows. */
export const sampledLinks = (app: App): { entity: Entity; link: Entity['links'][number] }[] => {
  const sampled = new Set(sampledEntities(app).map(({ name }) => name));
  return app.entities.flatMap((entity) =>
    entity.links.flatMap((link) => (sampled.has(entity.name) && sampled.has(link.target.name) ? { entity, link } : [])),
  );
};

export function samplesIndex(app: App): string {
  const entities = sampledEntities(app);
  const links = sampledLinks(app).length > 0;
  return lines(
    ...entities.map((entity) => `import { ${samplesName(entity)} } from './${entity.slug}.ts';`),
    links && `import { linkedSamples } from './linked-records.ts';`,
    `import type { Samples } from './samples.ts';`,
    '',
    '/** Example rows for empty tables, a table after those that it refers to. */',
    `export const samples: Samples[] = [${[...entities.map(samplesName), ...(links ? ['...linkedSamples'] : [])].join(', ')}];`,
    '',
  );
}
