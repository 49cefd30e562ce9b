import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { accountsDatabase, migrateAccounts } from '../database/connect.ts';
import { startDatabase, type TestDatabase } from '../testing/platform.ts';
import { AccessTokens } from './accessTokens.ts';
import { Accounts, type SignedIn } from './accounts.ts';

let server: TestDatabase;
let database: DataSource;
let accounts: Accounts;
let tokens: AccessTokens;

beforeAll(async () => {
  server = await startDatabase();
  database = accountsDatabase({ url: server.url, connections: 8 });
  await database.initialize();
  await migrateAccounts(database);
  accounts = new Accounts(database);
  tokens = new AccessTokens(database);
});

afterAll(async () => {
  await database?.destroy();
  await server?.stop();
});

/** Somebody new, with two browsers. */
async function newcomer(name: string): Promise<[SignedIn, SignedIn]> {
  const { id, secret } = await accounts.invite(name);
  const first = await accounts.signInByLink(secret);
  if (!first) throw new Error('the link does not sign in');
  return [first, await accounts.signInTo(id)];
}

const PASSWORD = 'correct horse battery';

test('a new password ends other browsers and every token that was made before, of this account alone', async () => {
  const [{ person }, other] = await newcomer('ada');
  const [bystander] = await newcomer('ben');
  const { token } = await tokens.create(person, 'laptop', 30);
  const { token: theirs } = await tokens.create(bystander.person, 'laptop', 30);
  expect(await tokens.person(token)).toMatchObject({ name: 'ada' });

  await expect(accounts.setPassword(person, 'short')).rejects.toThrow('10 to 200 characters');
  expect(await tokens.person(token)).toMatchObject({ name: 'ada' });

  await accounts.setPassword(person, PASSWORD);
  expect(await tokens.person(token)).toBe(undefined);
  expect(await tokens.list(person)).toEqual([]);
  expect(await accounts.bySession(other.secret)).toBe(undefined);
  expect(await tokens.person(theirs)).toMatchObject({ name: 'ben' });
  // What is made from then on is good.
  const { token: next } = await tokens.create(person, 'laptop', 30);
  expect(await tokens.person(next)).toMatchObject({ name: 'ada' });
});

test('a new password ends the links that nobody has used yet, of this account alone', async () => {
  const [{ person }] = await newcomer('lia');
  const [bystander] = await newcomer('leo');
  const links = [await accounts.linkTo(person.id, 60_000), await accounts.linkTo(person.id, 3_600_000)];
  const theirs = await accounts.linkTo(bystander.person.id, 60_000);
  await accounts.setPassword(person, PASSWORD);
  for (const link of links) expect(await accounts.signInByLink(link)).toBe(undefined);
  expect(await accounts.signInByLink(theirs)).toMatchObject({ person: { name: 'leo' } });
  // Whoever is invited, or starts the platform again, has a new one.
  expect(await accounts.signInByLink(await accounts.linkTo(person.id, 60_000))).toMatchObject({
    person: { name: 'lia' },
  });
});

test('nobody is left signed in who uses a link, or the old password, while the new one is being set', async () => {
  const [{ person }] = await newcomer('pia');
  await accounts.setPassword(person, PASSWORD);
  const links = await Promise.all(Array.from({ length: 20 }, () => accounts.linkTo(person.id, 60_000)));
  const others = Promise.allSettled([
    ...links.map((link) => accounts.signInByLink(link)),
    ...Array.from({ length: 8 }, (_, index) => accounts.signIn('pia', PASSWORD, `192.0.2.${index}`)),
  ]);
  await accounts.setPassword(person, 'another horse battery');
  await others;
  const rows: { id: string }[] = await database.query('select id from session where account_id = $1', [person.id]);
  expect(rows.map(({ id }) => id)).toEqual([person.sessionId]);
  await expect(accounts.signIn('pia', PASSWORD, '192.0.2.9')).rejects.toThrow('do not belong together');
  expect(await accounts.signIn('pia', 'another horse battery', '192.0.2.9')).toMatchObject({ person: { name: 'pia' } });
});

test('no token is left that another browser makes while the password is being set', async () => {
  const [{ person }, other] = await newcomer('eve');
  const made = Promise.allSettled(Array.from({ length: 30 }, () => tokens.create(other.person, 'mine', 30)));
  await accounts.setPassword(person, PASSWORD);
  await made;
  expect(await tokens.list(person)).toEqual([]);
  await expect(tokens.create(other.person, 'mine', 30)).rejects.toThrow('You are signed out');
});

test('of many tokens at once no more than the most are made', async () => {
  const [{ person }] = await newcomer('max');
  const made = await Promise.allSettled(Array.from({ length: 60 }, () => tokens.create(person, 'one', 30)));
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
  expect(await tokens.list(person)).toHaveLength(50);
});
