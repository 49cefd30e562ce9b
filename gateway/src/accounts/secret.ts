import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for a session or a link. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret. It is random, so that a plain hash cannot be guessed back. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
