import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from '@/config/env';
import { createId } from '@/lib/id';

export type OutboxMail = { id: string; to: string; subject: string; html: string; text: string; sentAt: string };

const nameOf = (id: string) => `${id}.json`;

/** Keeps an e-mail as a file, and says so on the console. */
export async function writeToOutbox(mail: Omit<OutboxMail, 'id' | 'sentAt'>): Promise<void> {
  const sentAt = new Date().toISOString();
  // The time comes first, so that the names sort like the e-mails.
  const id = `${sentAt.replace(/\D/g, '')}-${createId().slice(0, 8)}`;
  await mkdir(env.outboxDir, { recursive: true });
  await writeFile(join(env.outboxDir, nameOf(id)), JSON.stringify({ id, sentAt, ...mail } satisfies OutboxMail));
  console.log(`E-mail to ${mail.to} in the outbox: ${mail.subject}`);
}

/** The newest e-mails first. */
export async function listOutbox(limit = 100): Promise<OutboxMail[]> {
  const names = await readdir(env.outboxDir).catch(() => []);
  const newest = names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .reverse()
    .slice(0, limit);
  const mails = await Promise.all(newest.map((name) => readOutbox(name.replace(/\.json$/, ''))));
  return mails.filter((mail) => mail !== null);
}

export async function readOutbox(id: string): Promise<OutboxMail | null> {
  if (!/^[\w-]+$/.test(id)) return null;
  const text = await readFile(join(env.outboxDir, nameOf(id)), 'utf8').catch(() => null);
  return text ? (JSON.parse(text) as OutboxMail) : null;
}
