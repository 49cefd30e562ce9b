import { stepsOf } from './access.ts';
import type { EntityChecks } from './entityChecks.ts';
import { shortLabel } from './messages.ts';
import type { Check, PlannedEntity, PlannedStates, PlannedTransition, Step } from './plan.ts';

/** More rows than these prove little more, and take their time. */
const MOST_ROWS = 3;

const offered = ({ transitions }: PlannedStates, state: string) =>
  transitions.filter((step) => step.from.includes(state) && step.to !== state);

/** The shortest way from the first state to one where a step is left that was not taken, with that step at its end. */
function wayTo(states: PlannedStates, left: Set<PlannedTransition>): PlannedTransition[] | undefined {
  const seen = new Set([states.initial]);
  const queue: { state: string; way: PlannedTransition[] }[] = [{ state: states.initial, way: [] }];
  for (const { state, way } of queue) {
    for (const step of offered(states, state)) {
      if (left.has(step)) return [...way, step];
      if (seen.has(step.to)) continue;
      seen.add(step.to);
      queue.push({ state: step.to, way: [...way, step] });
    }
  }
  return undefined;
}

/** Ways that rows go, which together take every step that can be taken; no more than a few of them. */
export function waysOf(states: PlannedStates): PlannedTransition[][] {
  const left = new Set(states.transitions);
  const ways: PlannedTransition[][] = [];
  for (let way = wayTo(states, left); way && ways.length < MOST_ROWS; way = wayTo(states, left)) {
    let last = way.at(-1);
    while (last) {
      left.delete(last);
      const next: PlannedTransition | undefined = offered(states, last.to).find((step) => left.has(step));
      if (next) way.push(next);
      last = next;
    }
    ways.push(way);
  }
  return ways;
}

/** Buttons of the states that are not offered in a state: names that no step of it has. */
export function notOffered(states: PlannedStates, state: string): string[] {
  const here = new Set(offered(states, state).map((step) => step.label));
  return [...new Set(states.transitions.map((step) => step.label))].filter((label) => !here.has(label));
}

const missing = (name: string): Step => ({ do: 'missing', role: 'button', name });

/** Rows go from state to state by the buttons that their state has, and by no others. */
export function stepChecks(entity: PlannedEntity, checks: EntityChecks): Check[] {
  const states = stepsOf(entity);
  if (!states) return [];
  return waysOf(states).map((way, index): Check => {
    const row = checks.row(entity, `step ${index + 1}`);
    const steps = way.flatMap((step): Step[] => [
      { do: 'click', role: 'button', name: step.label },
      { do: 'see', text: step.to, in: 'main' },
      ...notOffered(states, step.to).map(missing),
    ]);
    return {
      name: `${shortLabel(entity.label)}: ${shortLabel(states.initial, 20)} to ${shortLabel(way.at(-1)?.to ?? '', 20)} by its buttons; no others are offered`,
      as: 'owner',
      steps: [
        ...row.steps,
        { do: 'see', text: states.initial, in: 'main' },
        ...notOffered(states, states.initial).map(missing),
        ...steps,
        { do: 'reload' },
        { do: 'see', text: way.at(-1)?.to ?? '', in: 'main' },
      ],
    };
  });
}
