import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const hash = promisify(argon2);

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19 * 1024;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;

/** An argon2id hash in the PHC string format, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(password, salt, MEMORY_KIB, PASSES, LANES, TAG_BYTES);
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${bare(salt)}$${bare(tag)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(?<m>\d+),t=(?<t>\d+),p=(?<p>\d+)\$(?<salt>[A-Za-z0-9+/]+)\$(?<tag>[A-Za-z0-9+/]+)$/;

/**
 * Whether the password is that of the hash. Without a hash (an account that is not there, or has no password) it takes the
 * same time and is false, so that nobody learns by the clock which accounts there are.
 */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const parts = PHC.exec(stored ?? '')?.groups;
  if (!parts) {
    await hashPassword(password);
    return false;
  }
  const [salt, expected] = [Buffer.from(parts.salt ?? '', 'base64'), Buffer.from(parts.tag ?? '', 'base64')];
  const tag = await derive(password, salt, Number(parts.m), Number(parts.t), Number(parts.p), expected.length);
  return timingSafeEqual(tag, expected);
}

function derive(
  password: string,
  nonce: Buffer,
  memory: number,
  passes: number,
  parallelism: number,
  tagLength: number,
): Promise<Buffer> {
  return hash('argon2id', { message: password.normalize('NFC'), nonce, memory, passes, parallelism, tagLength });
}

function bare(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
