import { BREAKDOWN_CARD, BREAKDOWNS, MONTHS_CARD } from './dashboard/cards.ts';
import { insightsFile } from './dashboard/insightsFile.ts';
import { lines } from './emit.ts';
import { accessConfig, rolesConfig } from './files/accessFiles.ts';
import { actionsFile, HIDDEN_REFERENCES_LIBRARY } from './files/actionsFile.ts';
import { appConfig, entitiesConfig, navigationConfig } from './files/configFiles.ts';
import { entityFile } from './files/entityFile.ts';
import { formFile } from './files/formFile.ts';
import { featurePath, formSchemaFile } from './files/formSchemaFile.ts';
import { LINKS_LIBRARY, LINKS_SAMPLES, LINKS_SCHEMA, linksSamples, linksSchema } from './files/linkFiles.ts';
import { PRESET_LIBRARY, pageFiles } from './files/pageFiles.ts';
import { queriesFile, referencesOf } from './files/queriesFile.ts';
import { readmeFile } from './files/readmeFile.ts';
import { sampledEntities, sampledLinks, samplesFile, samplesIndex, samplesPath } from './files/samplesFile.ts';
import { keptSchemaFile, schemaFile, schemaPath } from './files/schemaFile.ts';
import { sectionFile } from './files/sectionFile.ts';
import { STEP_BAR, STEPS_LIBRARY, stepsFile } from './files/stepsFile.ts';
import { COLUMN_HEAD, tableFile } from './files/tableFile.ts';
import { testFile } from './files/testFile.ts';
import { USES_LIBRARY, usesFile } from './files/usesFile.ts';
import { CALENDAR_LIBRARY, CALENDAR_NAVIGATION, CALENDAR_TEST, DAY_GRID } from './files/views/calendarFiles.ts';
import { GALLERY, VIEW_SWITCH } from './files/views/viewFiles.ts';
import { viewPages, viewsIn } from './files/views/viewPages.ts';
import { MARKDOWN_FIELD_FILE, MARKDOWN_FILE, MARKDOWN_TEST, SLUG_FILE } from './kinds/blog/markdownFile.ts';
import { figuresFiles } from './kinds/dashboard/figuresFiles.ts';
import { kindFiles } from './kinds/kindFiles.ts';
import type { App, Entity } from './model.ts';

/** Every file that the blueprint owns in an app, by path. */
export function render(app: App): Map<string, string> {
  const files = new Map<string, string>([
    ['README.md', readmeFile(app)],
    ['src/config/access.ts', accessConfig(app)],
    ['src/config/app.ts', appConfig(app)],
    ['src/config/navigation.ts', navigationConfig(app)],
    ['src/config/roles.ts', rolesConfig(app)],
    ['src/config/entities.ts', entitiesConfig(app)],
    ['src/db/schema/index.ts', schemaIndex(app)],
    ['src/db/samples/index.ts', samplesIndex(app)],
  ]);
  for (const kept of app.state.keptTables) {
    const table = app.snapshot.tables[kept.table];
    if (table) files.set(schemaPath(kept.slug), keptSchemaFile(kept, table));
  }
  for (const entity of app.entities) for (const [path, text] of entityFiles(entity, app)) files.set(path, text);
  if (app.entities.length > 0) files.set('src/components/list/column-head.tsx', COLUMN_HEAD);
  const links = app.entities.some((entity) => entity.links.length > 0);
  const children = app.entities.some((entity) => entity.children.length > 0);
  if (children) files.set('src/lib/uses.ts', USES_LIBRARY);
  if (children || links) files.set('src/lib/preset.ts', PRESET_LIBRARY);
  if (app.state.links?.length) files.set(LINKS_SCHEMA, linksSchema(app));
  if (links) files.set('src/lib/linked-records.ts', LINKS_LIBRARY);
  if (sampledLinks(app).length > 0) files.set(LINKS_SAMPLES, linksSamples(app));
  if (app.guarded && app.entities.some((entity) => referencesOf(entity).length + entity.links.length > 0)) {
    files.set('src/lib/hidden-references.ts', HIDDEN_REFERENCES_LIBRARY);
  }
  if (app.entities.some((entity) => entity.steps)) {
    files.set('src/lib/steps.ts', STEPS_LIBRARY);
    files.set('src/components/detail/step-bar.tsx', STEP_BAR);
  }
  if (app.state.dashboard && app.state.figures) {
    for (const [path, text] of figuresFiles(app, app.state.figures)) files.set(path, text);
  } else if (app.state.dashboard) {
    const insights = insightsFile(app);
    files.set('src/features/dashboard/insights.tsx', insights);
    if (insights.includes('BreakdownCard')) files.set('src/features/dashboard/breakdown-card.tsx', BREAKDOWN_CARD);
    if (insights.includes('MonthsCard')) files.set('src/features/dashboard/months-card.tsx', MONTHS_CARD);
    if (insights.includes('await')) files.set('src/features/dashboard/breakdowns.ts', BREAKDOWNS);
  }
  for (const [path, text] of [...fieldLibraries(app), ...viewLibraries(app), ...kindFiles(app)]) files.set(path, text);
  return files;
}

