/**
 * Makes users, or changes those with these e-mails. One: EMAIL, PASSWORD, ROLE (one of src/config/roles.ts; owner when
 * unset), NAME. Several: PEOPLE, a JSON array of { email, password, role, name, session }; `session` is the token of a session
 * of a day, for programs that act as this person and do not type.
 */
import { z } from 'zod';
import { databaseClient, db } from '../src/db/index.ts';
import { authSessions, authUsers, roles } from '../src/db/schema/auth.ts';
import { hashPassword } from '../src/lib/password.ts';

const personSchema = z.object({
  email: z.string().trim().toLowerCase().min(3),
  password: z.string().min(1),
  role: z.enum(roles).default('owner'),
  name: z.string().optional(),
  session: z.string().min(32).optional(),
});

const day = 24 * 60 * 60 * 1000; // milliseconds

const { EMAIL, PASSWORD, ROLE, NAME, PEOPLE } = process.env;
const given: unknown = PEOPLE ? JSON.parse(PEOPLE) : [{ email: EMAIL, password: PASSWORD, role: ROLE, name: NAME }];
const people = z.array(personSchema).min(1).safeParse(given);
if (!people.success) {
  console.error(`Set EMAIL and PASSWORD, and ROLE to one of ${roles.join(', ')}.\n${z.prettifyError(people.error)}`);
  process.exit(1);
}
const rows = await Promise.all(
  people.data.map(async ({ email, password, role, name, session }) => ({
    email,
    role,
    passwordHash: await hashPassword(password),
    name,
    session,
  })),
);
for (const { name, session, ...row } of rows) {
  const set = name === undefined ? row : { ...row, name };
  const [user] = await db
    .insert(authUsers)
    .values({ ...row, name: name ?? row.email.split('@')[0] })
    .onConflictDoUpdate({ target: authUsers.email, set })
    .returning({ id: authUsers.id });
  if (user && session) {
    const expires = new Date(Date.now() + day);
    await db.insert(authSessions).values({ sessionToken: session, userId: user.id, expires }).onConflictDoNothing();
  }
  console.log(`${row.email} is ${row.role}`);
}
databaseClient.close();
