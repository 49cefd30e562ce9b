import { createHash } from 'node:crypto';
import { isGuarded } from '@appfactory/plan/access';
import { hasColumn } from '@appfactory/plan/built';
import type { PlannedLanding } from '@appfactory/plan/kinds/landing/landing';
import type { PlannedEntity, PlannedFeature } from '@appfactory/plan/plan';
import type { BackContext, Change, Workspace, WriteContext, Writer } from '../writer.ts';
import { withInsights } from './dashboard/insightsFile.ts';
import { DASHBOARD_PAGE } from './kinds/dashboard/figuresFiles.ts';
import { HOME } from './kinds/kindFiles.ts';
import { statedRows } from './kinds/landing/statedRows.ts';
import { shopEntities } from './kinds/shop/parts.ts';
import { diffTable, keepTable, type TableChange } from './migrations/diff.ts';
import { newLinkTable } from './migrations/linkTable.ts';
import { makeMigration } from './migrations/migration.ts';
import { takeFirstPictures } from './migrations/pictures.ts';
import { type Journal, parseJournal, parseSnapshot, printJson, type Snapshot } from './migrations/snapshot.ts';
import { leaveLostStates } from './migrations/states.ts';
import { wantedTable } from './migrations/wanted.ts';
import { makeApp } from './model.ts';
import { unusedComponents } from './prune.ts';
import { render } from './render.ts';
import { type LinkTable, parseState, STATE_FILE, type State } from './state.ts';

/** What the repository holds that the next change builds on. */
interface Present {
  state: State;
  journal: Journal;
  snapshot: Snapshot;
}

/**
 * Writes apps without a model: the same plan gives the same files. It keeps a note of what it has built in the repository
 * (state.ts), renders the whole app from it before and after a feature, and hands back what differs, so that a feature's
 * change holds everything that it means for the rest: navigation, the parent's page, the dashboard.
 */
export class BlueprintWriter implements Writer {
  readonly onlyForward = ['drizzle'];

  async write(feature: PlannedFeature, { plan, workspace }: WriteContext): Promise<Change> {
    const present = await readPresent(workspace);
    const { state } = present;
    const shown = [
      ...(plan.landing?.sections.flatMap(({ rows }) => rows?.entity ?? []) ?? []),
      ...(plan.shop ? shopEntities(plan.shop) : []),
    ];
    const next: State = {
      ...state,
      features: withFeature(state, feature),
      shown: shown.length > 0 ? shown : undefined,
    };
    switch (feature.kind) {
      case 'foundation': {
        next.app = plan.app;
        next.roles = plan.roles;
        next.guarded = isGuarded(plan) || undefined;
        const change = finish(next, present, [], 'foundation', rolesGone(state, next));
        if (state.app === null) await leaveWhatIsThere(workspace, change.writes);
        return change;
      }
      case 'landing':
      case 'blog':
      case 'shop': {
        const changes: TableChange[] = [];
        if (feature.kind === 'landing') {
          // Once, when the page comes: from then on the rows are the owner's.
          if (plan.landing && !state.landing) changes.push(...tellRows(plan.landing, next, present));
          next.landing = plan.landing;
        } else if (feature.kind === 'blog') next.blog = plan.blog;
        else next.shop = plan.shop;
        return withTemplatePages(finish(next, present, changes, feature.kind), present, workspace);
      }
      case 'dashboard': {
        next.dashboard = true;
        next.figures = plan.figures;
        const change = await withTemplatePages(finish(next, present, [], 'dashboard'), present, workspace);
        const page = change.writes.get(DASHBOARD_PAGE) ?? (await workspace.read(DASHBOARD_PAGE));
        const extended = page === undefined || next.figures ? undefined : withInsights(page);
        if (extended !== undefined) change.writes.set(DASHBOARD_PAGE, extended);
        // Once, when the app is whole for the first time: what a person adds later is theirs.
        if (!state.dashboard) change.removes.push(...(await unusedComponents(workspace)));
        return change;
      }
      case 'entity': {
        const incoming = plan.entities.filter((entity) => feature.entities.includes(entity.name));
        const order = plan.features.flatMap((each) => each.entities);
        next.entities = inOrder(
          [...state.entities.filter((old) => !feature.entities.includes(old.name)), ...incoming],
          order,
        );
        next.keptTables = state.keptTables.filter((kept) => !incoming.some((entity) => entity.table === kept.table));
        const changes = incoming.map((entity) => changeOf(entity, next, present));
        const links = linksOf(incoming, next);
        const fresh = links.filter((link) => !state.links?.some(({ table }) => table === link.table));
        changes.push(...fresh.map(newLinkTable));
        const others = (state.links ?? []).filter((old) => !links.some(({ table }) => table === old.table));
        if (others.length + links.length > 0)
          next.links = [...others, ...links].toSorted((a, b) => (a.table < b.table ? -1 : 1));
        return finish(next, present, changes, incoming.map((entity) => entity.table).join('_'));
      }
    }
  }

