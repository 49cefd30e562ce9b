import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import { planApp } from '../planApp.ts';
import { discover } from './discover.ts';

/** What a prompt keeps, one line for each entity, with a ! behind what is required. */
function entitiesOf(prompt: string): string[] {
  return discover(prompt).entities.map(({ name, fields }) => {
    const all = fields.map((field) => {
      const type = field.values ? field.values.join('/') : (field.to ?? field.type);
      return `${field.name}${field.required ? '!' : ''}:${type}`;
    });
    return `${name}: ${all.join(' ')}`;
  });
}

/** The steps between the states of an entity, with who takes them. */
function stepsOf(prompt: string, entity: string): string[] {
  const { states } = discover(prompt).entities.find(({ name }) => name === entity) ?? {};
  return (states?.transitions ?? []).map(
    ({ from, to, roles }) => `${from.join('/')} > ${to}${roles ? ` (${roles.join(', ')})` : ''}`,
  );
}

/** What a role may do with the rows of an entity. */
const actionsOf = (prompt: string, who: string, what: string): string =>
  discover(prompt)
    .permissions.filter(({ role, entity }) => role === who && entity === what)
    .map(({ actions, scope }) => `${actions.join(' ')}${scope === 'own' ? ', own' : ''}`)
    .join('; ');

const WORKSHOP = `Loan desk for our makerspace. At the moment it's a whiteboard.

Tool: label, location, purchase date, condition (New, Used, Broken).

Damage: tool, kind (Scratch, Electrical, Missing part), description, picture, repair by, state.
States: Reported → Checked (workshop lead had a look) → Repaired. If it's beyond repair: Written off.

Logins:
- workshop lead (me): all
- volunteer: sees damages, sets to Repaired, can add a comment. CANNOT write off. can't delete.
- member: sees the tools and can report a new damage, which comes in as Reported.

Not now: payments, reservations.`;

