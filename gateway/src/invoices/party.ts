import { readFile } from 'node:fs/promises';
import type { Party } from './invoice.ts';

const MOST_LINES = 8;
const LONGEST = 80;

/**
 * Who asks for money where nobody has said: without an address an invoice is no tax document.
 */
const NAMELESS: Party = { name: 'App Factory', details: [] };

/** Who asks for money on the papers of whoever runs the platform: a name, then lines of address. @throws Error that says what is wrong */
export async function readParty(path: string | undefined): Promise<Party> {
  if (path === undefined) return NAMELESS;
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`INVOICE_FROM_FILE: "${path}" cannot be read (${error.code})`);
  });
  const [name, ...details] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const longest = Math.max(...[name ?? '', ...details].map(({ length }) => length));
  if (name === undefined || details.length > MOST_LINES || longest > LONGEST) {
    throw new Error(
      `INVOICE_FROM_FILE: "${path}" has to hold a name, then at most ${MOST_LINES} lines of address; none is longer than ${LONGEST} characters`,
    );
  }
  return { name, details };
}
