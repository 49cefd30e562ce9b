import { planApp } from '@appfactory/plan/planApp';
import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it, jest } from '@jest/globals';
import { AppDatabase } from './testing/database.ts';
import { nastyRules } from './testing/nasty.ts';
import { Repository } from './testing/repository.ts';

// Rendering a whole app many times takes its time on a busy machine.
jest.setTimeout(120_000);

const required = (name: string) => ({ name, type: 'string', required: true });
const agent = { name: 'agent', label: 'Agent' };
const ticket = {
  name: 'Ticket',
  fields: [required('title'), { name: 'status', type: 'enum', values: ['New', 'Done'] }],
};
const states = {
  field: 'status',
  initial: 'Done',
  transitions: [{ name: 'reopen', from: ['Done'], to: 'New', roles: ['agent'] }],
};
const own = [{ role: 'agent', actions: ['create', 'read'], scope: 'own' }];

const planOf = (spec: object) =>
  planApp({ name: 'desk', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse(spec) });

/** Builds specs on top of each other; a row is there from the first on. */
async function evolved(...specs: object[]) {
  const repository = await Repository.ofTemplate();
  const database = new AppDatabase();
  for (const [index, spec] of specs.entries()) {
    await repository.build(planOf(spec));
    database.migrate(repository);
    if (index === 0) database.run(`INSERT INTO tickets (id, title, created_at, updated_at) VALUES ('t', 'Old', 0, 0)`);
  }
  expect(database.faults()).toEqual([]);
  const text = (path: string) => repository.files.get(path) ?? '';
  return { repository, database, text };
}

