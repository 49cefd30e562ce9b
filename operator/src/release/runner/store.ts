import { readFileSync } from 'node:fs';
import { Bucket } from '@appfactory/events/bucket';
import { connectEvents } from '@appfactory/events/connection';
import { inboxPrefix } from '@appfactory/events/credentials';
import { DATA_ARCHIVE_KEY, DATA_CONTENTS_KEY } from '@appfactory/events/subjects';
import { archiveIn, contentsIn } from './pack.ts';

export interface StoreOptions {
  /** The folder that `pack` has worked in. */
  work: string;
  /** Of the DataExport. */
  uid: string;
  natsUrl: string;
  credsFile: string;
}

/** Puts an archive into the bucket of its export, in parts. What is in it comes first: where there is an archive, both are there. */
export async function store({ work, uid, natsUrl, credsFile }: StoreOptions): Promise<void> {
  const connection = await connectEvents({
    url: natsUrl,
    credsFile,
    name: `export ${uid}`,
    inboxPrefix: inboxPrefix(uid),
  });
  try {
    const bucket = await Bucket.open(connection, uid, 'export');
    await bucket.put(DATA_CONTENTS_KEY, readFileSync(contentsIn(work)));
    await bucket.putFile(DATA_ARCHIVE_KEY, archiveIn(work));
  } finally {
    await connection.close();
  }
}
