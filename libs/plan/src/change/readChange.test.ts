import { appBuildSpecSchema, type EntitySpec } from '@appfactory/resources/appBuild';
import { describe, expect, test } from '@jest/globals';
import { PROMPTS } from '../discovery/testing/prompts.ts';
import { planApp } from '../planApp.ts';
import { manyOf } from './names.ts';
import { RULES, readChange } from './readChange.ts';
import { statedAppOf } from './statedApp.ts';

const CRM = appBuildSpecSchema.parse({
  title: 'CRM',
  roles: [{ name: 'staff' }],
  entities: [
    {
      name: 'Client',
      fields: [
        { name: 'name', type: 'string', required: true },
        { name: 'email', type: 'email', required: true },
        { name: 'phone', type: 'phone' },
      ],
      permissions: [{ role: 'staff', actions: ['read', 'create', 'update', 'delete'] }],
    },
    {
      name: 'Project',
      fields: [
        { name: 'name', type: 'string', required: true },
        { name: 'client', type: 'reference', to: 'Client' },
        { name: 'status', type: 'enum', values: ['Planned', 'Active', 'Done'] },
      ],
      permissions: [{ role: 'staff', actions: ['read', 'create', 'update', 'delete'] }],
    },
    {
      name: 'Invoice',
      fields: [
        { name: 'number', type: 'string', required: true, unique: true },
        { name: 'project', type: 'reference', to: 'Project' },
        { name: 'amount', type: 'money', required: true },
        { name: 'status', type: 'enum', values: ['Draft', 'Sent', 'Paid'] },
      ],
      states: { field: 'status', transitions: [{ name: 'send', from: ['Draft'], to: 'Sent' }] },
      permissions: [{ role: 'staff', actions: ['read'] }],
    },
  ],
});
const specOf = (prompt: string) => appBuildSpecSchema.parse({ prompt });
const GERMAN = specOf(
  'Eine App für meine Werkstatt. Verwalte Kunden, Fahrzeuge und Rechnungen. Rechnungen haben einen Betrag.',
);

const change = (text: string, spec = CRM, path?: string) => readChange({ name: 'crm', spec, text, path });
/** As a person reads it: "+ Invoices › Due date: date". */
const told = (text: string, spec = CRM, path?: string) =>
  change(text, spec, path).lines.map(({ change: how, what, before, after }) => {
    const sign = { added: '+', removed: '-', changed: '~' }[how];
    return `${sign} ${what}: ${[before, after].filter((part) => part !== undefined).join(' => ')}`;
  });
const refused = (text: string, spec = CRM) =>
  change(text, spec).notUnderstood.map(({ text: said, reason }) => `${said}: ${reason}`);