describe('rules', () => {
  it('are written in one place, and asked by queries, actions and pages', async () => {
    const { text } = await evolved({ roles: [agent], entities: [{ ...ticket, permissions: own }] });
    expect(text('src/config/access.ts')).toContain(`agent: { read: 'own', create: 'all' },`);
    expect(text('src/config/roles.ts')).toContain(`['owner', 'member', 'agent', 'pending']`);
    expect(
      text('src/features/tickets/queries.ts').match(/rowsFor\(user, 'read', 'tickets', tickets.createdById\)/g),
    ).toHaveLength(2);
    expect(text('src/features/tickets/actions.ts')).toContain('createdById: user.id');
    expect(text('src/features/tickets/actions.ts').match(/return refused\(notAllowed\)/g)?.length).toBeGreaterThan(4);
    for (const [page, right] of [
      ['', 'read'],
      ['/new', 'create'],
      ['/[id]', 'read'],
      ['/[id]/edit', 'update'],
    ]) {
      expect(text(`src/app/(app)/tickets${page}/page.tsx`)).toContain(`requireRight('${right}', 'tickets')`);
    }
  });

  it('leave the code of an app without rules as simple as it was', async () => {
    const { repository, text } = await evolved({ entities: [ticket] });
    expect(text('src/config/access.ts')).toContain('rules: Rules | null = null');
    const asking = [...repository.files].filter(
      ([path, code]) => /tickets/.test(path) && /\b(may\(|mayWith|rowsFor|requireRight|createdById)/.test(code),
    );
    expect(asking.map(([path]) => path)).toEqual([]);
  });

  it('come and go with the rows that are there', async () => {
    const plain = { entities: [ticket] };
    const ruled = { roles: [agent], entities: [{ ...ticket, permissions: own }] };
    const { database, text } = await evolved(plain, ruled, plain, ruled);
    expect(database.rows('SELECT title, created_by_id FROM tickets')).toEqual([{ title: 'Old', created_by_id: null }]);
    expect(text('src/features/tickets/queries.ts')).toContain('rowsFor');
    const { text: last } = await evolved(plain, ruled, plain);
    expect(last('src/config/access.ts')).toContain('rules: Rules | null = null');
    expect(last('src/features/tickets/queries.ts')).not.toContain('rowsFor');
  });

  it('say which role is gone, and that whoever had it waits', async () => {
    const repository = await Repository.ofTemplate();
    await repository.build(planOf({ roles: [agent], entities: [{ ...ticket, permissions: own }] }));
    const changes = await repository.build(planOf({ entities: [ticket] }));
    expect(changes.flatMap(({ notes }) => notes ?? [])).toContain(
      'The role “Agent” (agent) is gone: whoever has it waits until an owner gives them another one on the People page.',
    );
    expect(repository.files.get('src/lib/auth.ts')).toContain('role: knownRole(user.role)');
  });

  it('give the same tree for the same spec, byte for byte', async () => {
    const trees = await Promise.all(
      [1, 2].map(async () => {
        const repository = await Repository.ofTemplate();
        await repository.build(planApp({ name: 'x', namespace: 'default', generation: 1, spec: nastyRules() }));
        return [...repository.files];
      }),
    );
    expect(trees[0]).toEqual(trees[1]);
  });
});

describe('references to many', () => {
  const tag = { name: 'Tag', fields: [required('name')] };
  const tags = { name: 'tags', type: 'references', to: 'Tag' };
  const tagged = { entities: [tag, { ...ticket, fields: [...ticket.fields, tags] }] };

  it('are pairs in a table of their own, which stay while nothing shows them', async () => {
    const repository = await Repository.ofTemplate();
    const database = new AppDatabase();
    const build = async (spec: object) => {
      await repository.build(planOf(spec));
      database.migrate(repository);
    };
    await build({ entities: [ticket] });
    database.run(`INSERT INTO tickets (id, title, created_at, updated_at) VALUES ('t', 'Old', 0, 0)`);
    await build(tagged);
    for (const id of ['a', 'b']) {
      database.run(`INSERT INTO tags VALUES ('${id}', '${id}', 0, 0)`);
      database.run(`INSERT INTO tickets_tags VALUES ('t', '${id}')`);
    }
    expect(() => database.run(`INSERT INTO tickets_tags VALUES ('t', 'a')`)).toThrow(/UNIQUE/);
    await build({ entities: [{ ...ticket, fields: [required('title'), required('place')] }] });
    expect(repository.files.get('src/db/schema/linked-records.ts')).toContain('ticketTags');
    expect(repository.files.get('src/lib/linked-records.ts')).toBeUndefined();
    await build(tagged);
    expect(database.rows('SELECT to_id FROM tickets_tags')).toEqual([{ to_id: 'a' }, { to_id: 'b' }]);
    database.run(`DELETE FROM tags WHERE id = 'a'`);
    expect(database.rows('SELECT to_id FROM tickets_tags')).toEqual([{ to_id: 'b' }]);
    expect(database.faults()).toEqual([]);
  });
});

describe('sections of what refers to a record', () => {
  it('say which way round it is, where both are of one kind', async () => {
    const replaces = { name: 'replaces', type: 'references', to: 'Ticket' };
    const parent = { name: 'parent', type: 'reference', to: 'Ticket' };
    const { text } = await evolved({ entities: [{ ...ticket, fields: [...ticket.fields, replaces, parent] }] });
    const page = text('src/app/(app)/tickets/[id]/page.tsx');
    expect(page).toContain('title="Tickets that refer to this (Replaces)"');
    expect(page).toContain('title="Tickets that refer to this (Parent)"');
  });
});

describe('sections that are cut', () => {
  it('say so, and lead to the list where its search finds the rest', async () => {
    const tag = { name: 'Tag', fields: [required('name')] };
    const parts = [
      { name: 'tags', type: 'references', to: 'Tag' },
      { name: 'main', type: 'reference', to: 'Tag' },
    ];
    const { text } = await evolved({ entities: [tag, { ...ticket, fields: [...ticket.fields, ...parts] }] });
    const section = text('src/features/tickets/section.tsx').replace(/\s+/g, ' ');
    expect(section).toMatch(
      /\{total > rows\.length && \( <p [^>]*> <span>The newest \{rows\.length\} of \{total\}<\/span>/,
    );
    expect(section).toMatch(/\{!\(field === 'tags'\) && \( <Link .*Show all <\/Link> \)\} <\/p>/);
  });
});

describe('steps', () => {
  it('lead rows on whose state is gone, and say so', async () => {
    const repository = await Repository.ofTemplate();
    const database = new AppDatabase();
    const step = (name: string, from: string, to: string) => ({ name, from: [from], to });
    const build = async (values: string[], ...transitions: object[]) => {
      const status = { name: 'status', type: 'enum', values };
      const states = { field: 'status', initial: 'New', transitions };
      const entity = { name: 'Ticket', fields: [required('title'), status], ...(transitions.length ? { states } : {}) };
      const changes = await repository.build(planOf({ entities: [entity] }));
      return { applied: database.migrate(repository), notes: changes.flatMap((change) => change.notes ?? []) };
    };
    const state = () => database.rows('SELECT status FROM tickets').map((row) => row.status);
    const waiting = [step('wait', 'New', 'Waiting'), step('finish', 'Waiting', 'Done')];
    await build(['New', 'Waiting', 'Done'], ...waiting);
    for (const [id, status] of [
      ['t', 'Waiting'],
      ['u', 'Done'],
    ])
      database.run(
        `INSERT INTO tickets (id, title, status, created_at, updated_at) VALUES ('${id}', 'Old', '${status}', 0, 0)`,
      );
    expect((await build(['New', 'Done'], step('finish', 'New', 'Done'))).notes).toEqual([
      '“Status” of tickets is no longer “Waiting”: rows that were are “New” now, since no step would lead them on.',
    ]);
    expect(state()).toEqual(['New', 'Done']);
    expect(await build(['New', 'Done'], step('close', 'New', 'Done'))).toEqual({ applied: [], notes: [] });
    // In the form, a row keeps what its field could once be; steps that come later must not find it there.
    await build(['New', 'Open']);
    expect(state()).toEqual(['New', 'Done']);
    await build(['New', 'Open'], step('open', 'New', 'Open'));
    expect(state()).toEqual(['New', 'New']);
  });

  it('take the state out of the form, and give rows without one the first', async () => {
    const { database, text } = await evolved(
      { entities: [ticket] },
      { roles: [agent], entities: [{ ...ticket, states }] },
    );
    expect(database.rows('SELECT status FROM tickets')).toEqual([{ status: 'Done' }]);
    expect(text('src/features/tickets/form.tsx')).not.toContain('status');
    expect(text('src/features/tickets/steps.ts')).toContain(
      `{ name: 'reopen', label: 'Reopen', from: ['Done'], to: 'New' }`,
    );
    expect(text('src/features/tickets/actions.ts')).toContain('inArray(tickets.status, [...step.from])');
    expect(text('src/config/access.ts')).toContain(`'step:reopen': 'all'`);
  });
});
