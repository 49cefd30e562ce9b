import { env } from '@/config/env';

/** Where the bytes of files are kept. */
export type Storage = {
  /** Keeps the bytes and answers the key under which they are found again. */
  put: (file: File) => Promise<string>;
  /** The bytes, or null when they are gone. */
  open: (key: string) => Promise<ReadableStream<Uint8Array> | null>;
  remove: (key: string) => Promise<void>;
};

export type StorageName = 'local' | 'uploadthing';

/** Where new files go: to UploadThing when its token is set, else to the uploads folder. */
export function defaultStorage(): StorageName {
  return env.uploadthingToken ? 'uploadthing' : 'local';
}

/** A file stays where it was put, also after a token came or went. UploadThing's code is loaded only when it is used. */
export async function openStorage(name: StorageName): Promise<Storage> {
  if (name === 'local') return (await import('./local')).localStorage;
  return (await import('./uploadthing')).uploadthingStorage();
}
