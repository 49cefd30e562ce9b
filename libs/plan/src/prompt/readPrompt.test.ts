import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import { planApp } from '../planApp.ts';

const planOf = (prompt: string) =>
  planApp({
    name: 'app',
    namespace: 'default',
    generation: 1,
    spec: appBuildSpecSchema.parse({ prompt: prompt.slice(0, 20_000) }),
  });
const entitiesOf = (prompt: string) =>
  planOf(prompt).entities.map((entity) => `${entity.name}(${entity.fields.map((field) => field.name).join(' ')})`);

describe('a prompt alone', () => {
  it.each([
    ['A todo list with due dates and priorities.', ['Todo(title done dueDate priority notes)']],
    [
      'Track clients, projects and invoices',
      [
        'Client(name email phone website notes)',
        'Project(name status startDate endDate budget description client)',
        'Invoice(number issuedOn dueOn amount status client project)',
      ],
    ],
    [
      'A recipe book with a rating',
      ['Recipe(title minutes servings difficulty ingredients steps)', 'Book(title author isbn status rating)'],
    ],
    ['An app for my gym', ['Customer(name email phone address)', 'Workout(name doneOn minutes notes)']],
  ])('%s', (prompt, entities) => {
    expect(entitiesOf(prompt).toSorted()).toEqual(entities.toSorted());
  });

  it('says that it understood nothing, and builds a list of items', () => {
    const plan = planOf('Mach mir bitte etwas Schönes');
    expect(plan.entities.map((entity) => entity.name)).toEqual(['Item']);
    expect(plan.assumptions.join(' ')).toMatch(/Nothing in the prompt was understood/);
    expect(plan.notBuilt).not.toEqual([]);
  });

  it('says what it does not build', () => {
    const { notBuilt } = planOf(
      'A shop with products and orders. Customers pay online with Stripe. Send a newsletter every week. Zwölf Boxkämpfer jagen.',
    );
    expect(notBuilt.join('\n')).toMatch(/“Customers pay online with Stripe”: taking payments/);
    expect(notBuilt.join('\n')).toMatch(/newsletter every week”: sending e-mail/);
    expect(notBuilt.join('\n')).toMatch(/Zw.lf Boxk.mpfer jagen”: nothing in the plan serves this/);
    expect(planOf('A CRM for a small agency. Track clients, projects and invoices. Staff sign in.').notBuilt).toEqual(
      [],
    );
  });

  it('is never at a loss', () => {
    const odd = [
      '\u0000',
      '🎉',
      '__proto__ constructor toString',
      'a'.repeat(20_000),
      'task '.repeat(4_000),
      '((((',
      'with with with',
      'مرحبا بالعالم',
      '\ud800',
    ];
    for (const prompt of odd) {
      const plan = planOf(prompt);
      expect(plan.entities.length).toBeGreaterThan(0);
      expect(plan.assumptions.length).toBeLessThanOrEqual(30);
      expect(Math.max(0, ...[...plan.assumptions, ...plan.notBuilt].map((line) => line.length))).toBeLessThanOrEqual(
        300,
      );
    }
  });
});
