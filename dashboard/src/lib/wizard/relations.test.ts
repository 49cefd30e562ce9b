import { expect, test } from '@jest/globals';
import type { EntityDraft } from './entities.ts';
import { BOX, drawRelations, relationsOf, relationText } from './relations.ts';

const entity = (name: string, ...links: [name: string, to: string, more?: object][]): EntityDraft => ({
  name,
  fields: [
    { name: 'name', type: 'string' },
    ...links.map(([field, to, more]) => ({ name: field, type: 'reference' as const, to, ...more })),
  ],
});
const CRM = [
  entity('Invoice', ['project', 'Project', { required: true }], ['client', 'Client']),
  entity('Client'),
  entity('Project', ['client', 'Client'], ['parent', 'Project']),
  entity('Passport', ['holder', 'Client', { unique: true }]),
  entity('Tag', ['projects', 'Project', { type: 'references' }]),
];

test('a relation is told in both directions', () => {
  const one = (name: string) => name.toLowerCase();
  const texts = relationsOf(CRM).map((relation) => relationText(relation, one, (name) => `${one(name)}s`));
  expect(texts).toEqual([
    'Each invoice has one project (Project); each project has any number of invoices.',
    'Each invoice has at most one client (Client); each client has any number of invoices.',
    'Each project has at most one client (Client); each client has any number of projects.',
    'Each project has at most one project (Parent); each project has any number of projects.',
    'Each passport has at most one client (Holder); each client has at most one passport.',
    'Each tag has any number of projects (Projects); each project has any number of tags.',
  ]);
});

test('a link to what is not kept is no relation', () => {
  expect(relationsOf([entity('Note', ['about', 'Gone'])])).toEqual([]);
});

test.each([320, 700])('boxes stand apart, within %i pixels, what is named above what names it', (width) => {
  const { boxes, lines, height } = drawRelations(CRM, width);
  expect(boxes.map(({ name }) => name).toSorted()).toEqual(CRM.map(({ name }) => name).toSorted());
  for (const [at, box] of boxes.entries()) {
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + BOX.width).toBeLessThanOrEqual(width);
    expect(box.y + BOX.height).toBeLessThanOrEqual(height);
    for (const other of boxes.slice(at + 1))
      expect(Math.abs(box.x - other.x) >= BOX.width || Math.abs(box.y - other.y) >= BOX.height).toBe(true);
  }
  const y = (name: string) => boxes.find((box) => box.name === name)?.y ?? Number.NaN;
  for (const { relation } of lines) expect(y(relation.to)).toBeLessThan(y(relation.from));
  expect(lines).toHaveLength(5);
});

test('the same things are always drawn alike, circles too', () => {
  const circle = [entity('A', ['b', 'B']), entity('B', ['c', 'C']), entity('C', ['a', 'A'])];
  expect(drawRelations(circle, 400)).toEqual(drawRelations(circle, 400));
  expect(drawRelations(circle, 400).boxes).toHaveLength(3);
  expect(drawRelations([], 400)).toMatchObject({ height: 0, boxes: [], lines: [] });
});