  async remove(featureId: string, { plan, workspace }: WriteContext): Promise<Change> {
    const present = await readPresent(workspace);
    const { state } = present;
    const gone = state.features.find((feature) => feature.id === featureId);
    const next: State = { ...state, features: state.features.filter((feature) => feature.id !== featureId) };
    if (!gone) return { writes: new Map(), removes: [] };
    if (featureId === 'dashboard') {
      next.dashboard = false;
      next.figures = undefined;
    }
    if (featureId === 'landing') next.landing = undefined;
    if (featureId === 'blog') next.blog = undefined;
    if (featureId === 'shop') next.shop = undefined;
    // An entity that moved to another feature stays: that feature's change brings it up to date.
    const planned = new Set(plan.entities.map((entity) => entity.name));
    const leaving = state.entities.filter((entity) => gone.entities.includes(entity.name) && !planned.has(entity.name));
    const left = new Set(leaving.map((entity) => entity.name));
    next.entities = state.entities
      .filter((entity) => !leaving.includes(entity))
      .map((entity) => withoutReferencesTo(entity, left));
    next.keptTables = [...state.keptTables, ...leaving.map(keptTableOf)];
    const changes = leaving.flatMap((entity): TableChange[] => {
      const table = present.snapshot.tables[entity.table];
      return table ? [keepTable(table)] : [];
    });
    const freed = next.entities
      .filter((entity) => !state.entities.includes(entity))
      .map((entity) => changeOf(entity, next, present));
    changes.push(...freed);
    const change = finish(next, present, changes, `without_${leaving.map((entity) => entity.table).join('_')}`);
    return withTemplatePages(change, present, workspace);
  }

  /**
   * The tables of what came later stay with their rows, as those of a feature that is taken out do, and columns that the code
   * of then does not know ask for nothing. Where the database is as it was then, there is nothing to change.
   */
  async fit({ workspace, left }: BackContext): Promise<Change> {
    const present = await readPresent(workspace);
    const { state } = present;
    const before = parseState(await left.read(STATE_FILE));
    const tables = new Set(state.entities.map(({ table }) => table));
    const leaving = before.entities.filter(({ table }) => !tables.has(table));
    const kept = [...before.keptTables.filter(({ table }) => !tables.has(table)), ...leaving.map(keptTableOf)];
    const others = (state.links ?? []).filter(({ table }) => !before.links?.some((link) => link.table === table));
    const links = [...(before.links ?? []), ...others];
    const next: State = { ...state, keptTables: kept, ...(links.length > 0 && { links }) };
    const changes = [
      ...leaving.flatMap(({ table }) => present.snapshot.tables[table] ?? []).map(keepTable),
      // What kind of value a column holds is what the later code made of it.
      ...state.entities.map((entity) => changeOf(entity, next, { ...present, state: before })),
    ].filter(({ statements, notes }) => statements.length > 0 || notes.length > 0);
    if (changes.length === 0) return { writes: new Map(), removes: [] };
    return withTemplatePages(finish(next, present, changes, 'back'), present, workspace);
  }
}

/** Fills the tables of a page with what the prompt states, and notes in the state which those are. */
function tellRows(landing: PlannedLanding, next: State, { snapshot }: Present): TableChange[] {
  const stated = statedRows(landing, next.entities);
  if (stated.length > 0) next.told = stated.map(({ entity }) => entity);
  return stated.flatMap(({ table: name, statements }): TableChange[] => {
    const table = snapshot.tables[name];
    return table ? [{ table, statements, notes: [] }] : [];
  });
}

function keptTableOf({ slug, table, tableVariable, plural }: PlannedEntity): State['keptTables'][number] {
  return { slug, table, tableVariable, label: plural };
}

/**
 * Takes out of the writes what the template holds already, but for its layout: each file that is written has the development
 * server compile what depends on it.
 */
async function leaveWhatIsThere(workspace: Workspace, writes: Map<string, string>): Promise<void> {
  const code = (text: string) => text.replace(/\s+/g, '');
  for (const [path, text] of writes) {
    const there = await workspace.read(path);
    if (there !== undefined && code(there) === code(text)) writes.delete(path);
  }
}

async function readPresent(workspace: Workspace): Promise<Present> {
  const need = async (path: string) => {
    const text = await workspace.read(path);
    if (text === undefined)
      throw new Error(
        `"${path}" is missing in the app's repository: the template does not have the shape that this writer knows`,
      );
    return text;
  };
  const state = parseState(await workspace.read(STATE_FILE));
  // What every app imports: an app that an earlier template began says so here, and not by errors of types.
  await need('src/lib/access.ts');
  const journal = parseJournal(await need('drizzle/meta/_journal.json'));
  const last = journal.entries.at(-1);
  if (!last)
    throw new Error('"drizzle/meta/_journal.json" has no entries: the template must bring the tables of its own');
  const number = String(last.idx).padStart(4, '0');
  return { state, journal, snapshot: parseSnapshot(await need(`drizzle/meta/${number}_snapshot.json`)) };
}

