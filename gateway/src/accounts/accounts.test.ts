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
}, 60_000);

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
