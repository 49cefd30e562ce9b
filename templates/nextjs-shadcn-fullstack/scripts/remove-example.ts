/** Takes the example (contacts and companies, the page of components) out of the app, and this script with it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { example } = JSON.parse(readFileSync(join(root, 'template.json'), 'utf8')) as { example: string[] };

/** The registries without an entry. */
const empty: Record<string, string> = {
  'src/config/entities.ts': `import type { Entity } from '@/lib/entity';

/** Every kind of record: the dashboard counts them, the search and the pickers look through them. */
export const entities: Entity[] = [];
`,
  'src/config/navigation.ts': `import type { LucideIcon } from 'lucide-react';
import type { SessionUser } from '@/lib/session';

/**
 * \`entity\` is the slug of the records that the page lists: who may not read them does not see the item. \`allows\` says the
 * same of a page that lists no records of its own.
 */
export type NavigationItem = {
  title: string;
  href: string;
  icon: LucideIcon;
  entity?: string;
  allows?: (user: SessionUser) => boolean;
};

/** What the sidebar lists below the dashboard. */
export const navigation: NavigationItem[] = [];
`,
  'src/db/samples/index.ts': `import type { Samples } from './samples.ts';

/** Example rows for empty tables, a table after those that it refers to. */
export const samples: Samples[] = [];
`,
  'src/db/schema/index.ts': `export * from './auth.ts';
export * from './files.ts';
`,
};

const journalFile = join(root, 'drizzle/meta/_journal.json');
const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: { tag: string }[] };
journal.entries = journal.entries.filter(({ tag }) => !tag.endsWith('_example'));
writeFileSync(journalFile, `${JSON.stringify(journal, null, 2)}\n`);
for (const [path, text] of Object.entries(empty)) writeFileSync(join(root, path), text);
for (const pattern of example) rmSync(join(root, pattern.replace(/\/\*\*$/, '')), { recursive: true, force: true });
