import { planApp } from '@appfactory/plan/planApp';
import { type AppBuildSpec, appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it, jest } from '@jest/globals';
import { AppDatabase } from './testing/database.ts';
import { nastySpec } from './testing/nasty.ts';
import { Repository } from './testing/repository.ts';

// Rendering a whole app many times takes its time on a busy machine.
jest.setTimeout(120_000);

const planOf = (spec: AppBuildSpec) => planApp({ name: 'crm', namespace: 'default', generation: 1, spec });
const plan = (...entities: object[]) => planOf(appBuildSpecSchema.parse({ title: 'Agency', entities }));
const text = (name: string, more = {}) => ({ name, type: 'string', ...more });
const required = (name: string, more = {}) => text(name, { required: true, ...more });
const to = (name: string, target: string, more = {}) => ({ name, type: 'reference', to: target, ...more });

const client = { name: 'Client', fields: [required('name'), text('phone')] };
const invoice = {
  name: 'Invoice',
  fields: [
    required('number', { unique: true }),
    to('client', 'Client', { required: true }),
    { name: 'amount', type: 'money' },
  ],
};

async function built(...entities: object[]): Promise<Repository> {
  const repository = await Repository.ofTemplate();
  await repository.build(plan(...entities));
  return repository;
}

describe('a first generation', () => {
  it('gives the same tree for the same spec, byte for byte', async () => {
    const [one, two] = [await built(client, invoice), await built(client, invoice)];
    expect([...one.files]).toEqual([...two.files]);
  });

  it('leaves nothing of the example', async () => {
    const repository = await built(client);
    const left = [...repository.files].filter(
      ([path, code]) =>
        path.startsWith('src/') && /companies|contacts/.test(path + (code.match(/from '.*'/g) ?? []).join()),
    );
    expect(left.map(([path]) => path)).toEqual([]);
    expect(
      JSON.parse(repository.files.get('drizzle/meta/_journal.json') ?? '').entries.map(
        (entry: { tag: string }) => entry.tag,
      ),
    ).toEqual(['0000_base', '0001_clients']);
  });

  it('begins with what is the app’s own: a template that has been compiled is not compiled anew for its layout', async () => {
    const repository = await Repository.ofTemplate();
    const [foundation] = await repository.build(plan(client));
    expect([...(foundation?.writes.keys() ?? [])].sort()).toEqual([
      '.appfactory/blueprint.json',
      'README.md',
      'src/config/app.ts',
    ]);
    expect(foundation?.removes).toEqual([]);
  });

  it('writes nothing again for a feature whose code is there', async () => {
    const repository = await built(client, invoice);
    const changes = await repository.build(plan(client, invoice));
    expect(changes.map((change) => [...change.writes.keys(), ...change.removes])).toEqual([[], [], [], []]);
  });

  it('makes tables that keep what belongs together', async () => {
    const database = new AppDatabase();
    database.migrate(await built(client, invoice));
    database.run(`INSERT INTO clients VALUES ('c', 'Acme', NULL, 0, 0)`);
    database.run(`INSERT INTO invoices VALUES ('i', 'INV-1', 'c', 100, 0, 0)`);
    expect(() => database.run(`DELETE FROM clients`)).toThrow(/FOREIGN KEY/);
    expect(() => database.run(`INSERT INTO invoices VALUES ('j', 'INV-1', 'c', 100, 0, 0)`)).toThrow(/UNIQUE/);
  });

  it('survives names and labels that mean something else', async () => {
    const repository = await Repository.ofTemplate();
    await repository.build(planOf(nastySpec()));
    const database = new AppDatabase();
    expect(database.migrate(repository)).toHaveLength(34);
    expect(database.faults()).toEqual([]);
    // Nothing but a string literal may hold a bidirectional override.
    expect([...repository.files].filter(([, code]) => code.includes('\u202e')).map(([path]) => path)).toEqual([
      '.appfactory/blueprint.json',
    ]);
  });
});

/** Builds one generation, fills its tables, builds the next on top, and migrates the same database. */
async function evolve(first: object[], fill: string[], second: object[]) {
  const repository = await built(...first);
  const before = new Map(repository.files);
  const database = new AppDatabase();
  database.migrate(repository);
  for (const statement of fill) database.run(statement);
  const changes = await repository.build(plan(...second));
  const applied = database.migrate(repository);
  expect(database.faults()).toEqual([]);
  const touched = [...before].filter(
    ([path, code]) => /^drizzle\/\d/.test(path) && repository.files.get(path) !== code,
  );
  expect(touched.map(([path]) => path)).toEqual([]);
  return { repository, database, changes, applied, notes: changes.flatMap((change) => change.notes ?? []) };
}

