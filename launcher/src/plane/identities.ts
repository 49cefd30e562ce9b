import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CertificateAuthority, type CertificateFiles, writePrivate } from './certificates.ts';

/** Everybody who speaks to the API server, with the certificate subject that RBAC and the Node authorizer know. */
export const IDENTITIES = {
  admin: { commonName: 'appfactory:admin', organization: 'system:masters' },
  node: { commonName: 'system:node:local', organization: 'system:nodes' },
  operator: { commonName: 'appfactory:operator' },
  'sandbox-api': { commonName: 'appfactory:sandbox-api' },
  gateway: { commonName: 'appfactory:gateway' },
  ingress: { commonName: 'appfactory:ingress' },
  provisioner: { commonName: 'appfactory:provisioner' },
  'controller-manager': { commonName: 'system:kube-controller-manager' },
  scheduler: { commonName: 'system:kube-scheduler' },
} as const satisfies Record<string, { commonName: string; organization?: string }>;

export type Identity = keyof typeof IDENTITIES;

/** Where the kubeconfig of an identity lies. */
export function kubeconfigPath(dir: string, identity: Identity): string {
  return join(dir, 'kubeconfig', identity);
}

/** Issues a client certificate for every identity and writes its kubeconfig (certificates inlined, so it can be copied). */
export async function writeKubeconfigs(dir: string, ca: CertificateAuthority, server: string): Promise<void> {
  const caText = await readFile(ca.certFile);
  for (const [name, subject] of Object.entries(IDENTITIES)) {
    const files = await ca.issue(join(dir, 'pki', 'clients'), name, { ...subject, use: 'client' });
    await writePrivate(kubeconfigPath(dir, name as Identity), await kubeconfig(name, server, caText, files));
  }
}

async function kubeconfig(name: string, server: string, ca: Buffer, files: CertificateFiles): Promise<string> {
  const [cert, key] = [await readFile(files.cert), await readFile(files.key)];
  return `apiVersion: v1
kind: Config
clusters:
- name: appfactory
  cluster:
    server: ${server}
    certificate-authority-data: ${ca.toString('base64')}
users:
- name: ${name}
  user:
    client-certificate-data: ${cert.toString('base64')}
    client-key-data: ${key.toString('base64')}
contexts:
- name: appfactory
  context: { cluster: appfactory, user: ${name}, namespace: default }
current-context: appfactory
`;
}
