/** Every address of the dashboard. */
export const paths = {
  builds: '/',
  build: ({ namespace, name }: { namespace: string; name: string }) =>
    `/builds/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`,
  wizard: '/new',
  releases: '/releases',
  account: '/account',
  signIn: (to?: string) => (to && to !== '/' ? `/sign-in?to=${encodeURIComponent(to)}` : '/sign-in'),
};

/** Where to go after signing in: only to a page of ours, whatever the link says. */
export function pathAfterSignIn(to: string | null): string {
  return to !== null && /^\/(?![/\\])/.test(to) ? to : paths.builds;
}
