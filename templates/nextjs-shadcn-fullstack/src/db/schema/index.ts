export * from './auth.ts';
export * from './companies.ts';
export * from './contacts.ts';
export * from './files.ts';