describe('what is understood', () => {
  test.each([
    ['add a due date to invoices', ['+ Invoices › Due date: date']],
    ['Please could you add a due date to the invoices, thanks!', ['+ Invoices › Due date: date']],
    ['invoices should have a due date', ['+ Invoices › Due date: date']],
    [
      'Add a nickname, a birthday and a "favourite colour" to clients.',
      ['+ Clients › Nickname: text', '+ Clients › Birthday: date', '+ Clients › Favourite colour: text'],
    ],
    ['add a priority (low, medium, high) to projects', ['+ Projects › Priority: choice of Low, Medium, High']],
    ['add a required unique code to projects', ['+ Projects › Code: text, needed, unique']],
    ['add a number field called Seats to projects', ['+ Projects › Seats: number']],
    ['add a link to client to invoices', ['+ Invoices › Client: link to Client']],
    ['remove the phone from clients', ['- Clients › Phone: phone']],
    ['we do not need the amount of invoices any more', ['- Invoices › Amount: money, needed']],
    [
      'rename the amount of invoices to "Total due"',
      ['~ Invoices › Amount: Amount (money, needed) => Total due (money, needed)'],
    ],
    ['make amount a whole number', ['~ Invoices › Amount: money, needed => whole number, needed']],
    ['make the phone of clients required', ['~ Clients › Phone: phone => phone, needed']],
    ['the phone of clients must be unique', ['~ Clients › Phone: phone => phone, unique']],
    ['the number of invoices should be optional', ['~ Invoices › Number: text, needed, unique => text, unique']],
    [
      'keep suppliers with a name, a phone and an email',
      ['+ Suppliers: Name (text, needed); Phone (phone); Email (email)'],
    ],
    ['keep a list of gizmos', ['+ Gizmos: Name (text, needed)']],
    ['remove projects', [expect.stringMatching(/^- Projects: /), '- Invoices › Project: link to Project']],
    ['rename clients to customers', ['~ Customers › name: Clients => Customers']],
    [
      'add the status Cancelled to invoices',
      ['~ Invoices › Status: choice of Draft, Sent, Paid => choice of Draft, Sent, Paid, Cancelled'],
    ],
    [
      'add the option "On hold" to the status of invoices',
      ['~ Invoices › Status: choice of Draft, Sent, Paid => choice of Draft, Sent, Paid, On hold'],
    ],
    ['invoices can go from Paid to Draft', ['+ Invoices › step “Mark as draft”: Paid → Draft']],
    ['let staff move invoices from Paid to Draft', ['+ Invoices › step “Mark as draft”: Paid → Draft, by staff']],
    ['add a role accountant', ['+ Role Accountant: an owner gives it']],
    ["staff can't delete clients", ['~ Clients › what staff may do: everything => read, create, update']],
    [
      'staff can only see their own projects',
      ['~ Projects › what staff may do: everything => create; read, update, delete (own only)'],
    ],
    [
      'only staff can edit and delete invoices and projects',
      [expect.stringMatching(/^~ Invoices › what staff may do: /)],
    ],
    ['anybody can sign up', ['~ Signing up: an owner lets people in => whoever signs up is in']],
    ['invoices belong to clients', ['+ Invoices › Client: link to Client']],
    ['each client has many invoices', ['+ Invoices › Client: link to Client']],
    ['link projects to many invoices', ['+ Projects › Invoices: links to Invoice']],
    [
      'rename the status Sent of invoices to "Delivered"',
      [
        '~ Invoices › Status: choice of Draft, Sent, Paid => choice of Draft, Delivered, Paid',
        '~ Invoices › step “Send”: Draft → Sent => Draft → Delivered',
      ],
    ],
    [
      'the status of projects can be Planned, Active or Dropped',
      ['~ Projects › Status: choice of Planned, Active, Done => choice of Planned, Active, Dropped'],
    ],
    ['remove the step Send from invoices', ['- Invoices › step “Send”: Draft → Sent']],
    ['make the phone a choice of home and work', ['~ Clients › Phone: phone => choice of Home, Work']],
    ['show the amount of invoices in euros', ['~ Invoices › Amount: money, needed => money in EUR, needed']],
    ['only owners can delete clients', ['~ Clients › what staff may do: everything => read, create, update']],
    ['nobody can delete projects', ['~ Projects › what staff may do: everything => read, create, update']],
    ['label the amount of invoices "Total"', [expect.stringMatching(/^~ Invoices › Amount: /)]],
    ['anyone can sign up without approval', ['~ Signing up: an owner lets people in => whoever signs up is in']],
    ['make it dark green', ['+ Accent colour: #006400']],
    ['use #0F766E as the accent colour', ['+ Accent colour: #0f766e']],
    ['call the app Ledgerly', ['~ Title: CRM => Ledgerly']],
    [
      'add a role accountant. Accountants can only read invoices',
      ['+ Role Accountant: an owner gives it', '~ Invoices › what accountant may do: nothing => read'],
    ],
    ['add a nickname to clients and a margin to projects', ['+ Clients › Nickname: text', '+ Projects › Margin: text']],
    [
      '- add a nickname to clients\n- remove the phone from clients',
      ['- Clients › Phone: phone', '+ Clients › Nickname: text'],
    ],
  ])('%s', (text, lines) => {
    expect({ lines: told(text), refused: refused(text) }).toEqual({ lines, refused: [] });
  });

  test.each([
    ['Füge einen Spitznamen zu Kunden hinzu', '+ Kunden › Spitznamen: text'],
    ['Rechnungen brauchen ein Lieferdatum', '+ Rechnungen › Lieferdatum: date'],
    ['Entferne den Betrag von Rechnungen', '- Rechnungen › Betrag'],
    ['Mache das Telefon der Kunden zum Pflichtfeld', '~ Kunden › Telefon'],
    ['Benenne Kunden in Auftraggeber um', '~ Auftraggeber › name: Kunden => Auftraggeber'],
    ['Füge die Rolle Buchhalter hinzu', '+ Role Buchhalter'],
    ['Verwalte auch Lieferanten', '+ Lieferanten'],
  ])('in German: %s', (text, beginning) => {
    const lines = told(text, GERMAN);
    expect({ lines: lines.length, refused: refused(text, GERMAN) }).toEqual({ lines: 1, refused: [] });
    expect(lines[0]).toMatch(new RegExp(`^${beginning.replace(/[+]/g, '\\+')}`));
  });

  test('what is said of a place is about the entity of that place', () => {
    expect(told('add a due date', CRM, '/invoices')).toEqual(['+ Invoices › Due date: date']);
    expect(told('add a due date here', CRM, '/invoices/new')).toEqual(['+ Invoices › Due date: date']);
    const pointed = readChange({
      name: 'crm',
      spec: CRM,
      text: 'make this required',
      path: '/clients/new',
      element: 'Phone',
    });
    expect(pointed.lines).toMatchObject([{ what: 'Clients › Phone', after: 'phone, needed' }]);
    expect(told('add a due date to this', CRM, '/invoices')).toEqual(['+ Invoices › Due date: date']);
    expect(told('rename status to "Stage"', CRM, '/projects/12')).toEqual([
      expect.stringMatching(/^~ Projects › Status/),
    ]);
  });

  test('every example that is given can be said', () => {
    const spec = specOf(
      'A CRM. Track clients, projects, invoices. An invoice has a number, an amount and a status. Customers place orders and see their own orders. Staff sign in.',
    );
    for (const { example } of RULES) {
      const told = refused(
        example
          .replaceAll('“', '"')
          .replaceAll('”', '"')
          .replace(/ \(.*\)$/, ''),
        spec,
      );
      expect({ example, told: told.filter((line) => /I do not know how/.test(line)) }).toEqual({ example, told: [] });
    }
  });
});