const acme = `INSERT INTO clients VALUES ('c', 'Acme', '+1', 0, 0)`;
const bill = `INSERT INTO invoices VALUES ('i', 'INV-1', 'c', 12050, 0, 0)`;
const withField = (entity: { name: string; fields: object[] }, ...fields: object[]) => ({
  ...entity,
  fields: [...entity.fields, ...fields],
});

describe('the next generation', () => {
  it('needs no migration for a label', async () => {
    const { applied, changes } = await evolve([client], [acme], [{ ...client, label: 'Customer' }]);
    expect(applied).toEqual([]);
    expect(changes[1]?.writes.get('src/features/clients/entity.ts')).toContain(`singular: 'Customer'`);
  });

  it('adds an optional field and keeps the rows', async () => {
    const { database, applied } = await evolve([client], [acme], [withField(client, { name: 'since', type: 'date' })]);
    expect(applied).toEqual(['0002_clients']);
    expect(database.rows('SELECT name, phone, since FROM clients')).toEqual([
      { name: 'Acme', phone: '+1', since: null },
    ]);
  });

  it('gives existing rows a value where a new field needs one, and says so', async () => {
    const added = [
      { name: 'level', type: 'enum', values: [`it's --> low`, 'high'], required: true },
      { name: 'score', type: 'integer', required: true },
    ];
    const { database, notes } = await evolve([client, invoice], [acme, bill], [withField(client, ...added), invoice]);
    expect(database.rows('SELECT name, level, score FROM clients')).toEqual([
      { name: 'Acme', level: `it's --> low`, score: 0 },
    ]);
    expect(database.rows('SELECT client_id FROM invoices')).toEqual([{ client_id: 'c' }]);
    expect(notes.join('\n')).toMatch(/Existing rows got .*level/);
    expect(() =>
      database.run(`INSERT INTO clients (id, name, created_at, updated_at) VALUES ('d', 'B', 0, 0)`),
    ).toThrow(/NOT NULL/);
  });

  it('leaves a new required reference empty in existing rows and asks for it in the form', async () => {
    const region = { name: 'Region', fields: [required('name')] };
    const { database, repository } = await evolve(
      [client],
      [acme],
      [region, withField(client, to('region', 'Region', { required: true }))],
    );
    expect(database.rows('SELECT region_id FROM clients')).toEqual([{ region_id: null }]);
    expect(repository.files.get('src/features/clients/schema.ts')).toContain(`regionId: field.reference('Region')`);
    expect(repository.files.get('src/db/schema/clients.ts')).toMatch(/regionId: text\('region_id'\)\.references/);
  });

  it('keeps the values of a field that is gone, and takes them back when it returns', async () => {
    const { database, repository } = await evolve(
      [client, invoice],
      [acme, bill],
      [client, { ...invoice, fields: [invoice.fields[0]] }],
    );
    expect(database.rows('SELECT number, client_id, amount FROM invoices')).toEqual([
      { number: 'INV-1', client_id: 'c', amount: 12050 },
    ]);
    expect(repository.files.get('src/db/schema/invoices.ts')).toContain('Kept from an earlier version');
    database.run(`INSERT INTO invoices (id, number, created_at, updated_at) VALUES ('k', 'INV-2', 0, 0)`);
    database.run(`DELETE FROM clients`);
    database.run(`INSERT INTO clients VALUES ('c', 'Acme', '+1', 0, 0)`);
    await repository.build(
      plan(client, { ...invoice, fields: [...invoice.fields.slice(0, 1), { name: 'amount', type: 'money' }] }),
    );
    database.migrate(repository);
    expect(repository.files.get('src/db/schema/invoices.ts')).toMatch(/amount: integer\('amount'\)/);
    expect(database.rows(`SELECT amount FROM invoices WHERE id = 'i'`)).toEqual([{ amount: 12050 }]);
  });

  it('keeps the rows of an entity that is gone, out of the way, and takes them back when it returns', async () => {
    const { database, repository, notes } = await evolve([client, invoice], [acme, bill], [client]);
    expect(notes.join('\n')).toMatch(/rows of invoices are kept/);
    expect([...repository.files.keys()].filter((path) => path.includes('invoices') && path.startsWith('src/'))).toEqual(
      ['src/db/schema/invoices.ts'],
    );
    expect(repository.files.get('src/features/clients/uses.ts')).toBeUndefined();
    expect(database.rows('SELECT number FROM invoices')).toEqual([{ number: 'INV-1' }]);
    database.run('DELETE FROM clients');
    database.run(acme);
    await repository.build(plan(client, invoice));
    database.migrate(repository);
    expect(database.faults()).toEqual([]);
    expect(() => database.run('DELETE FROM clients')).toThrow(/FOREIGN KEY/);
  });

  it('takes an entity out that others refer to', async () => {
    const { database, repository } = await evolve(
      [client, invoice],
      [acme, bill],
      [{ ...invoice, fields: [invoice.fields[0], invoice.fields[2]] }],
    );
    expect(database.rows('SELECT number, client_id FROM invoices')).toEqual([{ number: 'INV-1', client_id: 'c' }]);
    expect(repository.files.get('src/db/schema/invoices.ts')).not.toContain('references');
  });

  it.each([
    ['integer', 'number', '7', 7, false],
    ['integer', 'money', '7', 700, false],
    ['money', 'string', '1250', '12.50', false],
    ['boolean', 'string', '1', 'Yes', false],
    ['string', 'integer', `'42'`, 42, true],
    ['string', 'integer', `'many'`, null, true],
    ['string', 'date', `'2026-02-03'`, '2026-02-03', true],
    ['string', 'money', `'12.5'`, 1250, true],
    ['number', 'integer', '2.5', null, true],
    ['date', 'datetime', `'2026-01-01'`, 1767225600000, false],
    ['string', 'email', `'a@b.example'`, 'a@b.example', false],
  ])('turns %s into %s: %s', async (from, into, value, expected, kept) => {
    const field = (type: string) => withField(client, { name: 'extra', type });
    const fill = `INSERT INTO clients (id, name, extra, created_at, updated_at) VALUES ('c', 'Acme', ${value}, 0, 0)`;
    const { database } = await evolve([field(from)], [fill], [field(into)]);
    expect(database.rows('SELECT extra FROM clients')).toEqual([{ extra: expected }]);
    const columns = database.rows(`SELECT name FROM pragma_table_info('clients')`).map((row) => row.name);
    expect(columns.includes('extra_v2')).toBe(kept);
  });

  it('adds a picture that rows must have, and asks for it at the next edit', async () => {
    const photo = { name: 'photo', type: 'image', required: true };
    const { database, applied } = await evolve([client], [acme], [withField(client, photo)]);
    expect(applied).toEqual(['0002_clients']);
    expect(database.rows('SELECT name, photo FROM clients')).toEqual([{ name: 'Acme', photo: null }]);
  });

  it('takes the first picture among the files of a row for its new field', async () => {
    const file = (id: string, type: string, at: number) =>
      `INSERT INTO app_file (id, entity, record_id, name, type, size, storage, storage_key, created_at) VALUES ('${id}', 'clients', 'c', 'n', '${type}', 1, 'local', '${id}', ${at})`;
    const fill = [
      acme,
      file('a', 'text/plain', 1),
      file('b', 'image/svg+xml', 2),
      file('c', 'image/png', 3),
      file('d', 'image/png', 4),
    ];
    const gallery = { ...client, views: ['gallery'] };
    const { database, notes } = await evolve([gallery], fill, [withField(gallery, { name: 'photo', type: 'image' })]);
    expect(database.rows('SELECT photo FROM clients')).toEqual([{ photo: 'c' }]);
    expect(database.rows('SELECT id FROM app_file WHERE field IS NOT NULL')).toEqual([{ id: 'c' }]);
    expect(notes.join('\n')).toMatch(/the first picture among the files of each row/);
  });

  it('keeps what a field of files held when it is to be pictures, and what is no picture beside it', async () => {
    const file = (id: string, type: string) =>
      `INSERT INTO app_file (id, entity, record_id, name, type, size, storage, storage_key, created_at) VALUES ('${id}', 'clients', '${id}', 'n', '${type}', 1, 'local', '${id}', 0)`;
    const row = (id: string) =>
      `INSERT INTO clients (id, name, extra, created_at, updated_at) VALUES ('${id}', '${id}', '${id}', 0, 0)`;
    const fill = [file('a', 'image/png'), file('b', 'text/html'), row('a'), row('b')];
    const field = (type: string) => withField(client, { name: 'extra', type });
    const { database, repository } = await evolve([field('file')], fill, [field('image')]);
    expect(database.rows('SELECT id, extra, extra_v2 FROM clients ORDER BY id')).toEqual([
      { id: 'a', extra: 'a', extra_v2: 'a' },
      { id: 'b', extra: null, extra_v2: 'b' },
    ]);
    await repository.build(plan(client));
    expect(database.migrate(repository)).toEqual([]);
    // The files of a row go with it, also those of a field that the app no longer has.
    expect(repository.files.get('src/features/clients/actions.ts')).toContain('removeAttachmentsOf');
  });

  it('makes values unique and free again', async () => {
    const unique = { ...client, fields: [required('name'), text('phone', { unique: true })] };
    const { database, repository } = await evolve([client], [acme], [unique]);
    const twin = `INSERT INTO clients (id, name, phone, created_at, updated_at) VALUES ('d', 'Other', '+1', 0, 0)`;
    expect(() => database.run(twin)).toThrow(/UNIQUE/);
    await repository.build(plan(client));
    database.migrate(repository);
    database.run(twin);
  });

  it('frees what repeats when a field becomes unique, and says so', async () => {
    const phones = { ...client, fields: [required('name'), required('phone')] };
    const unique = { ...client, fields: [required('name'), required('phone', { unique: true })] };
    const row = (id: string, phone: string, at: number) =>
      `INSERT INTO clients VALUES ('${id}', '${id}', '${phone}', ${at}, 0)`;
    const fill = [row('b', '+1', 2), row('a', '+1', 3), row('c', '+1', 1), row('d', '+2', 4)];
    const { database, repository, notes } = await evolve([phones], fill, [unique]);
    expect(database.rows('SELECT id, phone, phone_v2 FROM clients ORDER BY id')).toEqual([
      { id: 'a', phone: null, phone_v2: '+1' },
      { id: 'b', phone: null, phone_v2: '+1' },
      { id: 'c', phone: '+1', phone_v2: null },
      { id: 'd', phone: '+2', phone_v2: null },
    ]);
    expect(notes.join('\n')).toMatch(/“phone” of clients must be unique now.* kept in phone_v2/);
    expect(() => database.run(`UPDATE clients SET phone = '+2' WHERE id = 'a'`)).toThrow(/UNIQUE/);
    await repository.build(plan(unique));
    expect(database.migrate(repository)).toEqual([]);
  });

  it('frees references that become one to one', async () => {
    const one = { ...invoice, fields: [invoice.fields[0], to('client', 'Client', { unique: true })] };
    const { database } = await evolve(
      [client, invoice],
      [acme, bill, `INSERT INTO invoices VALUES ('j', 'INV-2', 'c', 1, 1, 1)`],
      [client, one],
    );
    expect(database.rows('SELECT id, client_id, client_id_v3 FROM invoices ORDER BY id')).toEqual([
      { id: 'i', client_id: 'c', client_id_v3: null },
      { id: 'j', client_id: null, client_id_v3: 'c' },
    ]);
  });

  it('frees what becomes the same when a unique field changes its kind', async () => {
    const field = (type: string) => withField(client, { name: 'extra', type, unique: true });
    const row = (id: string, extra: string) =>
      `INSERT INTO clients (id, name, extra, created_at, updated_at) VALUES ('${id}', '${id}', '${extra}', 0, 0)`;
    const { database } = await evolve([field('string')], [row('a', '42'), row('b', '42 ')], [field('integer')]);
    expect(database.rows('SELECT extra, extra_v2 FROM clients ORDER BY id')).toEqual([
      { extra: 42, extra_v2: '42' },
      { extra: null, extra_v2: '42 ' },
    ]);
  });

  it('fills what was empty when a field becomes required, and lets it be empty again', async () => {
    const strict = { ...client, fields: [required('name'), required('phone')] };
    const fill = `INSERT INTO clients VALUES ('c', 'Acme', NULL, 0, 0)`;
    const { database, repository } = await evolve([client], [fill], [strict]);
    expect(database.rows('SELECT phone FROM clients')).toEqual([{ phone: '' }]);
    await repository.build(plan(client));
    database.migrate(repository);
    database.run(`INSERT INTO clients (id, name, created_at, updated_at) VALUES ('d', 'B', 0, 0)`);
  });

  it('points a reference at another entity without pointing at nothing', async () => {
    const person = { name: 'Person', fields: [required('name')] };
    const other = { ...invoice, fields: [invoice.fields[0], to('client', 'Person', { required: true })] };
    const { database } = await evolve([client, person, invoice], [acme, bill], [client, person, other]);
    expect(database.rows('SELECT client_id, client_id_v4 FROM invoices')).toEqual([
      { client_id: null, client_id_v4: 'c' },
    ]);
  });

  it('moves an entity into a circle of references', async () => {
    const linked = withField(client, to('lastInvoice', 'Invoice'));
    const { repository, database } = await evolve([client, invoice], [acme, bill], [linked, invoice]);
    expect(repository.present).toEqual(['foundation', 'dashboard', 'entity-clients+invoices']);
    expect(database.rows('SELECT name, last_invoice_id FROM clients')).toEqual([
      { name: 'Acme', last_invoice_id: null },
    ]);
    expect(repository.files.get('src/db/schema/clients.ts')).toContain('AnySQLiteColumn');
  });
});
