import type { Platform } from '@appfactory/e2e/testing/platform';
import type { Figure } from './figure.ts';

/** One line of the speed table, or a few that are measured together. */
export interface Row {
  /** For --only. */
  name: string;
  measure(platform: Platform, say: (text: string) => void): Promise<Figure[]>;
}
