import { redirect } from '@sveltejs/kit';
import { paths } from '#lib/paths.ts';
import { session } from '#lib/state/session.svelte.ts';

export async function load({ url }: { url: URL }) {
  const viewer = await session.load();
  if (!viewer) redirect(307, paths.signIn(url.pathname + url.search));
  return { viewer };
}
