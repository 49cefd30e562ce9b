import { readFile } from 'node:fs/promises';

export interface StripeConfig {
  /** Path of a file with the secret key, or a restricted one that may write customers, invoices and invoice items. */
  keyFile: string;
  /** Path of a file with the secret by which Stripe signs what it tells; without it nothing that it tells is believed. */
  webhookSecretFile?: string;
  /** Where Stripe's API is, when that is not Stripe itself: a proxy, or the stand-in of tests. Plain http only on loopback. */
  api?: string;
}

/** As Stripe's own client takes it. */
export interface StripeAddress {
  host: string;
  port: number;
  protocol: 'http' | 'https';
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** @throws Error on an address by which the key would travel in the clear */
export function addressOf(api: string | undefined): StripeAddress | undefined {
  if (api === undefined) return undefined;
  const { protocol, hostname, port } = new URL(api);
  if (protocol === 'http:' && !LOOPBACK.has(hostname)) {
    throw new Error(`STRIPE_API: "${hostname}" is not this machine, and the key must not travel there without https`);
  }
  const isPlain = protocol === 'http:';
  return { host: hostname, port: Number(port) || (isPlain ? 80 : 443), protocol: isPlain ? 'http' : 'https' };
}

/** @throws Error naming the variable, never the content */
export async function readSecret(path: string, variable: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${variable}: "${path}" cannot be read (${error.code})`);
  });
  const secret = text.trim();
  if (!/^[\x21-\x7e]{8,500}$/.test(secret)) {
    throw new Error(`${variable}: "${path}" has to hold one secret, of 8 to 500 characters without spaces`);
  }
  return secret;
}
