import { entities } from '@/config/entities';
import { may } from '@/lib/access';
import { requireApiUser } from '@/lib/session';

export type SearchGroup = {
  slug: string;
  plural: string;
  records: { id: string; label: string; detail?: string | null }[];
};

/** The records of every kind whose name contains `q`, for the command palette. */
export async function GET(request: Request): Promise<Response> {
  const user = await requireApiUser();
  if (user instanceof Response) return user;
  const q = new URL(request.url).searchParams.get('q')?.trim().slice(0, 200) ?? '';
  if (!q) return Response.json([] satisfies SearchGroup[]);
  const groups = await Promise.all(
    entities
      .filter(({ slug }) => may(user, 'read', slug))
      .map(async ({ slug, plural, search }) => ({ slug, plural, records: await search(q, 5) })),
  );
  return Response.json(groups.filter(({ records }) => records.length > 0) satisfies SearchGroup[]);
}
