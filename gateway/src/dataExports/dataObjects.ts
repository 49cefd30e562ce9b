import type { ConnectOptions } from '@appfactory/events/connection';
import { BuildObjects } from '../source/buildObjects.ts';

/** Archives of apps' data: each in a bucket of its own, which is told by the uid of a DataExport that Kubernetes has shown. */
export class DataObjects extends BuildObjects {
  constructor(options: ConnectOptions) {
    super(options, 'export');
  }
}
