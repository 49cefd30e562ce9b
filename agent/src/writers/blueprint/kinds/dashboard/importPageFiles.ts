/** src/app/api/import/[entity]/route.ts */
export const IMPORT_ROUTE = `import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { runImport } from '@/features/figures/import';
import { largestFile } from '@/features/figures/import-answer';
import { importList } from '@/features/figures/imports';
import { may, notAllowed } from '@/lib/access';
import { sqliteMessage } from '@/lib/constraints';
import { formatBytes } from '@/lib/format';
import { isSameOrigin } from '@/lib/same-origin';
import { requireApiUser } from '@/lib/session';

const settings = z.object({
  mapping: z.record(z.string().max(100), z.number().int().min(0).max(1000)),
  dates: z.enum(['month', 'day']),
  confirmed: z.number().int().min(1).optional(),
});

function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Checks a CSV file, and writes its rows once they are confirmed: a form with \`file\` and \`settings\`. */
export async function POST(request: Request, { params }: { params: Promise<{ entity: string }> }): Promise<Response> {
  const user = await requireApiUser();
  if (user instanceof Response) return user;
  if (!isSameOrigin(request)) return refuse(403, 'The request came from another site');
  const { entity: slug } = await params;
  const target = importList.find((known) => known.slug === slug);
  if (!target) return refuse(404, 'Nothing of this kind can be imported');
  if (!may(user, 'create', slug)) return refuse(403, notAllowed);
  const tooLarge = \`A file may have at most \${formatBytes(largestFile)}\`;
  // Before the body is read. A little more than the file itself, for the form around it.
  const length = Number(request.headers.get('content-length'));
  if (!Number.isFinite(length) || length <= 0) return refuse(411, 'The request does not say how long it is');
  if (length > largestFile + 64 * 1024) return refuse(413, tooLarge);
  const form = await request.formData().catch(() => null);
  const file = form?.get('file');
  if (!(file instanceof File) || file.size === 0) return refuse(400, 'Choose a file that is not empty');
  if (file.size > largestFile) return refuse(413, tooLarge);
  const parsed = settings.safeParse(jsonOf(String(form?.get('settings') ?? '')));
  if (!parsed.success) return refuse(400, 'The request does not say which column is which');
  try {
    const answer = await runImport(target, { text: await file.text(), ...parsed.data }, user);
    if ('error' in answer) return refuse(422, answer.error);
    if (answer.written) revalidatePath(\`/\${slug}\`, 'layout');
    return Response.json(answer);
  } catch (error) {
    // Somebody else has written the same in the meantime: nothing of this file was.
    if (sqliteMessage(error) === '') throw error;
    return refuse(409, 'The records have changed in the meantime, and nothing was written. Check the file again.');
  }
}
`;

/** src/app/(app)/dashboard/import/page.tsx */
export const IMPORT_PAGE = `import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Page } from '@/components/page';
import { ImportForm } from '@/features/figures/import-form';
import { importList } from '@/features/figures/imports';
import { figureList } from '@/features/figures/sets';
import type { SearchParams } from '@/lib/list-params';
import { requireRight, requireUser } from '@/lib/session';

export const metadata: Metadata = { title: 'Import' };

export default async function ImportPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireUser();
  const { of } = await searchParams;
  const set = figureList.find(({ slug }) => slug === of) ?? figureList[0];
  const target = importList.find(({ slug }) => slug === set?.slug);
  if (!set || !target) notFound();
  await requireRight('create', set.slug);
  return (
    <Page
      narrow
      title={\`Import \${set.plural.toLowerCase()}\`}
      description="From a CSV file. Nothing is written before you have seen what it holds and said yes."
      crumbs={[{ label: 'Dashboard', href: \`/dashboard?of=\${set.slug}\` }, { label: 'Import' }]}
    >
      <ImportForm
        slug={set.slug}
        singular={set.singular}
        plural={set.plural}
        fields={target.columns.map(({ property, label, required, type, values, entity }) => ({
          property,
          label,
          required,
          isDate: type === 'date' || type === 'datetime',
          hint: values ? values.join(', ') : entity ? \`Name of one of the \${entity.plural.toLowerCase()}\` : '',
        }))}
      />
    </Page>
  );
}
`;
