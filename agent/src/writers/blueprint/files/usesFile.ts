import { many, one } from '@appfactory/plan/messages';
import { withArticle } from '@appfactory/plan/words';
import { Imports, inComment, lines, str } from '../emit.ts';
import type { Entity } from '../model.ts';

export const usesName = (entity: Entity): string => `usesOf${entity.type}`;

/** src/features/<slug>/uses.ts: the rows that stand in the way of a delete. */
export function usesFile(entity: Entity): string {
  const imports = new Imports().add('drizzle-orm', 'eq').add('@/db', 'db').add('@/lib/uses', 'describeUses');
  const children = [...new Set(entity.children.map((child) => child.entity))];
  const counts = children.map((child) => {
    imports.add(`@/db/schema/${child.slug}`, child.tableVariable);
    const fields = entity.children.filter((other) => other.entity === child).map((other) => other.field);
    const conditions = fields.map((field) => `eq(${child.tableVariable}.${field.property}, id)`);
    if (conditions.length > 1) imports.add('drizzle-orm', 'or');
    const where = conditions.length > 1 ? `or(${conditions.join(', ')})` : conditions.join('');
    return `{ count: await db.$count(${child.tableVariable}, ${where}), singular: ${str(one(child))}, plural: ${str(many(child))} },`;
  });
  return lines(
    imports.print(),
    '',
    `/** What still belongs to ${withArticle(inComment(one(entity)))}, as a sentence. Null when it can be deleted. */`,
    `export async function ${usesName(entity)}(id: string): Promise<string | null> {`,
    `return describeUses(${str(one(entity))}, [`,
    ...counts,
    `]);`,
    `}`,
    '',
  );
}

/** src/lib/uses.ts */
export const USES_LIBRARY = `type Use = { count: number; singular: string; plural: string };

const listing = new Intl.ListFormat('en', { type: 'conjunction' });

/** Says what belongs to a record, such as "3 invoices and 1 project belong to this client". Null for nothing. */
export function describeUses(owner: string, uses: Use[]): string | null {
  const there = uses.filter(({ count }) => count > 0);
  if (there.length === 0) return null;
  const parts = there.map(({ count, singular, plural }) => \`\${count} \${count === 1 ? singular : plural}\`);
  const single = there.length === 1 && there[0]?.count === 1;
  return \`\${listing.format(parts)} \${single ? 'belongs' : 'belong'} to this \${owner}. Move or delete \${single ? 'it' : 'them'} first.\`;
}
`;
