import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import { planApp } from '../../planApp.ts';
import { contactOf, listAfter, ownSentences, pricesOf, questionsOf, subjectOf, timesOf } from './facts.ts';

const planOf = (spec: object) =>
  planApp({ name: 'page', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse(spec) });
const landingOf = (prompt: string) => {
  const plan = planOf({ prompt });
  if (!plan.landing) throw new Error(`no landing page: ${JSON.stringify(plan.kinds)}`);
  return { ...plan, landing: plan.landing };
};

describe('what a prompt states of a business', () => {
  it('tells its name, what it is and where', () => {
    expect(subjectOf('Landing page for my yoga studio Sunrise Yoga in Portland. Show classes.', 'en')).toMatchObject({
      what: 'yoga studio',
      name: 'Sunrise Yoga',
      place: 'Portland',
    });
    expect(subjectOf('Webseite für meine Tischlerei in Köln mit Leistungen', 'de')).toMatchObject({
      what: 'Tischlerei',
      place: 'Köln',
    });
    expect(subjectOf('Make it nice', 'en')).toBeUndefined();
  });

  it('quotes what the business says of itself, and no instruction', () => {
    const said = [
      'We bake sourdough every morning.',
      'We want a page with a form.',
      'Show our prices.',
      'We bake rye too',
    ];
    expect(ownSentences(said)).toEqual(['We bake sourdough every morning.']);
  });

  it('reads prices, hours, questions, lists and where to find it', () => {
    expect(pricesOf('Prices: drop-in $18, ten classes $150 and a monthly pass from 120 € per month.')).toEqual([
      { title: 'Drop-in', note: '$18' },
      { title: 'Ten classes', note: '$150' },
      { title: 'Monthly pass', note: 'from 120 € per month' },
    ]);
    expect(timesOf('Open Mon-Fri 7:00-20:00 and Sat 9 am to 1 pm')).toEqual([
      { title: 'Mon–Fri', note: '7:00 – 20:00' },
      { title: 'Sat', note: '9 am – 1 pm' },
    ]);
    expect(questionsOf('5. Questions that guests ask: Is there parking? May dogs come?\n6. Team: a photo.')).toEqual([
      { title: 'Is there parking?' },
      { title: 'May dogs come?' },
    ]);
    expect(questionsOf('FAQ: Do I need a mat? We lend mats.')).toEqual([
      { title: 'Do I need a mat?', text: 'We lend mats.' },
    ]);
    expect(
      listAfter('our services: drains, boilers and bathrooms. More', ['services']).map(({ title }) => title),
    ).toEqual(['Drains', 'Boilers', 'Bathrooms']);
    expect(contactOf('Call +44 20 7946 0018, hello@spoke.example, 12 Park Street, Bristol')).toEqual({
      email: 'hello@spoke.example',
      phone: '+44 20 7946 0018',
      address: '12 Park Street, Bristol',
    });
  });
});

