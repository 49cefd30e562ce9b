/** Every address of the dashboard. */
export const paths = {
  builds: '/',
  build: ({ namespace, name }: { namespace: string; name: string }) =>
    `/builds/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`,
  /** The builds of one tenant. */
  buildsIn: (tenant: string) => `/?in=${encodeURIComponent(tenant)}`,
  /** For git, at the gateway: it is no page. */
  repository: ({ namespace, name }: { namespace: string; name: string }) =>
    `/git/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}.git`,
  wizard: '/new',
  clients: '/clients',
  client: (name: string) => `/clients/${encodeURIComponent(name)}`,
  /** Keys of services that a tenant gives to its released apps. */
  keys: (name: string) => `/clients/${encodeURIComponent(name)}/keys`,
  releases: '/releases',
  release: ({ namespace, name }: { namespace: string; name: string }) =>
    `/releases/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`,
  usage: '/usage',
  invoices: '/usage/invoices',
  account: '/account',
  signIn: (to?: string) => (to && to !== '/' ? `/sign-in?to=${encodeURIComponent(to)}` : '/sign-in'),
};

/** Where to go after signing in: only to a page of ours, whatever the link says. */
export function pathAfterSignIn(to: string | null): string {
  return to !== null && /^\/(?![/\\])/.test(to) ? to : paths.builds;
}
