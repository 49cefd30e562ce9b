import { type AppBuildSpec, appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import { PlanError, planApp } from '../planApp.ts';

const refusal = (value: object) => {
  try {
    planApp({ name: 'x', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse(value) as AppBuildSpec });
  } catch (error) {
    return error instanceof PlanError ? `${error.path}: ${error.message}` : String(error);
  }
  return 'planned';
};
const order = (more: object) => ({
  name: 'Order',
  fields: [
    { name: 'number', type: 'string' },
    { name: 'status', type: 'enum', values: ['New', 'Paid'] },
  ],
  ...more,
});
const states = (transition: object) => ({
  entities: [
    order({ states: { field: 'status', transitions: [{ name: 'pay', from: ['New'], to: 'Paid', ...transition }] } }),
  ],
});

describe('a spec that contradicts itself is refused with the place', () => {
  it.each([
    [
      'two types for a field',
      {
        entities: [
          order({
            fields: [
              { name: 'a', type: 'string' },
              { name: 'a', type: 'date' },
            ],
          }),
        ],
      },
      /^spec.entities\[0\].fields\[1\].name: .*as string and as date/,
    ],
    [
      'a transition to an unknown state',
      states({ to: 'Shipped' }),
      /^spec.entities\[0\].states.transitions\[0\].to: .*"Shipped".*"New", "Paid"/,
    ],
    ['a transition from an unknown state', states({ from: ['Draft'] }), /transitions\[0\].from: .*"Draft"/],
    ['a transition for an unknown role', states({ roles: ['boss'] }), /transitions\[0\].roles: .*"boss"/],
    ['states without their field', { entities: [order({ states: { field: 'stage' } })] }, /states.field: .*"stage"/],
    [
      'an unknown first state',
      { entities: [order({ states: { field: 'status', initial: 'Old' } })] },
      /states.initial: "Old"/,
    ],
    [
      'a permission for an unknown role',
      { entities: [order({ permissions: [{ role: 'boss', actions: ['read'] }] })] },
      /permissions\[0\].role: .*"boss"/,
    ],
    [
      'a transition that is there twice',
      {
        entities: [
          order({
            states: {
              field: 'status',
              transitions: ['New', 'Paid'].map((from) => ({ name: 'pay', from: [from], to: 'Paid' })),
            },
          }),
        ],
      },
      /transitions\[1\].name: .*"pay" of "Order" is there twice/,
    ],
    ['a transition for whoever has no account', states({ roles: ['visitor'] }), /transitions\[0\].roles: .*"visitor"/],
    [
      'a transition for a role that sees no such row',
      {
        roles: [{ name: 'cook' }, { name: 'boss' }],
        entities: [
          {
            ...states({ roles: ['cook'] }).entities[0],
            permissions: [{ role: 'boss', actions: ['read'] }],
          },
        ],
      },
      /transitions\[0\].roles: .*"cook", whose permissions do not let it read "Order"/,
    ],
    [
      'a role that may do nothing and something',
      {
        roles: [{ name: 'cook' }],
        entities: [
          order({
            permissions: [
              { role: 'cook', actions: ['read'] },
              { role: 'cook', actions: [] },
            ],
          }),
        ],
      },
      /permissions\[1\].actions: role "cook" may do nothing with "Order" here, and something/,
    ],
    [
      'a role that nobody can get',
      {
        prompt: 'x',
        roles: [
          { name: 'a', givenBy: ['b'] },
          { name: 'b', givenBy: ['a'] },
        ],
      },
      /^spec.roles\[0\]: nobody can get role "a"/,
    ],
    [
      'a role given by nobody known',
      { prompt: 'x', roles: [{ name: 'a', givenBy: ['c'] }] },
      /^spec.roles\[0\].givenBy: .*"c"/,
    ],
    ['a role that is there twice', { prompt: 'x', roles: [{ name: 'a' }, { name: 'a' }] }, /^spec.roles\[1\].name/],
  ])('%s', (_name, spec, expected) => {
    expect(refusal(spec)).toMatch(expected);
  });

  it('but not one that fits together', () => {
    expect(
      refusal({
        ...states({ roles: ['cashier'] }),
        roles: [{ name: 'cashier', givenBy: ['manager'] }, { name: 'manager' }],
      }),
    ).toBe('planned');
  });
});

describe('what is stated and not built', () => {
  it('stands in notBuilt, and in the plan for writers that know it', () => {
    const plan = planApp({
      name: 'x',
      namespace: 'default',
      generation: 1,
      spec: appBuildSpecSchema.parse({
        kinds: ['app'],
        roles: [{ name: 'cashier' }],
        entities: [
          order({
            views: ['board'],
            permissions: [
              { role: 'cashier', actions: ['read'] },
              { role: 'visitor', actions: ['create'] },
              { role: 'owner', actions: ['read'] },
            ],
            fields: [
              ...order({}).fields,
              { name: 'photo', type: 'image' },
              { name: 'contract', type: 'file' },
              { name: 'phone', type: 'phone' },
            ],
            states: { field: 'status', transitions: [{ name: 'pay', from: ['New'], to: 'Paid', roles: ['cashier'] }] },
          }),
        ],
      }),
    });
    const text = plan.notBuilt.join('\n');
    expect(text).toMatch(/What visitors without an account may do with order/);
    expect(text).toMatch(/Limits of the owner for order/);
    expect(text).toMatch(/tables only: order \(board/);
    // What has a picture has a gallery.
    expect(plan.entities[0]?.views).toEqual(['board', 'gallery']);
    expect(plan.entities[0]?.fields.map(({ name, type }) => `${name}:${type}`)).toEqual([
      'number:string',
      'status:enum',
      'photo:image',
      'contract:file',
      'phone:string',
    ]);
    expect(plan.entities[0]?.states?.transitions[0]?.roles).toEqual(['cashier']);
    expect(plan.roles?.map(({ label }) => label)).toEqual(['Cashier']);
  });

  it('asks at most five questions, each with the answer that was taken', () => {
    const { questions = [] } = planApp({
      name: 'x',
      namespace: 'default',
      generation: 1,
      spec: appBuildSpecSchema.parse({ prompt: 'An app for my salon and my shop' }),
    });
    expect(questions.length).toBeGreaterThan(0);
    expect(questions.length).toBeLessThanOrEqual(5);
    for (const question of questions) expect(question.options[question.default]).toBeDefined();
  });
});
