/** Applies the migrations in drizzle/ to DATABASE_URL. */
import { join } from 'node:path';
import { openDatabase } from '../src/db/client.ts';
import { migrate } from '../src/db/migrate.ts';

const client = openDatabase();
const tags = await migrate(client, join(import.meta.dirname, '../drizzle'));
client.close();
console.log(tags.length > 0 ? `Applied ${tags.join(', ')}` : 'Nothing to apply');
