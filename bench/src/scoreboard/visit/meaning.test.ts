import { expect, test } from '@jest/globals';
import { closeness, closest } from './meaning.ts';

const among = (meant: string, ...names: string[]) => closest([meant], names, (name) => name);

test.each([
  ['Client', 'Clients', 'Dashboard'],
  ['Leave request', 'Leave requests', 'Requests log'],
  ['Loan', 'Loans', 'Tools'],
  ['Anfrage', 'Kursanfragen', 'Kurse'],
  ['Cancelled', 'Cancel', 'Complete'],
  ['Returned', 'Return', 'Out'],
  ['Bestätigt', 'Bestätigen', 'Absagen'],
  ['E-Mail', 'E-Mail-Adresse', 'Name'],
  ['daily rate', 'Daily rate', 'Rating'],
  ['date', 'Appointment date', 'Treatment'],
  ['imprint', 'Impressum', 'Datenschutz'],
  ['title', 'Name', 'Price'],
])('“%s” is “%s” rather than “%s”', (meant, right, wrong) => {
  expect(among(meant, wrong, right)).toBe(right);
});

test('what says nothing of it is nothing of it', () => {
  expect(among('Invoice', 'Dashboard', 'People', 'Settings')).toBeUndefined();
  expect(closeness('price', 'Price')).toBe(1);
});