describe('lines that define things', () => {
  it('say what a thing has, and nothing else has it', () => {
    expect(entitiesOf(WORKSHOP).slice(0, 2)).toEqual([
      'Tool: label!:string location:string purchasedOn:date condition:New/Used/Broken',
      'Damage: tool:Tool type:Scratch/Electrical/Missing part description!:text photo:image repairBy:string status!:Reported/Checked/Repaired/Written off',
    ]);
  });

  it('may name things of a word that is unknown, or that means something else elsewhere', () => {
    expect(
      entitiesOf('Lost property office. Found things: what it is, where found, date found, shelf, photo.'),
    ).toEqual(['FoundThing: whatItIs!:string whereFound:string date:date shelf:string photo:image']);
  });

  it('stand in German as well, with days by "von" and "bis", and plurals elsewhere', () => {
    const prompt = `Kita-Verwaltung. Kind: Vorname, Nachname, Geburtsdatum, Gruppe (Bären, Igel), Allergien.
Abmeldung: Kind, von, bis, Grund (Krank, Urlaub), Zustand.
Zustände: Neu → Gesehen (Erzieherin) → Erledigt.
Rollen:
- Leitung: alles
- Erzieherin: sieht Kinder und Abmeldungen, setzt auf Gesehen, darf nichts löschen`;
    expect(entitiesOf(prompt)).toEqual([
      'Child: firstName!:string lastName:string birthDate!:date gruppe:Bären/Igel allergies:text',
      'Abmeldung: child:Child von:date bis:date reason:Krank/Urlaub status!:Neu/Gesehen/Erledigt',
    ]);
    expect(stepsOf(prompt, 'Abmeldung')).toEqual(['Neu > Gesehen (carer, manager)', 'Gesehen > Erledigt']);
    expect(actionsOf(prompt, 'carer', 'Abmeldung')).toBe('read');
  });

  it('name another thing by its last word, and what somebody does to a thing is no part of its name', () => {
    expect(
      entitiesOf(
        'Camp kit. Gear items: name, code (unique), price. Rentals: item, from date, to date, deposit paid yes or no.',
      ),
    ).toEqual([
      'GearItem: name!:string code:string price:money',
      'Rental: item:GearItem startDate!:date endDate!:date depositPaid:boolean',
    ]);
    expect(
      entitiesOf('Library of a choir. The librarian catalogues pieces: title, composer, voicing (SATB, TTBB).'),
    ).toEqual(['Piece: title!:string composer:string voicing:SATB/TTBB']);
  });

  it('may stand within a sentence, and not for what is named last', () => {
    expect(
      entitiesOf('Bugs of our prototypes. A tester writes a report: version, what happened, how bad (mild, blocker).'),
    ).toEqual(['Report: version:string whatHappened!:string howBad:mild/blocker'.replace('mild/b', 'Mild/B')]);
    expect(entitiesOf('Performances belong to a production: date, venue, seats.').join()).not.toMatch(
      /Production:[^,]*seats/,
    );
  });

  it('are the columns of a file, whose rows are sales where there is money', () => {
    const prompt = 'Dashboard: every branch uploads a CSV with date, shop, product, pieces sold, revenue.';
    expect(entitiesOf(prompt)[0]).toMatch(
      /^Sale: date:date shop!?:string product:\S+ piecesSold:integer revenue:money$/,
    );
    expect(discover(prompt).kinds.map(({ kind }) => kind)).toEqual(['dashboard']);
    expect(
      entitiesOf('Figures of a pool. We upload a file with the columns date, visitors, water temperature.')[0],
    ).toBe('Metric: date:date visitors:integer waterTemperature:number');
  });

  it('may stand in brackets behind a word that means something else elsewhere', () => {
    const prompt =
      'Applicants send in an application (project title, amount, budget as PDF). Status of their application: new, granted or refused.';
    expect(entitiesOf(prompt)).toEqual([
      'Application: projectTitle!:string amount:money budgetAsPdf:file status!:New/Granted/Refused',
    ]);
  });

  it('name no value by what is told more of it', () => {
    expect(entitiesOf('Piece: title, composer, number of copies, a PDF where we are allowed to have one.')).toEqual([
      'Piece: title!:string composer:string copies:integer file:file',
    ]);
  });

  it('know a day by "next", and choices by a plural', () => {
    expect(entitiesOf('Fire service. Equipment: inventory number, place, next check.')).toEqual([
      'Equipment: inventoryNumber!:string place:string nextCheck:date',
    ]);
    expect(entitiesOf('A blog. Posts with categories portrait, landscape and street.').join()).toContain(
      'category:Portrait/Landscape/Street',
    );
  });

  it('are the columns in brackets behind a file, of what is imported from it; nobody keeps what is a column', () => {
    const prompt =
      'Dashboard for our call centre: import calls from CSV (date, agent, minutes, solved yes/no). Average minutes per agent.';
    expect(entitiesOf(prompt)).toEqual(['Call: date:date agent!:string duration:integer solved:boolean']);
  });

  it.each([
    'Garden centre shop: plants with height, price, stock.',
    'Podcast planner: episodes with title, recording date and guest.',
    'A club. Colours: navy, gold. Pages: home, news, contact.',
    'A clinic. Opening hours: Monday, Tuesday, Friday.',
  ])('are not: %s', (prompt) => {
    expect(entitiesOf(prompt).join()).not.toMatch(/Planner|Colour|Page:|Hour|Centre/);
  });
});

describe('what the rows of a defined thing are called by', () => {
  it.each([
    ['House: plot number, address, client.', 'address'],
    ['Snag: room, description, subcontractor responsible.', 'description'],
    ['Incident: room, device, what happened, urgency (low, high).', 'whatHappened'],
  ])('%s', (prompt, field) => {
    const spec = appBuildSpecSchema.parse({ prompt });
    const [entity] = planApp({ name: 'app', namespace: 'default', generation: 1, spec }).entities;
    expect(entity?.labelField).toBe(field);
    expect(entity?.fields.find(({ name }) => name === field)?.required).toBe(true);
  });
});

