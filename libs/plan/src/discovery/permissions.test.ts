import { describe, expect, it } from '@jest/globals';
import { discover } from './discover.ts';

const rightsOf = (prompt: string) =>
  Object.fromEntries(
    discover(prompt).permissions.map(({ role, entity, actions, scope }) => [
      `${role} ${entity}`,
      `${actions.map(([first]) => first).join('')}${scope === 'own' ? ' own' : ''}`,
    ]),
  );

describe('who may do what', () => {
  it.each([
    [
      'Testers report bugs, developers fix them, only the lead can close bugs. A bug is new, fixed or closed.',
      { 'tester Bug': 'rc', 'developer Bug': 'ru', 'lead Bug': 'ru' },
    ],
    ['Members see machines and book them. Staff: everything.', { 'staff Machine': 'rcud', 'staff Booking': 'rcud' }],
    [
      'Policyholders file an insurance claim. The office reads everything.',
      { 'policyholder InsuranceClaim': 'rc', 'clerk InsuranceClaim': 'r' },
    ],
    [
      'Clinic software: patients, appointments, invoices. Doctors manage appointments, patients can see their own appointments.',
      { 'patient Appointment': 'r own', 'patient Invoice': 'r own', 'doctor Appointment': 'rcud' },
    ],
    // What is not understood is no right: somebody is said to do something only.
    [
      'Vineyard: plots, batches, tanks.\n\nPeople:\n- winemaker: full access\n- workers: only this and that, nothing else',
      { 'winemaker Batch': 'rcud', 'worker Batch': 'r', 'worker Tank': 'r' },
    ],
  ])('%s', (prompt, expected) => {
    expect(rightsOf(prompt)).toMatchObject(expected);
  });
});
