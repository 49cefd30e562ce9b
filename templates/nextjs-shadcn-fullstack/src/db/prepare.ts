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

/** Whether the rows refer to rows that are not there. */
function refersToNothing(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current.message.includes('FOREIGN KEY constraint failed')) return true;
  }
  return false;
}

/** Fills empty tables with example rows. A table with rows of its own is left alone. */
export async function insertSamples(): Promise<void> {
  for (const { table, rows } of samples) {
    const [existing] = await db.select({ one: sql`1` }).from(table).limit(1);
    if (existing) continue;
    try {
      await db.insert(table).values(rows()).onConflictDoNothing();
    } catch (error) {
      // Somebody deleted the examples that these belong to: the app starts without them.
      if (!refersToNothing(error)) throw error;
    }
  }
}

/** Brings the database up to this version of the app. Runs at every start and changes nothing the second time. */
export async function prepareDatabase(): Promise<void> {
  await migrate(databaseClient, join(process.cwd(), 'drizzle'));
  await createFirstOwner();
  if (env.sampleData) await insertSamples();
}
