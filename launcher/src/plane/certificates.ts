// The certificate library's dependency injection needs it, and does not bring it.
import 'reflect-metadata';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as x509 from '@peculiar/x509';

/** The platform's type, whether Node's or (where a library brings it in) the browser's. */
type PrivateKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** A key pair with its certificate, as PEM files on disk. */
export interface CertificateFiles {
  cert: string;
  key: string;
}

/** Who a certificate is for, and what it may be used for. */
export interface LeafRequest {
  commonName: string;
  organization?: string;
  use: 'client' | 'server' | 'both';
  dnsNames?: string[];
  ipAddresses?: string[];
}

const SIGNING = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 24 * 3600 * 1000;
const CA_LIFE_DAYS = 3650;
const LEAF_LIFE_DAYS = 365;
const CA_RENEW_DAYS = 2 * LEAF_LIFE_DAYS;

/**
 * One certificate authority kept in a folder (`<name>.crt`, `<name>.key`). It is made at first use and kept: clients that
 * hold its certificate go on trusting what later starts issue. Leaves are issued anew at each start, which is cheap and so
 * needs no renewal.
 */
export class CertificateAuthority {
  readonly certFile: string;
  readonly #cert: x509.X509Certificate;
  readonly #key: PrivateKey;

  private constructor(certFile: string, cert: x509.X509Certificate, key: PrivateKey) {
    this.certFile = certFile;
    this.#cert = cert;
    this.#key = key;
  }

  static async open(dir: string, name: string): Promise<CertificateAuthority> {
    const certFile = join(dir, `${name}.crt`);
    const keyFile = join(dir, `${name}.key`);
    const kept = await readKept(certFile, keyFile);
    if (kept) return new CertificateAuthority(certFile, kept.cert, kept.key);
    const keys = await crypto.subtle.generateKey(SIGNING, true, ['sign', 'verify']);
    const cert = await x509.X509CertificateGenerator.createSelfSigned({
      serialNumber: serialNumber(),
      name: distinguishedName(`appfactory ${name}`),
      ...validity(CA_LIFE_DAYS),
      signingAlgorithm: SIGNING,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    await writePrivate(keyFile, await privateKeyPem(keys.privateKey));
    await writePrivate(certFile, cert.toString('pem'));
    return new CertificateAuthority(certFile, cert, keys.privateKey);
  }

  /** Issues a certificate into `<dir>/<name>.crt` and `.key`. */
  async issue(dir: string, name: string, request: LeafRequest): Promise<CertificateFiles> {
    const keys = await crypto.subtle.generateKey(SIGNING, true, ['sign', 'verify']);
    const usages: x509.ExtendedKeyUsageType[] = [];
    if (request.use !== 'client') usages.push(x509.ExtendedKeyUsage.serverAuth);
    if (request.use !== 'server') usages.push(x509.ExtendedKeyUsage.clientAuth);
    const alternatives: x509.JsonGeneralName[] = [
      ...(request.dnsNames ?? []).map((value) => ({ type: 'dns' as const, value })),
      ...(request.ipAddresses ?? []).map((value) => ({ type: 'ip' as const, value })),
    ];
    const cert = await x509.X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: distinguishedName(request.commonName, request.organization),
      issuer: this.#cert.subjectName,
      ...validity(LEAF_LIFE_DAYS),
      signingAlgorithm: SIGNING,
      publicKey: keys.publicKey,
      signingKey: this.#key,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension(usages),
        await x509.AuthorityKeyIdentifierExtension.create(this.#cert),
        ...(alternatives.length > 0 ? [new x509.SubjectAlternativeNameExtension(alternatives)] : []),
      ],
    });
    const files = { cert: join(dir, `${name}.crt`), key: join(dir, `${name}.key`) };
    await writePrivate(files.key, await privateKeyPem(keys.privateKey));
    await writePrivate(files.cert, cert.toString('pem'));
    return files;
  }
}

/** The RSA pair that signs service account tokens; kept, because tokens in running pods must stay valid over a restart. */
export async function serviceAccountKeys(dir: string): Promise<{ privateKey: string; publicKey: string }> {
  const files = { privateKey: join(dir, 'service-accounts.key'), publicKey: join(dir, 'service-accounts.pub') };
  if ((await readOrUndefined(files.privateKey)) && (await readOrUndefined(files.publicKey))) return files;
  const keys = await crypto.subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    true,
    ['sign', 'verify'],
  );
  // The public half first: a private key without it would be taken for a finished pair.
  await writePrivate(files.publicKey, pem('PUBLIC KEY', await crypto.subtle.exportKey('spki', keys.publicKey)));
  await writePrivate(files.privateKey, await privateKeyPem(keys.privateKey));
  return files;
}

/** Writes a file that only this user may read. */
export async function writePrivate(path: string, text: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, text, { mode: 0o600 });
  await chmod(path, 0o600);
}

async function readKept(certFile: string, keyFile: string) {
  const [certText, keyText] = [await readOrUndefined(certFile), await readOrUndefined(keyFile)];
  if (!certText || !keyText) return undefined;
  const cert = new x509.X509Certificate(certText);
  if (cert.notAfter.getTime() - Date.now() < CA_RENEW_DAYS * DAY) return undefined;
  const der = x509.PemConverter.decodeFirst(keyText);
  return { cert, key: await crypto.subtle.importKey('pkcs8', der, SIGNING, true, ['sign']) };
}

async function readOrUndefined(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function distinguishedName(commonName: string, organization?: string): x509.JsonName {
  return [...(organization ? [{ O: [organization] }] : []), { CN: [commonName] }];
}

function validity(days: number): { notBefore: Date; notAfter: Date } {
  // A day back: a machine whose clock was set back a little must not reject its own certificates.
  return { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + days * DAY) };
}

function serialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

async function privateKeyPem(key: PrivateKey): Promise<string> {
  return pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', key));
}

function pem(label: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