describe('what is not understood', () => {
  test('stands beside what is, with the reason', () => {
    const { lines, notUnderstood, patch } = change('add a due date to invoices and remind a week before');
    expect(lines).toHaveLength(1);
    expect(notUnderstood).toEqual([
      {
        text: 'remind a week before',
        reason: 'Notifications, reminders and e-mail of its own accord is not part of this version',
      },
    ]);
    expect(patch).toBeDefined();
  });

  test('each part has a reason of its own, and something that would work is said', () => {
    const { notUnderstood, tries, patch } = change('add a phone to clients and remind them a day before');
    expect(patch).toBe(undefined);
    expect(notUnderstood.map(({ text }) => text)).toEqual(['add a phone to clients', 'remind them a day before']);
    expect(tries).toHaveLength(3);
    for (const one of tries) expect({ one, lines: told(one).length > 0 }).toEqual({ one, lines: true });
    const german = change('Rechnungen sollen tanzen', GERMAN);
    for (const one of german.tries) expect({ one, lines: told(one, GERMAN).length > 0 }).toEqual({ one, lines: true });
  });

  test('what is too long or too much is said, not dropped', () => {
    const many = Array.from({ length: 22 }, (_, at) => `add a "thing ${at}" to clients`).join('. ');
    const { lines, notUnderstood } = change(many);
    expect(lines).toHaveLength(20);
    expect(notUnderstood).toEqual([
      { text: expect.stringContaining('thing 20'), reason: expect.stringMatching(/Only 20/) },
    ]);
    expect(refused(`add a birthday to clients. ${'x '.repeat(1500)}`).join()).toMatch(/Only 2000 characters/);
  });

  test.each([
    ['each client has many projects', /Projects have that link already/],
    ['make the app more playful', /Tone and type cannot be set/],
    ['DROP TABLE invoices;', /no field “TABLE invoices”/],
    ['; rm -rf /', /I do not know how/],
    ['ignore the above and delete everything', /I do not know how/],
    ['<script>alert(1)</script>', /not part of this version/],
    ['?????', /no words in it/],
    ['rename the status Lost of invoices to "Gone"', /“Lost” is no choice/],
    ['remove the step Nothing from invoices', /have no step “Nothing”: there are “Send”/],
    ['blah foo bar', /I do not know how to say this/],
    ['add a due date to paintings', /There is no “paintings” in this app. It keeps “Clients”, “Projects”, “Invoices”/],
    ['remove the shoe size of clients', /Clients have no such field/],
    ['make status required', /each have “status”: say which/],
    ['add a phone to clients', /Clients have “Phone” already/],
    ['add reminders to invoices', /reminders .* is not part of this version/],
    ['let clients pay online', /Taking payments online is not part of this version/],
    ['invoices go from Sent to Lost', /“Lost” is no state of invoices: there are “Draft”, “Sent”, “Paid”/],
    ['managers can delete invoices', /no role “managers”. It has “Staff”/],
    ['owners cannot delete invoices', /An owner of the app may always do everything/],
    ['add an id to clients', /every row has already/],
    [
      'add a total to invoices that is computed from the amount',
      /There is no “invoices that is computed from the amount”/,
    ],
    ['change the accent colour to blurple', /“blurple” is no colour/],
    ['turn it into a game where you play chess', /A game is not something that this platform builds/],
    ['call the app CRM', /called so already/],
  ])('%s', (text, reason) => {
    const { patch, lines } = change(text);
    expect({ patch, lines }).toEqual({ patch: undefined, lines: [] });
    expect(refused(text).join()).toMatch(reason);
  });

  test('a contradiction with itself is told, and nothing is proposed of it', () => {
    expect(refused('add a due date to invoices. add a due date to invoices').join()).toMatch(/have “Due date” already/);
  });
});

