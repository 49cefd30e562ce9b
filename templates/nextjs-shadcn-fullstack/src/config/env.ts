import { dirname, resolve } from 'node:path';

/**
 * Everything the app reads from its environment. Nothing is required: what is unset runs on this machine alone.
 * Read when asked, not when loaded, since a production build is configured only at its start.
 */
export const env = {
  get databaseUrl() {
    return process.env.DATABASE_URL || 'file:./data/app.db';
  },
  get databaseAuthToken() {
    return process.env.DATABASE_AUTH_TOKEN || undefined;
  },
  /** The folder beside the database file, for what must survive a restart. */
  get dataDir() {
    const url = this.databaseUrl;
    return url.startsWith('file:') ? dirname(resolve(url.slice('file:'.length))) : resolve('./data');
  },
  get uploadsDir() {
    return resolve(process.env.UPLOADS_DIR || './data/uploads');
  },
  get outboxDir() {
    return resolve(process.env.OUTBOX_DIR || './data/outbox');
  },
  get ownerEmail() {
    return process.env.APP_OWNER_EMAIL || undefined;
  },
  get ownerPassword() {
    return process.env.APP_OWNER_PASSWORD || undefined;
  },
  get sampleData() {
    return process.env.APP_SAMPLE_DATA === '1';
  },
  get resendApiKey() {
    return process.env.RESEND_API_KEY || undefined;
  },
  get mailFrom() {
    return process.env.MAIL_FROM || 'onboarding@resend.dev';
  },
  get uploadthingToken() {
    return process.env.UPLOADTHING_TOKEN || undefined;
  },
  get github() {
    return Boolean(process.env.AUTH_GITHUB_ID && process.env.AUTH_GITHUB_SECRET);
  },
  get google() {
    return Boolean(process.env.AUTH_GOOGLE_ID && process.env.AUTH_GOOGLE_SECRET);
  },
};
