/** src/features/figures/guess-columns.ts */
export const GUESS_FILE = `const bare = (text: string) => text.toLowerCase().replace(/[^\\p{L}\\p{N}]+/gu, '');

/** Which column of a file is which field, as far as their names tell: the same name, else one that holds the other. */
export function guessColumns(
  header: string[],
  fields: { property: string; label: string }[],
): Record<string, number> {
  const guess: Record<string, number> = {};
  const taken = new Set<number>();
  const names = header.map(bare);
  const take = (property: string, at: number) => {
    if (at < 0 || taken.has(at) || guess[property] !== undefined) return;
    guess[property] = at;
    taken.add(at);
  };
  for (const { property, label } of fields) {
    take(property, names.findIndex((name) => name !== '' && (name === bare(label) || name === bare(property))));
  }
  for (const { property, label } of fields) {
    const wanted = bare(label);
    take(
      property,
      names.findIndex(
        (name, at) => !taken.has(at) && name.length > 2 && (name.includes(wanted) || wanted.includes(name)),
      ),
    );
  }
  return guess;
}
`;

/** src/features/figures/guess-columns.test.ts */
export const GUESS_TEST = `import { expect, test } from 'vitest';
import { guessColumns } from '@/features/figures/guess-columns';

const fields = [
  { property: 'soldOn', label: 'Sold on' },
  { property: 'total', label: 'Total' },
  { property: 'region', label: 'Region' },
];

test('columns are found by the name of their field, however it is written', () => {
  expect(guessColumns(['REGION', 'sold_on', 'Total (USD)', ''], fields)).toEqual({ region: 0, soldOn: 1, total: 2 });
});

test('a column is one field, and a name that says nothing is none', () => {
  expect(guessColumns(['Total', 'Total', 'x', ''], fields)).toEqual({ total: 0 });
});
`;
