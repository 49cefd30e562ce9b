import { stripTypeScriptTypes } from 'node:module';
import { planApp } from '@appfactory/plan/planApp';
import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { contrast, parseColour, printColour } from '@appfactory/resources/colour';
import { describe, expect, it, jest } from '@jest/globals';
import { Repository } from '../testing/repository.ts';
import { siteCss } from './siteCss.ts';

// Rendering a whole app many times takes its time on a busy machine.
jest.setTimeout(120_000);

const planOf = (spec: object) =>
  planApp({ name: 'site', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse(spec) });
const PROMPT =
  'Landing page for my yoga studio Sunrise Yoga in Portland with classes, teachers, prices and a contact form. Warm look.';
const HOME = 'src/app/page.tsx';

async function built(...specs: object[]): Promise<Repository> {
  const repository = await Repository.ofTemplate();
  for (const spec of specs) await repository.build(planOf(spec));
  return repository;
}

describe('public sides of an app', () => {
  it('gives the same tree for the same spec, byte for byte', async () => {
    const spec = { kinds: ['landing', 'blog'], prompt: PROMPT };
    const [one, two] = [await built(spec), await built(spec)];
    expect([...one.files]).toEqual([...two.files]);
  });

  it('writes nothing again for a feature whose code is there', async () => {
    const repository = await built({ prompt: PROMPT });
    const changes = await repository.build(planOf({ prompt: PROMPT }));
    expect(changes.flatMap((change) => [...change.writes.keys(), ...change.removes])).toEqual([]);
  });

  it('puts the first page of the template back when the landing page is gone', async () => {
    const before = (await Repository.ofTemplate()).files.get(HOME);
    const stated = { title: 'Salon', entities: [{ name: 'Service', fields: [{ name: 'name', type: 'string' }] }] };
    const repository = await built({ ...stated, kinds: ['landing'] });
    expect(repository.files.get(HOME)).toContain('SiteFrame');
    await repository.build(planOf({ ...stated, kinds: ['app'] }));
    expect(repository.files.get(HOME)).toBe(before);
    expect([...repository.files.keys()].filter((path) => path.startsWith('src/features/site/'))).toEqual([]);
  });

  it('makes up nobody whom visitors would meet', async () => {
    const { files } = await built({ prompt: PROMPT });
    expect(files.get('src/db/samples/index.ts')).not.toMatch(/teacher|class/i);
  });

  it('lets nobody decide on comments whom the rules do not let change all of them', async () => {
    const { files } = await built({
      prompt: 'A blog about cooking where readers can comment and I approve comments first.',
      roles: [{ name: 'cook', label: 'Cook' }],
      entities: [
        {
          name: 'Recipe',
          fields: [{ name: 'title', type: 'string', required: true }],
          permissions: [{ role: 'cook', actions: ['read'] }],
        },
      ],
    });
    expect(files.get('src/features/blog/moderation.ts')).toMatch(/scopeOf\(person, 'update', 'comments'\) === 'all'/);
    expect(files.get('src/app/(app)/moderation/page.tsx')).toContain('if (!mayModerate(user)) notFound();');
    expect(files.get('src/features/blog/actions.ts')).toContain('if (!mayModerate(await requireUser())) notFound();');
    expect(files.get('src/config/navigation.ts')).toMatch(/'\/moderation', icon: Inbox, allows: mayModerate/);
  });

  it('leaves the decision on comments to those who may take the steps of comments', async () => {
    const { files } = await built({
      prompt: 'A blog called Far Ridge about hiking. Readers can comment.',
      roles: [{ name: 'moderator' }, { name: 'editor' }],
      entities: [
        {
          name: 'Comment',
          fields: [
            { name: 'author', type: 'string', required: true },
            { name: 'body', type: 'text', required: true },
            { name: 'status', type: 'enum', required: true, values: ['Pending', 'Approved', 'Rejected'] },
          ],
          permissions: [
            { role: 'editor', actions: ['read', 'update'] },
            { role: 'moderator', actions: ['read'] },
          ],
          states: {
            field: 'status',
            initial: 'Pending',
            transitions: [{ name: 'approve', from: ['Pending'], to: 'Approved', roles: ['moderator'] }],
          },
        },
      ],
    });
    const file = files.get('src/features/blog/moderation.ts') ?? '';
    expect(file).toMatch(/commentSteps\s+\.filter\(\(step\) => step\.to === to && scopeOf\(person, `step:/);
    const actions = files.get('src/features/blog/actions.ts') ?? '';
    const decide = actions.slice(actions.indexOf('async function decide'));
    expect(decide).toContain('const from = statesBefore(await requireUser(), status);');
    expect(decide).toContain('inArray(comments.status, from)');
    expect(decide).not.toContain("'update'");
    const page = files.get('src/app/(app)/moderation/page.tsx') ?? '';
    expect(page).toContain('if (!mayModerate(user)) notFound();');
    expect(page).toContain("mayDecide(user, 'Rejected') && ");
    expect(files.get('src/config/navigation.ts')).toMatch(/'\/moderation', icon: Inbox, allows: mayModerate/);
  });

  it('asks for a session wherever rows are read that are not public', async () => {
    const { files } = await built({ prompt: 'A blog about cooking where readers can comment and I approve comments.' });
    expect(files.get('src/app/(app)/moderation/page.tsx')).toContain('await requireUser()');
    const actions = files.get('src/features/blog/actions.ts') ?? '';
    expect(actions.slice(actions.indexOf('async function decide'))).toContain('await requireUser()');
  });

  it('refuses at the field what must not repeat, and mails of rows alone that were made', async () => {
    const fields = (...names: string[]) => [
      { name: 'name', type: 'string', required: true },
      { name: 'email', type: 'email', required: true, unique: names.includes('email') },
      { name: 'seat', type: 'string', unique: names.includes('seat') },
    ];
    const { files } = await built({
      kinds: ['landing'],
      title: 'Stage',
      entities: [
        { name: 'Registration', fields: fields('email', 'seat') },
        { name: 'Inquiry', fields: fields() },
        { name: 'Subscriber', fields: fields('email') },
      ],
    });
    const actions = files.get('src/features/site/actions.ts') ?? '';
    const part = (name: string) => actions.slice(actions.indexOf(`function send${name}`)).split('\n}\n')[0] ?? '';
    expect(part('Registration')).toMatch(/constraintRefusal\(error, registrationTaken\)/);
    expect(part('Registration')).not.toContain('onConflictDoNothing');
    expect(actions).toContain("'registrations.seat': ['seat', 'Another registration has this seat already']");
    expect(part('Inquiry')).not.toMatch(/onConflictDoNothing|constraintRefusal/);
    expect(part('Subscriber')).toMatch(
      /onConflictDoNothing\(\)\s*\.returning[\s\S]*if \(made\.length > 0\) \{[\s\S]*tellOwners/,
    );
  });

  it('gives a booking its reference by itself', async () => {
    const { files } = await built({ prompt: 'A landing page for our hotel. Guests can make bookings on the page.' });
    expect(files.get('src/features/site/actions.ts')).toContain('reference: createId().slice(0, 8).toUpperCase()');
    expect(files.get('src/features/site/bookings-entry.tsx')).not.toContain("'reference'");
  });

  it('finds the posts of a tag, however its letters and spaces are typed', async () => {
    const { files } = await built({ prompt: 'A blog about hiking with tags.' });
    const code = stripTypeScriptTypes(files.get('src/features/blog/address.ts') ?? '');
    const { hasTag, tagsOf } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      hasTag: (text: string | null, tag: string) => boolean;
      tagsOf: (text: string | null) => string[];
    };
    const text = 'Österreich, Alpen,  Hütten, two  words, E\u0301cosse';
    for (const tag of [...tagsOf(text), 'österreich', 'TWO WORDS', 'écosse']) expect(hasTag(text, tag)).toBe(true);
    for (const tag of ['Alp', 'Österreich, Alpen und mehr', 'words']) expect(hasTag('two words', tag)).toBe(false);
    expect(hasTag(null, '')).toBe(false);
    expect(files.get('src/app/blog/tags/[tag]/page.tsx')).toContain('await listTagged({ tag, page })');
  });

  it('shows no event that is over, and whatever else has a date', async () => {
    const dated = (name: string, ...fields: object[]) => ({
      name,
      fields: [{ name: 'name', type: 'string', required: true }, ...fields],
    });
    const { files } = await built({
      kinds: ['landing'],
      title: 'Hall',
      entities: [
        dated('Concert', { name: 'date', type: 'date', required: true }),
        dated('Exhibition', { name: 'startsAt', type: 'datetime' }, { name: 'endsAt', type: 'datetime' }),
        dated('Album', { name: 'date', type: 'date' }),
      ],
    });
    const rows = files.get('src/features/site/rows.ts')?.replace(/\s+/g, ' ') ?? '';
    expect(rows).toContain('.from(concerts).where(gte(concerts.date, today()))');
    expect(rows).toContain(
      '.where(or(isNull(exhibitions.startsAt), gte(exhibitions.startsAt, new Date(today())), gte(exhibitions.endsAt, new Date(today()))))',
    );
    expect(rows).toContain('.from(albums).orderBy');
    expect(files.has('src/features/site/today.ts')).toBe(true);
  });

  it('says in the language of the page what is wrong with an entry', async () => {
    const { files } = await built({
      prompt: 'Eine Landingpage für unsere Praxis in Köln mit Kontaktformular.',
      entities: [
        {
          name: 'Booking',
          fields: [
            { name: 'at', label: 'Wann', type: 'datetime', required: true },
            { name: 'people', label: 'Personen', type: 'integer' },
          ],
        },
      ],
    });
    const actions = files.get('src/features/site/actions.ts')?.replace(/\s+/g, ' ') ?? '';
    expect(actions).toMatch(/at: inWords\( ?z[^;]*'Wann: bitte ausfüllen', 'Wann: bitte die Eingabe prüfen'/);
    expect(actions).toMatch(/people: field.optional\( ?inWords\(/);
    expect(files.get('src/features/site/entry.ts')).toContain('export function inWords');
    const blog = await built({ prompt: 'Ein Blog über Kochen, Leser können kommentieren. Kommentare gebe ich frei.' });
    expect(blog.files.get('src/features/blog/actions.ts')).not.toMatch(/\.max\(\d+\)/);
  });

  it('makes up no row that needs one of what visitors see', async () => {
    const name = { name: 'name', type: 'string', required: true };
    const { files } = await built({
      kinds: ['landing'],
      title: 'Hall',
      entities: [
        { name: 'Concert', fields: [name] },
        { name: 'Booking', fields: [name, { name: 'concert', type: 'reference', to: 'Concert', required: true }] },
        { name: 'Inquiry', fields: [name, { name: 'concert', type: 'reference', to: 'Concert' }] },
      ],
    });
    const samples = [...files.keys()].filter((path) => path.startsWith('src/db/samples/'));
    expect(samples).toContain('src/db/samples/inquiries.ts');
    expect(samples).not.toContain('src/db/samples/bookings.ts');
  });

  it('keeps words of a prompt text, whatever they mean in code', async () => {
    const title = `"q" 'q' <b> & \${x} \\ \`t\` {y}`;
    const entities = [{ name: 'Service', label: title, plural: title, fields: [{ name: 'name', type: 'string' }] }];
    const { files } = await built({ kinds: ['landing', 'blog'], title, entities });
    expect(files.get('src/features/site/frame.tsx')).not.toContain('>"q"');
  });
});

describe('colours', () => {
  it('come back as they were', () => {
    for (const hex of ['#16a34a', '#000000', '#ffffff', '#ff8c00', '#123456']) {
      expect(printColour(parseColour(hex))).toBe(hex);
    }
  });

  it.each(['#ffff00', '#000000', '#ffffff', '#16a34a', '#ff69b4', '#1e3a8a', '#808080'])(
    'text is readable with the accent %s on every ground',
    (accent) => {
      for (const background of [undefined, '#000000', '#fffdd0', '#808080', '#ff0000', '#add8e6']) {
        for (const tone of ['plain', 'warm', 'elegant', 'playful', 'bold'] as const) {
          const css = siteCss({ accent, tone, ...(background ? { background } : {}) });
          for (const block of css.split('}').filter((text) => text.includes('--background'))) {
            const of = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(block)?.[1] ?? '';
            for (const ground of ['background', 'muted', 'card']) {
              expect(contrast(of('foreground'), of(ground))).toBeGreaterThanOrEqual(7);
              expect(contrast(of('muted-foreground'), of(ground))).toBeGreaterThanOrEqual(4.5);
              expect(contrast(of('primary-text'), of(ground))).toBeGreaterThanOrEqual(4.5);
            }
            expect(contrast(of('primary-foreground'), of('primary'))).toBeGreaterThanOrEqual(4.5);
            expect(contrast(of('primary-text'), of('primary-soft'))).toBeGreaterThanOrEqual(4.5);
          }
        }
      }
    },
  );
});
