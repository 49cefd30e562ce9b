import type { DataExport, DataExportStatus } from '@appfactory/resources/dataExport';

export type ReleaseState =
  | { state: 'absent' }
  | { state: 'going' }
  /** hasData: its volume is there, and its own. */
  | { state: 'there'; uid: string; hasData: boolean };

export interface ObservedJob {
  state: 'running' | 'passed' | 'failed';
  message?: string;
}

/** What lies in the bucket. */
export type Stored = Pick<DataExportStatus, 'contents'> & { archive: { digest: string; size: number } };

export interface Observed {
  export: DataExport;
  now: Date;
  release: ReleaseState;
  /** There is a later DataExport of the same release. */
  isOutdated: boolean;
  job?: ObservedJob;
  /** The credentials of the Job are there. */
  hasCredentials: boolean;
  /** Looked up once the Job has passed. */
  stored?: Stored;
}

export type Action =
  /** Bucket, credentials and Job. */
  | { do: 'pack' }
  /** The Job, with its pods, and its credentials. */
  | { do: 'dropJob' }
  /** The DataExport itself, and so its archive. */
  | { do: 'remove' };