describe('states of what a line defines', () => {
  it('may be reached beside the chain, and are reached by whom brackets or roles name', () => {
    expect(stepsOf(WORKSHOP, 'Damage')).toEqual([
      'Reported > Checked (workshop-lead)',
      'Checked > Repaired (volunteer, workshop-lead)',
      'Reported/Checked > Written off',
    ]);
  });

  it('part where one or another may follow', () => {
    const prompt = `Invoice approval. Invoice: supplier, number, amount, status.
Status: New -> Checked (by bookkeeper) -> Approved or Rejected (by director) -> Paid.
Bookkeeper adds invoices and marks them as paid.`;
    expect(stepsOf(prompt, 'Invoice')).toEqual([
      'New > Checked (accountant)',
      'Checked > Approved (director)',
      'Checked > Rejected (director)',
      'Approved > Paid (accountant)',
    ]);
  });

  it('lead back to where a sentence behind the chain says', () => {
    const prompt = `Snag: room, description, state.
States: Open → Fixed → Accepted. If it is rubbish: Rejected → goes back to the builder, who sets it to Fixed again.`;
    expect(stepsOf(prompt, 'Snag')).toEqual(['Open/Rejected > Fixed', 'Fixed > Accepted', 'Open/Fixed > Rejected']);
  });
});

describe('states that the prompt tells of without a chain', () => {
  it('stand behind "have the states", and behind "and is"', () => {
    expect(stepsOf('A tester writes reports. Reports have the states new, answered and closed.', 'Report')).toEqual([
      'New > Answered',
      'Answered > Closed',
    ]);
    expect(
      stepsOf('Owners book sitters. A booking has a pet and notes, and is asked, accepted or done.', 'Booking'),
    ).toEqual(['Asked > Accepted', 'Accepted > Done']);
  });

  it('are those that somebody decides between, unless another thing has them', () => {
    expect(stepsOf('Filmmakers submit films. The programme director accepts or rejects a film.', 'Film')).toEqual([
      'Submitted > Accepted (programme-director)',
      'Submitted > Rejected (programme-director)',
    ]);
    const news = 'A blog. Pupils write articles, a teacher approves the articles before they are published.';
    expect(stepsOf(news, 'Article')).toContain('Draft > Published (teacher)');
    const table = 'Guests reserve a table with date and number of people; staff confirm or decline.';
    expect(stepsOf(table, 'Table').join()).not.toContain('Declined');
  });
});

describe('who is named by a word that does not end as such words do', () => {
  it.each([
    ['Equipment: number, place, next check. Equipment wardens do the checks of equipment.', 'equipment-warden'],
    ['We keep tasks and reports. The paralegal checks every report and closes it.', 'paralegal'],
    ['Wir führen Aufgaben und Berichte. Der Kamerad prüft jeden Bericht und schließt ihn ab.', 'kamerad'],
  ])('%s', (prompt, role) => {
    expect(discover(prompt).roles.map(({ name }) => name)).toEqual([role]);
  });
});

describe('what is told of somebody in more than one sentence', () => {
  it('goes on in the line of a list, and after "they"', () => {
    expect(actionsOf(WORKSHOP, 'volunteer', 'Damage')).toBe('read');
    expect(actionsOf(WORKSHOP, 'volunteer', 'Comment')).toBe('read create');
    expect(actionsOf(WORKSHOP, 'member', 'Damage')).toBe('read create, own');
    const house = `Snag: room, description.
- manager: sees, adds, changes and deletes snags
- client: sees the snags of the house and can report a snag`;
    expect(actionsOf(house, 'client', 'Snag')).toBe('read create');
    const choir =
      'Pieces: title, composer. Librarians add pieces. Singers log in and open the pieces. They cannot edit anything.';
    expect(actionsOf(choir, 'singer', 'Piece')).toBe('read');
  });
});
