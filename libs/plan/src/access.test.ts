import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import { hasMaker, rightsOf, stepScope, stepsOf } from './access.ts';
import type { Plan } from './plan.ts';
import { planApp } from './planApp.ts';
import { notOffered, waysOf } from './stepChecks.ts';

const name = { name: 'name', type: 'string', required: true };
const status = { name: 'status', type: 'enum', values: ['New', 'Open', 'Done', 'Dropped'] };
const transitions = [
  { name: 'open', from: ['New'], to: 'Open', roles: ['agent'] },
  { name: 'finish', label: 'Mark as done', from: ['Open'], to: 'Done' },
  { name: 'drop', from: ['New', 'Open'], to: 'Dropped' },
];
const ticket = {
  name: 'Ticket',
  fields: [name, status, { name: 'client', type: 'reference', to: 'Client', required: true }],
  states: { field: 'status', transitions },
  permissions: [
    { role: 'agent', actions: ['read'] },
    { role: 'agent', actions: ['update'], scope: 'own' },
    { role: 'guest', actions: ['create'] },
  ],
};
const client = { name: 'Client', fields: [name], permissions: [{ role: 'agent', actions: ['delete'] }] };

function plan(...entities: object[]): Plan {
  const roles = [{ name: 'agent' }, { name: 'guest' }, { name: 'twin' }];
  const spec = appBuildSpecSchema.parse({ roles, entities });
  return planApp({ name: 'desk', namespace: 'default', generation: 1, spec });
}

function planned(): Plan['entities'] {
  return plan(ticket, client).entities;
}

describe('rights', () => {
  it('are those of all permissions of the role, as far as the widest of them reaches', () => {
    const [one] = planned();
    if (!one) throw new Error('no ticket');
    expect(rightsOf(one, 'agent')).toEqual({ read: 'all', update: 'own' });
    expect(hasMaker(one)).toBe(true);
  });

  it('are none for a role that no permission names, and for visitors', () => {
    const [one] = planned();
    if (!one) throw new Error('no ticket');
    expect(rightsOf(one, 'member')).toEqual({});
    expect(rightsOf(one, 'twin')).toEqual({});
    expect(rightsOf({}, 'visitor')).toEqual({});
  });

  it('bring the right to see what may be changed, deleted or was made', () => {
    const [one, other] = planned();
    if (!one || !other) throw new Error('no entities');
    expect(rightsOf(other, 'agent')).toEqual({ read: 'all', delete: 'all' });
    expect(rightsOf(one, 'guest')).toEqual({ read: 'own', create: 'all' });
  });

  it('let read what a new row must refer to, and say so', () => {
    const made = plan(ticket, client);
    expect(made.entities[1] && rightsOf(made.entities[1], 'guest')).toEqual({ read: 'all' });
    expect(made.assumptions.join('\n')).toMatch(/Role guest may read clients: every ticket needs one/);
  });

  it('are for steps those of the roles that a step names, else those of a change', () => {
    const [one] = planned();
    const [open, finish] = one?.states?.transitions ?? [];
    if (!one || !open || !finish) throw new Error('no steps');
    expect(['owner', 'agent', 'guest'].map((role) => stepScope(one, open, role))).toEqual(['all', 'all', undefined]);
    expect(['owner', 'agent', 'guest'].map((role) => stepScope(one, finish, role))).toEqual(['all', 'own', undefined]);
  });
});

describe('checks', () => {
  it('go every way that steps allow, and know what is not offered', () => {
    const states = planned()[0] && stepsOf(planned()[0] as Plan['entities'][number]);
    if (!states) throw new Error('no states');
    expect(waysOf(states).map((way) => way.map((step) => step.label))).toEqual([['Open', 'Mark as done'], ['Drop']]);
    expect(notOffered(states, 'Done')).toEqual(['Open', 'Mark as done', 'Drop']);
  });

  it('are there for each role that may something else, and none where there are no rules', () => {
    const names = plan(ticket, client).features.flatMap((feature) => feature.checks.map((check) => check.name));
    expect(names).toContain('Ticket: Member is refused');
    expect(names).toContain('Ticket: Guest makes one');
    expect(names).not.toContain('Ticket: Twin is refused');
    const plain = planApp({
      name: 'desk',
      namespace: 'default',
      generation: 1,
      spec: appBuildSpecSchema.parse({ entities: [{ name: 'Client', fields: [name] }] }),
    });
    const actors = plain.features.flatMap((feature) => feature.checks.map((check) => check.as));
    expect(actors.filter((actor) => actor.startsWith('role:'))).toEqual([]);
  });

  it('open the addresses of a row that the owner made, where only its buttons would be missing', () => {
    const clerk = { ...client, permissions: [{ role: 'guest', actions: ['read'] }] };
    const checks = plan(ticket, clerk).features.flatMap((feature) => feature.checks);
    const opened = (name: string) => {
      const steps = checks.find((check) => check.name.startsWith(`${name} sees what others made`))?.steps ?? [];
      const from = steps.findIndex((step) => step.do === 'remember');
      expect(steps[from + 1]).toMatchObject({ do: 'become' });
      return steps.slice(from).flatMap((step) => (step.do === 'open' ? step.path : []));
    };
    expect(opened('Client: Guest')).toEqual(['/clients', '/clients/new', '{row}/edit']);
    expect(opened('Ticket: Guest')).toEqual(expect.arrayContaining(['{row}', '{row}/edit']));
  });

  it('never enter a state that steps change', () => {
    const steps = plan(ticket, client).features.flatMap((feature) => feature.checks.flatMap((check) => check.steps));
    expect(steps.filter((step) => 'label' in step && step.label === 'Status')).toEqual([]);
  });
});
