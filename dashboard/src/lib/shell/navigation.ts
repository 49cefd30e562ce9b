import Blocks from '@lucide/svelte/icons/blocks';
import Building from '@lucide/svelte/icons/building-2';
import ChartNoAxesColumn from '@lucide/svelte/icons/chart-no-axes-column';
import CircleUser from '@lucide/svelte/icons/circle-user';
import Plus from '@lucide/svelte/icons/plus';
import Rocket from '@lucide/svelte/icons/rocket';
import { paths } from '#lib/paths.ts';

/** The places to go to; with `g` and the letter by keyboard. */
export const PLACES = [
  { path: paths.builds, label: 'Builds', icon: Blocks, letter: 'b' },
  { path: paths.wizard, label: 'New app', icon: Plus, letter: 'n' },
  { path: paths.releases, label: 'Releases', icon: Rocket, letter: 'r' },
  { path: paths.clients, label: 'Clients', icon: Building, letter: 'c' },
  { path: paths.usage, label: 'Usage', icon: ChartNoAxesColumn, letter: 'u' },
  { path: paths.account, label: 'Account', icon: CircleUser, letter: 'a' },
] as const;

/** Those that lead somewhere for this person. */
export function placesFor({ statesApps, ownsTenants }: { statesApps: boolean; ownsTenants: boolean }) {
  return PLACES.filter(({ path }) => {
    if (path === paths.wizard) return statesApps;
    return path !== paths.usage || ownsTenants;
  });
}

export function isAt(path: string, pathname: string): boolean {
  return path === paths.builds ? pathname === '/' || pathname.startsWith('/builds') : pathname.startsWith(path);
}