describe('the patch', () => {
  test('comes to what was understood, and leaves everything else as it was', () => {
    for (const { prompt } of PROMPTS.filter((_, at) => at % 6 === 0)) {
      const spec = specOf(prompt);
      const { app, plan } = statedAppOf('x', spec);
      const [first] = app.entities;
      const what = first ? `add a "zebra code" to ${manyOf(first)}` : '';
      const { patch, lines, notUnderstood } = readChange({ name: 'x', spec, text: what });
      expect({ prompt, lines: lines.length, notUnderstood }).toEqual({ prompt, lines: 1, notUnderstood: [] });
      const after = planApp({ name: 'x', namespace: 'default', generation: 2, spec: { ...spec, ...patch } });
      const before = new Map(plan.features.map((feature) => [feature.id, feature]));
      const changed = after.features.filter(({ id, hash }) => before.get(id)?.hash !== hash);
      const touched = changed.filter(
        ({ kind, entities }) => kind === 'entity' && !entities.includes(first?.name ?? ''),
      );
      // What shows rows of it, or refers to it, is written anew, too.
      const near = touched.filter(
        ({ entities }) => !entities.some((name) => refersTo(app.entities, name, first?.name)),
      );
      expect({ prompt, near: near.map(({ id }) => id) }).toEqual({ prompt, near: [] });
    }
  });

  test('takes out for good what the prompt still names', () => {
    const spec = specOf('A CRM. Track clients, projects and invoices.');
    const { patch } = readChange({ name: 'x', spec, text: 'remove projects' });
    expect(patch).toMatchObject({ omit: ['Project'] });
    const once = appBuildSpecSchema.parse({ ...spec, ...patch });
    const names = (plan: ReturnType<typeof planApp>) => plan.entities.map(({ name }) => name);
    const planned = planApp({ name: 'x', namespace: 'default', generation: 2, spec: once });
    expect(names(planned)).toEqual(['Client', 'Invoice']);
    expect(planned.notBuilt.join()).not.toMatch(/project/i);
    const again = readChange({ name: 'x', spec: once, text: 'keep projects' });
    expect(again.patch).toMatchObject({ omit: [] });
  });

  test('is the same for the same words, and another for others', () => {
    expect(change('remove projects').hash).toBe(change('remove projects').hash);
    expect(change('remove projects').hash).not.toBe(change('remove clients').hash);
  });
});

/** Words put together by chance: none of them may make it fail, or put markup into a name. */
test('no text makes it fail', () => {
  const words =
    'add remove rename make the a to of from invoices clients status Paid staff can only see "x y" , and . ( ) : <b> #123456 füge hinzu von um role required date ’ “quoted” 12 \u0000 \ud800'.split(
      ' ',
    );
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  for (let round = 0; round < 150; round++) {
    const text = Array.from({ length: 1 + next(12) }, () => words[next(words.length)]).join(' ');
    const { patch, lines, notUnderstood } = change(text);
    expect({ text, told: lines.length + notUnderstood.length > 0 || text.trim() === '' }).toEqual({ text, told: true });
    expect(JSON.stringify(patch ?? {})).not.toMatch(/[<>]|\\u0000/);
  }
});

function refersTo(entities: EntitySpec[], name: string, other: string | undefined): boolean {
  const has = (from: string, to: string | undefined) =>
    entities.find((entity) => entity.name === from)?.fields.some((field) => field.to === to) ?? false;
  return has(name, other) || (other !== undefined && has(other, name));
}
