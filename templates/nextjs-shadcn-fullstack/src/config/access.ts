import type { Rules } from '@/lib/access';

/**
 * Who may do what with which records. Null: this app has no rules. Whoever is let in may do everything, and the pages and
 * actions of its records ask for no more than a signed-in person.
 */
export const rules: Rules | null = null;
