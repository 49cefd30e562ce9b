import { join } from 'node:path';
import { count, sql } from 'drizzle-orm';
import { env } from '../config/env.ts';
import { hashPassword } from '../lib/password.ts';
import { databaseClient, db } from './index.ts';
import { migrate } from './migrate.ts';
import { samples } from './samples/index.ts';
import { authUsers } from './schema/auth.ts';

/** Makes the owner named by the environment, when nobody has an account yet. */
async function createFirstOwner(): Promise<void> {
  const { ownerEmail, ownerPassword } = env;
  if (!ownerEmail || !ownerPassword) return;
  const [users] = await db.select({ count: count() }).from(authUsers);
  if (users?.count) return;
  await db
    .insert(authUsers)
    .values({
      name: 'Owner',
      email: ownerEmail.trim().toLowerCase(),
      passwordHash: await hashPassword(ownerPassword),
      role: 'owner',
      emailVerified: new Date(),
    })
    .onConflictDoNothing();
}

/** Fills empty tables with example rows. A table with rows of its own is left alone. */
export async function insertSamples(): Promise<void> {
  for (const { table, rows } of samples) {
    const [existing] = await db.select({ one: sql`1` }).from(table).limit(1);
    if (!existing) await db.insert(table).values(rows()).onConflictDoNothing();
  }
}

/** Brings the database up to this version of the app. Runs at every start and changes nothing the second time. */
export async function prepareDatabase(): Promise<void> {
  await migrate(databaseClient, join(process.cwd(), 'drizzle'));
  await createFirstOwner();
  if (env.sampleData) await insertSamples();
}
