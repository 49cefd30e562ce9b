/**
 * Looks at once, and again whenever `every` milliseconds have passed while somebody looks at the page. For an effect: gives
 * what ends it.
 */
export function whileSeen(look: () => unknown, every: number): () => void {
  look();
  const timer = setInterval(() => {
    if (!document.hidden) look();
  }, every);
  return () => clearInterval(timer);
}
