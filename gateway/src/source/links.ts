import type { BuildIdentity } from '../history/stored.ts';

/** Under which the files of builds are served. */
export const FILES_PATH = '/files';
/** Under which repositories are cloned. */
export const GIT_PATH = '/git';

type Ref = Pick<BuildIdentity, 'namespace' | 'name'>;

/** Names of builds and namespaces are DNS labels; of events they are whatever a subject can hold. */
const path = (...parts: string[]) => parts.map(encodeURIComponent).join('/');

export function linksOf({ namespace, name }: Ref): { archive: string; clone: string } {
  return {
    archive: `${FILES_PATH}/${path(namespace, name)}/source.zip`,
    clone: `${GIT_PATH}/${path(namespace, name)}.git`,
  };
}

/**
 * Where a screenshot is served; undefined for a key that is none of a screenshot's. With its digest the address is of this one
 * picture for ever; without, of whatever the check showed last.
 */
export function screenshotLink({ namespace, name }: Ref, key: string | undefined, digest?: string): string | undefined {
  const [, against, file] = SCREENSHOT_KEY.exec(key ?? '') ?? [];
  if (against === undefined || file === undefined) return undefined;
  return `${FILES_PATH}/${path(namespace, name)}/screenshots/${against}/${file}${digest ? `?digest=${digest}` : ''}`;
}

/** As the agent names them. */
const SCREENSHOT_KEY = /^screenshot\/(preview|production)\/([A-Za-z0-9-]{1,120}\.png)$/;

/** The key of a screenshot in its build's bucket; undefined when there can be none of this name. */
export function screenshotKey(against: string, file: string): string | undefined {
  const key = `screenshot/${against}/${file}`;
  return SCREENSHOT_KEY.test(key) ? key : undefined;
}
