import type { Node } from '@appfactory/kube/core';
import { parseQuantity } from '@appfactory/kube/quantity';

/** How one build stands to the room that there is. */
export interface Claimant {
  key: string;
  /** RFC 3339. */
  createdAt: string;
  /** It has a sandbox, needed or not. */
  holds: boolean;
  /** It needs one and has none, or has one that no node takes. */
  waits: boolean;
}

/**
 * What a build without a sandbox waits for; empty when it may have one now. Those that hold one keep it; then the oldest
 * is first, whatever its size, so that nobody waits for ever.
 */
export function waitsFor(key: string, claimants: readonly Claimant[], slots: number): string {
  const me = claimants.find((claimant) => claimant.key === key);
  if (!me || me.holds) return '';
  const holding = claimants.filter(({ holds }) => holds).length;
  const before = claimants.filter(
    (other) => other.key !== key && !other.holds && other.waits && isBefore(other, me),
  ).length;
  if (holding + before < slots) return '';
  const queue = before > 0 ? ` and ${before} older builds wait before this one` : '';
  return `Waits for room: this cluster has places for ${slots} builds at a time, ${holding} are taken${queue}. It starts by itself; MAX_ACTIVE_BUILDS of the operator sets another number of places`;
}

/** Whether what is kept without need is in somebody's way. */
export function someoneWaits(claimants: readonly Claimant[], slots: number): boolean {
  const holding = claimants.filter(({ holds }) => holds).length;
  const without = claimants.filter(({ holds, waits }) => waits && !holds).length;
  return (without > 0 && holding + without > slots) || claimants.some(({ holds, waits }) => holds && waits);
}

function isBefore(a: Claimant, b: Claimant): boolean {
  return a.createdAt === b.createdAt ? a.key < b.key : a.createdAt < b.createdAt;
}

/** What one build asks of a node while it runs: sandbox, agent, browser. */
const BUILD_CPU = 0.4;
const BUILD_MEMORY = 3 * 2 ** 30;
/** What the platform's other pods (warm sandboxes, released apps) are left. */
const SPARE_CPU = 0.5;
const SPARE_MEMORY = 2 * 2 ** 30;

/** How many builds the nodes can hold at once; at least one, since the scheduler has the last word. */
export function slotsOf(nodes: readonly Node[]): number {
  const usable = nodes.filter(
    (node) =>
      !node.spec?.unschedulable &&
      node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
  );
  const slots = usable.map(({ status }) =>
    Math.min(
      Math.floor((parseQuantity(status?.allocatable?.cpu ?? '0') - SPARE_CPU) / BUILD_CPU),
      Math.floor((parseQuantity(status?.allocatable?.memory ?? '0') - SPARE_MEMORY) / BUILD_MEMORY),
    ),
  );
  return Math.max(
    1,
    slots.reduce((sum, count) => sum + Math.max(0, count), 0),
  );
}
