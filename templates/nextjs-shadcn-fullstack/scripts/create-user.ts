/** Makes a user, or changes the one with that e-mail: EMAIL, PASSWORD, ROLE (one of src/config/roles.ts; owner when unset), NAME. */
import { databaseClient, db } from '../src/db/index.ts';
import { authUsers, type Role, roles } from '../src/db/schema/auth.ts';
import { hashPassword } from '../src/lib/password.ts';

const { EMAIL, PASSWORD, NAME, ROLE = 'owner' } = process.env;
const role = roles.find((known): known is Role => known === ROLE);
if (!EMAIL || !PASSWORD || !role) {
  console.error(`Set EMAIL and PASSWORD, and ROLE to one of: ${roles.join(', ')}.`);
  process.exit(1);
}
const email = EMAIL.trim().toLowerCase();
const values = { passwordHash: await hashPassword(PASSWORD), role, ...(NAME ? { name: NAME } : {}) };
await db
  .insert(authUsers)
  .values({ email, name: NAME ?? email.split('@')[0], ...values })
  .onConflictDoUpdate({ target: authUsers.email, set: values });
databaseClient.close();
console.log(`${email} is ${role}`);
