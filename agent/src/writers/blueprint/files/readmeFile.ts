import { one } from '@appfactory/plan/messages';
import { lines } from '../emit.ts';
import type { App } from '../model.ts';

/** Text of a spec inside Markdown: what would be markup stays text. */
const plain = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|&!]/g, (character) => `&#${character.charCodeAt(0)};`);

/** README.md of the built app. */
export function readmeFile(app: App): string {
  const settings = app.state.app;
  return lines(
    `# ${plain(settings?.title ?? '')}`,
    '',
    plain(settings?.description ?? ''),
    '',
    'Next.js, Tailwind CSS, Drizzle and SQLite. It runs on this machine alone and needs no keys.',
    '',
    '    npm ci',
    '    npm run dev          # http://127.0.0.1:3000 (PORT changes it)',
    '',
    'The first account that signs up is the owner; or set APP_OWNER_EMAIL and APP_OWNER_PASSWORD before the first start.',
    '`.env.example` lists every setting.',
    '',
    '| command | does |',
    '|---|---|',
    '| `npm run build`, `npm start` | production build and server |',
    '| `npm run types`, `npm run lint`, `npm test` | the checks |',
    '| `npm run db:generate` | writes a migration for what changed in `src/db/schema` |',
    '| `npm run db:migrate`, `npm run db:samples` | applies migrations; fills empty tables with example rows |',
    '| `npm run user:create` | makes or changes a user: EMAIL, PASSWORD, ROLE |',
    '',
    app.entities.length > 0 && [
      '## What it keeps',
      '',
      '| | pages | code | table |',
      '|---|---|---|---|',
      ...app.entities.map(
        (entity) =>
          `| ${plain(one(entity))} | \`/${entity.slug}\` | \`src/features/${entity.slug}\` | \`${entity.table}\` |`,
      ),
      '',
      'Each has the same files: `schema.ts` (what the form accepts and the action stores), `queries.ts`, `actions.ts`, `form.tsx`,',
      '`table.tsx`, and its pages in `src/app/(app)`. Lists of all of them: `src/config/entities.ts`, `src/config/navigation.ts`,',
      '`src/db/schema/index.ts`, `src/db/samples/index.ts`.',
      '',
    ],
  );
}
