import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Person } from '../accounts/person.ts';
import { accountsDatabase, migrateAccounts } from '../database/connect.ts';
import { startDatabase, type TestDatabase } from '../testing/platform.ts';
import { ChatPace, MOST_MESSAGES } from './chatPace.ts';

let server: TestDatabase;
/** Of two gateways. */
let databases: DataSource[];

beforeAll(async () => {
  server = await startDatabase();
  databases = [1, 2].map(() => accountsDatabase({ url: server.url, connections: 4 }));
  for (const database of databases) {
    await database.initialize();
    await migrateAccounts(database);
  }
});

afterAll(async () => {
  for (const database of databases ?? []) await database.destroy();
  await server?.stop();
});

const account = (id: string): Person => ({
  ...{ kind: 'account', id, name: 'ada', sessionId: randomUUID() },
  ...{ isInstallationOwner: false, joined: [] },
});
const ADA = account(randomUUID());
const build = () => ({ namespace: 'default', name: 'crm', uid: randomUUID() });

/** How many of so many at once pass. */
async function passing(person: Person, of: ReturnType<typeof build>, tries: number): Promise<number> {
  const paces = databases.map((database) => new ChatPace(database));
  const answers = await Promise.allSettled(
    Array.from({ length: tries }, async (_, index) => paces[index % paces.length]?.take(person, of)),
  );
  const refused = answers.filter((answer) => answer.status === 'rejected');
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', field: 'text' });
  return tries - refused.length;
}

test('of many messages at once, at two gateways, no more than the most pass', async () => {
  const crm = build();
  expect(await passing(ADA, crm, 100)).toBe(MOST_MESSAGES);
  expect(await passing(ADA, crm, 5)).toBe(0);
  // Of another build, and other people of this one.
  expect(await passing(ADA, build(), 5)).toBe(5);
  expect(await passing(account(randomUUID()), crm, 5)).toBe(5);
  const holder: Person = { kind: 'kubernetes', username: 'ada', groups: [], token: 't' };
  expect(await passing(holder, crm, 5)).toBe(5);
});

test('it is the last minute that counts, and who was silent for one leaves nothing behind', async () => {
  const [crm, blog] = [build(), build()];
  expect(await passing(ADA, crm, MOST_MESSAGES)).toBe(MOST_MESSAGES);
  // Half of them are a minute old now.
  await server.query(
    `update chat_pace set said = array(select case when nr <= 10 then at - interval '1 minute' else at end
       from unnest(said) with ordinality as one (at, nr)) where build = $1`,
    [crm.uid],
  );
  expect(await passing(ADA, crm, 30)).toBe(10);
  await server.query(`update chat_pace set said = array(select at - interval '1 minute' from unnest(said) at)`);
  expect(await passing(ADA, blog, 1)).toBe(1);
  expect(await server.query('select build from chat_pace')).toEqual([{ build: blog.uid }]);
});
