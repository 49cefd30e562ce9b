import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import { planApp } from './planApp.ts';
import { calendarField, viewsOf } from './views.ts';

const planOf = (spec: object) =>
  planApp({ name: 'views', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse(spec) });
const viewsIn = (prompt: string) =>
  Object.fromEntries(planOf({ prompt }).entities.map((entity) => [entity.name, viewsOf(entity)]));

describe('views beside the list', () => {
  it('follow from what the prompt keeps: what has a day is in a calendar, what has pictures in a gallery', () => {
    const prompt = 'Our studio: events with title, date and place, and recipes with photos.';
    expect(viewsIn(prompt)).toEqual({ Event: ['table', 'calendar'], Recipe: ['table', 'gallery'] });
    expect(planOf({ prompt }).notBuilt).toEqual([]);
  });

  it('follow from a calendar that is asked for', () => {
    expect(viewsIn('A list of invoices with number, amount and due date, shown in a calendar')).toMatchObject({
      Invoice: ['table', 'calendar'],
    });
  });

  it('are those of the spec, as far as its fields allow', () => {
    const entities = [
      {
        name: 'Person',
        fields: [
          { name: 'born', type: 'date' },
          { name: 'joinedOn', type: 'date' },
        ],
        views: ['calendar'],
      },
      { name: 'Thing', fields: [{ name: 'name', type: 'string' }], views: ['table', 'calendar', 'board'] },
    ];
    const [person, thing] = planOf({ entities }).entities;
    expect(person && [viewsOf(person), calendarField(person)?.name]).toEqual([['table', 'calendar'], 'joinedOn']);
    expect(thing && viewsOf(thing)).toEqual(['table']);
  });

  it('are proven, and refused to whom the rows are', () => {
    const plan = planOf({
      roles: [{ name: 'guest' }],
      entities: [
        {
          name: 'Event',
          fields: [
            { name: 'title', type: 'string', required: true },
            { name: 'day', type: 'date', required: true },
          ],
          views: ['calendar', 'gallery'],
          permissions: [{ role: 'member', actions: ['read'] }],
        },
      ],
    });
    const checks = plan.features.flatMap((feature) => feature.checks);
    expect(checks.filter(({ name }) => /in the calendar|in the gallery/.test(name))).toHaveLength(3);
    const guest = checks.find(({ as }) => as === 'role:guest');
    expect(guest?.steps.flatMap((step) => (step.do === 'open' ? step.path : []))).toEqual(
      expect.arrayContaining(['/events/calendar', '/events/gallery']),
    );
  });
});
