import { entities } from '@/config/entities';
import { may, notAllowed } from '@/lib/access';
import { requireApiUser } from '@/lib/session';

/** The records of one kind whose name contains `q`, for a picker. */
export async function GET(request: Request, { params }: { params: Promise<{ entity: string }> }): Promise<Response> {
  const user = await requireApiUser();
  if (user instanceof Response) return user;
  const { entity: slug } = await params;
  const entity = entities.find((known) => known.slug === slug);
  if (!entity) return Response.json({ error: `There are no ${slug}` }, { status: 404 });
  if (!may(user, 'read', slug)) return Response.json({ error: notAllowed }, { status: 403 });
  const q = new URL(request.url).searchParams.get('q')?.trim().slice(0, 200) ?? '';
  return Response.json(await entity.search(q, 20));
}
