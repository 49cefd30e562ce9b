/** What inputs, selects and text areas look like. */
export const CONTROL =
  'w-full min-w-0 rounded-lg border border-line-strong bg-surface px-3 text-ink shadow-card placeholder:text-muted ' +
  'transition-colors hover:border-muted aria-invalid:border-bad disabled:opacity-60';
