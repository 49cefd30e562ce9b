import { companySamples } from './companies.ts';
import { contactSamples } from './contacts.ts';
import type { Samples } from './samples.ts';

/** Example rows for empty tables, a table after those that it refers to. */
export const samples: Samples[] = [companySamples, contactSamples];