describe('the landing page of a prompt', () => {
  it('has the sections that the prompt asks for, and a form that a visitor can send', () => {
    const { landing, features } = landingOf(
      'Landing page for a plumber with services, testimonials and a contact form',
    );
    expect(landing.sections.map(({ title }) => title)).toEqual(['What we offer', 'What people say', 'Contact']);
    expect(landing.forms).toMatchObject([{ entity: 'Inquiry', fields: ['name', 'email', 'phone', 'message'] }]);
    expect(features.at(-2)).toMatchObject({ id: 'landing', kind: 'landing' });
    expect(features.at(-2)?.checks.map((check) => check.as)).toContain('visitor');
  });

  it('has the forms that the prompt lists, each under its own name and with its own questions', () => {
    const { landing, entities } = landingOf(
      'Website for a dog boarding kennel with opening hours.\n\nTwo forms:\na) Trial day: owner name, phone, dog name, breed, preferred date.\nb) Question: name, email, question.\n\nI want to see the requests for trial days in a list.',
    );
    expect(landing.forms.map(({ entity, fields }) => `${entity}: ${fields.join(' ')}`)).toEqual([
      'TrialDay: ownerName phone dogName breed preferredDate',
      'Inquiry: name email question',
    ]);
    expect(entities.map(({ name }) => name)).not.toContain('Request');
    const fields = entities.find(({ name }) => name === 'TrialDay')?.fields.map(({ name }) => name);
    expect(fields).toEqual(expect.arrayContaining(['receivedOn', 'status']));
  });

  it('has the form that a line tells of, and then its questions', () => {
    const { landing } = landingOf(
      'Landing page for a hospice.\n\n1. Who we are.\n2. Volunteers: a form. Name, email, phone.\n3. Contact: address, and a form for families: name, email, message.',
    );
    expect(landing.forms.map(({ entity, fields }) => `${entity}: ${fields.join(' ')}`)).toEqual([
      'VolunteerApplication: name email phone',
      'Inquiry: name email message',
    ]);
  });

  it('shows no contact data, states or notes of what is kept', () => {
    const { landing, entities } = landingOf('Landing page for my gym with our coaches, classes and a contact form');
    for (const { rows } of landing.sections) {
      const entity = entities.find(({ name }) => name === rows?.entity);
      const shown = [rows?.title, rows?.text, ...(rows?.facts ?? [])];
      const types = entity?.fields.filter(({ property }) => shown.includes(property)).map(({ type }) => type);
      expect(types ?? []).not.toContain('email');
      expect(shown).not.toContain('phone');
      expect(shown).not.toContain('notes');
    }
  });

  it('makes nothing public that is not meant to be', () => {
    const { landing } = landingOf(
      'Landing page for our clinic with a contact form. Behind the sign-in is an internal app: manage patients and invoices.',
    );
    const shown = landing.sections.map(({ rows }) => rows?.entity);
    expect(shown).not.toContain('Patient');
    expect(shown).not.toContain('Invoice');
    expect(landing.signIn).toBe(true);
  });

  it('keeps the rows of the app off the page, but for those that the prompt names for it', () => {
    const { landing, features, assumptions } = landingOf(
      'A landing page for our design agency Northlight with a contact form. Behind the sign-in is an internal app: manage clients, projects, events, bookings and invoices. A project belongs to a client and has a budget.',
    );
    expect(landing.sections.map(({ title }) => title)).toEqual(['Contact']);
    expect(landing.forms.map(({ entity }) => entity)).toEqual(['Inquiry']);
    expect(assumptions.join(' ')).toMatch(/Not on the page: .*projects.*events/);
    expect(
      features.flatMap(({ checks }) => checks.map(({ name }) => name)).filter((name) => /not on it$/.test(name)),
    ).toHaveLength(2);
    const named = landingOf(
      'A landing page for our studio with our events and teachers. Behind the sign-in is an internal app: manage rooms, events and members.',
    );
    expect(named.landing.sections.flatMap(({ rows }) => rows?.entity ?? [])).toEqual(['Event', 'Teacher']);
  });

  it('shows nothing whose permissions do not let visitors read it, and nothing of its budget', () => {
    const fields = [
      { name: 'name', type: 'string', required: true },
      { name: 'client', type: 'string' },
      { name: 'year', type: 'integer' },
      { name: 'budget', type: 'money' },
    ];
    const sectionsFor = (role: string) =>
      planOf({
        prompt: 'A landing page for our agency with our projects. Behind the sign-in is an internal app for staff.',
        roles: [{ name: 'manager', label: 'Manager' }],
        entities: [{ name: 'Project', fields, permissions: [{ role, actions: ['read'] }] }],
      }).landing?.sections.flatMap(({ rows }) => rows ?? []);
    expect(sectionsFor('manager')).toEqual([]);
    expect(sectionsFor('visitor')).toEqual([{ entity: 'Project', title: 'name', facts: ['year'] }]);
  });

  it('asks in every form for a name and a way to answer, and for no code that only the business knows', () => {
    for (const prompt of [
      'A landing page for my hair salon in Leeds where visitors book appointments online.',
      'A landing page for our restaurant with table reservations and a menu.',
      'A landing page for our conference with registrations and speakers.',
      'A landing page for our hotel. Guests can make bookings on the page.',
      'Eine Landingpage für unsere Physiotherapie-Praxis Bewegt in Köln mit Terminbuchung, Kursen und Newsletter.',
      'Landing page for a club with RSVPs, a waiting list, feedback, pre-orders and quotes',
    ]) {
      const { landing, entities } = landingOf(prompt);
      const forms = landing.forms.filter(({ entity }) => entity !== 'Subscriber');
      expect(forms).not.toHaveLength(0);
      for (const form of forms) {
        const asked = entities
          .find(({ name }) => name === form.entity)
          ?.fields.filter(({ property }) => form.fields.includes(property));
        expect(asked?.filter(({ required }) => required).map(({ type }) => type)).toEqual(
          expect.arrayContaining(['string', 'email']),
        );
        expect(form.fields).not.toContain('reference');
      }
    }
  });

  it('adds to a stated entity what an answer needs, and nothing that it has', () => {
    const fields = [
      { name: 'guestName', type: 'string' },
      { name: 'phone', type: 'string' },
      { name: 'at', type: 'datetime', required: true },
    ];
    const plan = planOf({ kinds: ['landing'], title: 'Inn', entities: [{ name: 'Booking', fields }] });
    expect(plan.landing?.forms[0]?.fields).toEqual(['guestName', 'phone', 'at']);
    expect(plan.entities[0]?.fields.map(({ required }) => required)).toEqual([true, true, true]);
  });

  it('has a form where none is asked for, and none where none is wanted', () => {
    expect(landingOf('Landing page for my band').landing.forms).toHaveLength(1);
    expect(landingOf('Landing page for my band. No contact form.').landing.forms).toHaveLength(0);
  });

  it('has forms that ask for what the prompt says, and for nothing else', () => {
    const asked = (prompt: string) =>
      landingOf(prompt).landing.forms.map(({ entity, fields }) => `${entity}: ${fields.join(' ')}`);
    expect(
      asked('Landing page for my band with a contact form (name, e-mail, date of the event, place, message).'),
    ).toEqual(['Inquiry: name email dateEvent place message']);
    expect(
      asked(
        'Landing page for a charity shop. A volunteer form asks for name, e-mail, which days they can help and what they like to do.',
      )[0],
    ).toBe('VolunteerApplication: name email whichDaysTheyCanHelp whatTheyLikeToDo');
    expect(
      asked(
        'Webseite für unsere Hundeschule mit Leistungen und einem Anmeldeformular mit Name, Telefon, E-Mail, Rasse und Alter des Hundes.',
      ),
    ).toEqual(['Registration: name phone email breed age']);
  });

  it('lets what somebody said stand over their name', () => {
    const { landing, entities } = landingOf('Landing page for a plumber with testimonials');
    expect(entities.find(({ name }) => name === 'Testimonial')?.labelField).toBe('author');
    expect(landing.sections.find(({ layout }) => layout === 'quotes')?.rows).toMatchObject({
      title: 'author',
      text: 'quote',
    });
  });

  it('speaks the language of the prompt', () => {
    const { landing } = landingOf('Webseite für meine Tischlerei in Köln mit Leistungen und Kontaktformular');
    expect(landing).toMatchObject({ language: 'de', headline: 'Tischlerei in Köln' });
    expect(landing.sections.map(({ title }) => title)).toEqual(['Unsere Leistungen', 'Kontakt']);
  });

  it('changes no entity that the spec states', () => {
    const fields = [
      { name: 'name', type: 'string', required: true },
      { name: 'price', type: 'money', required: true },
    ];
    const plan = planOf({ kinds: ['landing'], title: 'Salon', entities: [{ name: 'Service', fields }] });
    expect(plan.entities[0]?.fields.map(({ name }) => name)).toEqual(['name', 'price']);
    expect(plan.landing?.sections[0]).toMatchObject({ layout: 'cards', rows: { entity: 'Service', title: 'name' } });
  });

  it('refers to nothing that it does not keep, and says what that is', () => {
    const { entities, assumptions } = landingOf(
      'Landing page for a clinic with doctors of each department and appointments with a doctor and a patient',
    );
    expect(entities.map(({ name }) => name)).toEqual(['Doctor', 'Appointment']);
    const targets = entities.flatMap(({ fields }) => fields.flatMap(({ to }) => to ?? []));
    expect(targets).toEqual(['Doctor']);
    expect(assumptions.join('\n')).toMatch(/Departments: not kept/);
  });

  it('gives every section an anchor of its own, whatever the prompt says', () => {
    for (const prompt of [
      'Landing page with contact form, contact page, inquiries, booking requests and a newsletter',
      'landing page <script>alert(1)</script> for `rm -rf /` with "services": a, b, c and $5 $6 $7',
      'Landing page',
    ]) {
      const ids = landingOf(prompt).landing.sections.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