/** Who had a role that the plan no longer has is not let in any more (knownRole in the template's src/lib/access.ts). */
function rolesGone(before: State, next: State): string[] {
  const gone = (before.roles ?? []).filter((old) => !next.roles?.some(({ name }) => name === old.name));
  return gone.map(
    ({ name, label }) =>
      `The role “${label}” (${name}) is gone: whoever has it waits until an owner gives them another one on the People page.`,
  );
}

function withFeature(state: State, feature: PlannedFeature): State['features'] {
  const others = state.features
    .filter((each) => each.id !== feature.id)
    .map((each) => ({ ...each, entities: each.entities.filter((name) => !feature.entities.includes(name)) }));
  const all = [...others, { id: feature.id, entities: feature.entities }];
  return all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function withoutReferencesTo(entity: PlannedEntity, gone: Set<string>): PlannedEntity {
  const fields = entity.fields.filter((field) => !gone.has(field.to ?? ''));
  return fields.length === entity.fields.length ? entity : { ...entity, fields };
}

function inOrder(entities: PlannedEntity[], order: string[]): PlannedEntity[] {
  const place = (entity: PlannedEntity) => {
    const at = order.indexOf(entity.name);
    return at < 0 ? order.length : at;
  };
  return entities.toSorted((a, b) => place(a) - place(b));
}

/** The tables of pairs that entities need. */
function linksOf(entities: PlannedEntity[], next: State): LinkTable[] {
  return entities.flatMap((entity) =>
    entity.fields.flatMap((field): LinkTable[] => {
      const to = next.entities.find((other) => other.name === field.to)?.table;
      return field.link && to ? [{ ...field.link, from: entity.table, to }] : [];
    }),
  );
}

function changeOf(entity: PlannedEntity, next: State, { state, journal, snapshot }: Present): TableChange {
  const tableOf = (name: string) => next.entities.find((other) => other.name === name)?.table ?? name;
  const before = state.entities.find((old) => old.table === entity.table);
  const kindOf = (column: string) => before?.fields.filter(hasColumn).find((field) => field.column === column)?.type;
  const number = (journal.entries.at(-1)?.idx ?? 0) + 1;
  const old = snapshot.tables[entity.table];
  const change = diffTable(wantedTable(entity, tableOf), old, kindOf, number);
  const more = old ? [leaveLostStates(entity, before), takeFirstPictures(entity, before, old)] : [];
  return {
    ...change,
    statements: [...change.statements, ...more.flatMap((each) => each?.statements ?? [])],
    notes: [...change.notes, ...more.flatMap((each) => each?.notes ?? [])],
  };
}

const fingerprint = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Pages of the template that others take the place of, and where they wait meanwhile. */
const KEPT_PAGES = { [HOME]: '.appfactory/home.txt', [DASHBOARD_PAGE]: '.appfactory/dashboard.txt' };

/** Puts a page of the template aside before another takes its place, and back after that has gone. */
async function withTemplatePages(change: Change, present: Present, workspace: Workspace): Promise<Change> {
  for (const [page, kept] of Object.entries(KEPT_PAGES)) {
    if (change.writes.has(page) && !(page in present.state.files)) {
      const text = await workspace.read(page);
      if (text !== undefined) change.writes.set(kept, text);
    }
    if (!change.removes.includes(page)) continue;
    const text = await workspace.read(kept);
    if (text === undefined) continue;
    change.writes.set(page, text);
    change.removes = [...change.removes.filter((path) => path !== page), kept];
  }
  return change;
}

/** Renders the app as it is to be and hands back the files that differ from those written before. */
function finish(next: State, present: Present, changes: TableChange[], slug: string, notes: string[] = []): Change {
  const migration = makeMigration(present.journal, present.snapshot, slug, changes);
  const files = render(makeApp(next, migration?.snapshot ?? present.snapshot));
  const before = present.state.files;
  const writes = new Map<string, string>();
  for (const [path, text] of files) if (before[path] !== fingerprint(text)) writes.set(path, text);
  const removes = Object.keys(before).filter((path) => !files.has(path));
  for (const [path, text] of migration?.files ?? []) writes.set(path, text);
  next.files = Object.fromEntries([...files].map(([path, text]) => [path, fingerprint(text)]));
  const note = printJson(next);
  if (note !== printJson(present.state)) writes.set(STATE_FILE, note);
  return { writes, removes, notes: [...notes, ...changes.flatMap((change) => change.notes)] };
}