/** What fields of a kind of their own need. */
function* fieldLibraries(app: App): Generator<[path: string, text: string]> {
  const fields = app.entities.flatMap((entity) => entity.fields);
  if (fields.some((field) => field.slugOf)) yield ['src/lib/slug.ts', SLUG_FILE];
  if (!fields.some((field) => field.format === 'markdown')) return;
  yield ['src/components/markdown.tsx', MARKDOWN_FILE];
  yield ['src/components/markdown.test.tsx', MARKDOWN_TEST];
  yield ['src/components/fields/markdown-field.tsx', MARKDOWN_FIELD_FILE];
}

/** What the views beside the list share. */
function* viewLibraries(app: App): Generator<[path: string, text: string]> {
  const views = new Set(app.entities.flatMap((entity) => viewsIn(entity, app)));
  if (views.size < 2) return;
  yield ['src/components/list/view-switch.tsx', VIEW_SWITCH];
  if (views.has('gallery')) yield ['src/components/gallery/gallery.tsx', GALLERY];
  if (!views.has('calendar')) return;
  yield ['src/lib/calendar.ts', CALENDAR_LIBRARY];
  yield ['src/lib/calendar.test.ts', CALENDAR_TEST];
  yield ['src/components/calendar/calendar-navigation.tsx', CALENDAR_NAVIGATION];
  yield ['src/components/calendar/day-grid.tsx', DAY_GRID];
}

function* entityFiles(entity: Entity, app: App): Generator<[path: string, text: string]> {
  yield [schemaPath(entity.slug), schemaFile(entity, app)];
  if (sampledEntities(app).includes(entity)) yield [samplesPath(entity), samplesFile(entity, app)];
  yield [featurePath(entity, 'schema.ts'), formSchemaFile(entity)];
  yield [featurePath(entity, 'schema.test.ts'), testFile(entity)];
  yield [featurePath(entity, 'queries.ts'), queriesFile(entity)];
  yield [featurePath(entity, 'entity.ts'), entityFile(entity)];
  yield [featurePath(entity, 'actions.ts'), actionsFile(entity)];
  yield [featurePath(entity, 'form.tsx'), formFile(entity, app)];
  yield [featurePath(entity, 'table.tsx'), tableFile(entity, app)];
  if (entity.steps) yield [featurePath(entity, 'steps.ts'), stepsFile(entity, entity.steps)];
  if (entity.children.length > 0) yield [featurePath(entity, 'uses.ts'), usesFile(entity)];
  if (entity.links.length > 0 || entity.fields.some((field) => field.target))
    yield [featurePath(entity, 'section.tsx'), sectionFile(entity)];
  yield* pageFiles(entity, app);
  yield* viewPages(entity, app);
}

function schemaIndex(app: App): string {
  const tables = [...app.entities.map((entity) => entity.slug), ...app.state.keptTables.map((kept) => kept.slug)];
  const links = app.state.links?.length ? ['linked-records'] : [];
  return lines(...['auth', 'files', ...tables, ...links].map((file) => `export * from './${file}.ts';`).sort(), '');
}
