import { join, resolve } from 'node:path';
import { ROOT } from './manifests.ts';

/** The folder that keeps everything: what was asked for, else APPFACTORY_DATA, else .appfactory in the checkout. */
export function dataDir(asked: string | undefined): string {
  return resolve(asked ?? process.env.APPFACTORY_DATA ?? join(ROOT, '.appfactory'));
}
