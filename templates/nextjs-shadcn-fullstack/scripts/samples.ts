/** Fills empty tables with example rows. */
import { databaseClient } from '../src/db/index.ts';
import { insertSamples } from '../src/db/prepare.ts';

await insertSamples();
databaseClient.close();
