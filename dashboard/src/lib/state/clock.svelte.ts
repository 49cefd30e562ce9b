import { createSubscriber } from 'svelte/reactivity';

const tick = createSubscriber((update) => {
  const timer = setInterval(update, 15_000);
  return () => clearInterval(timer);
});

/** The time, for what says how long ago something was: read in a component, it is kept up to date. */
export function now(): number {
  tick();
  return Date.now();
}
