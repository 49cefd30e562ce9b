import { EntitySchema } from 'typeorm';

/** Somebody who signs in here. Without a password only a sign-in link lets them in. */
export interface Account {
  id: string;
  name: string;
  passwordHash: string | null;
  /** Of the whole installation, not of a tenant. */
  isInstallationOwner: boolean;
  createdAt: Date;
}

export const AccountEntity = new EntitySchema<Account>({
  name: 'account',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    name: { type: 'text' },
    passwordHash: { type: 'text', name: 'password_hash', nullable: true },
    isInstallationOwner: { type: 'boolean', name: 'installation_owner', default: false },
    createdAt: { type: 'timestamptz', name: 'created_at', createDate: true },
  },
});

/** A browser that is signed in. Only a hash of its secret is kept. */
export interface Session {
  id: string;
  secretHash: Buffer;
  accountId: string;
  createdAt: Date;
  expiresAt: Date;
}

export const SessionEntity = new EntitySchema<Session>({
  name: 'session',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    secretHash: { type: 'bytea', name: 'secret_hash' },
    accountId: { type: 'uuid', name: 'account_id' },
    createdAt: { type: 'timestamptz', name: 'created_at', createDate: true },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
  },
});

/** A link that signs one account in, once. */
export interface SignInLink {
  secretHash: Buffer;
  accountId: string;
  expiresAt: Date;
}

export const SignInLinkEntity = new EntitySchema<SignInLink>({
  name: 'sign_in_link',
  columns: {
    secretHash: { type: 'bytea', name: 'secret_hash', primary: true },
    accountId: { type: 'uuid', name: 'account_id' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
  },
});

/** One mutation: who did what, as whom, and how it ended. */
export interface AuditEntry {
  id: string;
  at: Date;
  requestId: string;
  person: string;
  /** Identity towards Kubernetes. */
  actedAs: string;
  action: string;
  arguments: unknown;
  address: string;
  /** null: it was under way when the gateway ended. */
  outcome: string | null;
}

export const AuditEntity = new EntitySchema<AuditEntry>({
  name: 'audit',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    at: { type: 'timestamptz', createDate: true },
    requestId: { type: 'text', name: 'request_id' },
    person: { type: 'text' },
    actedAs: { type: 'text', name: 'acted_as' },
    action: { type: 'text' },
    arguments: { type: 'jsonb' },
    address: { type: 'text' },
    outcome: { type: 'text', nullable: true },
  },
});

export const ACCOUNT_ENTITIES = [AccountEntity, SessionEntity, SignInLinkEntity, AuditEntity];
