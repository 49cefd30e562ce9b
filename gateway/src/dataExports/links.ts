/** Under which archives of apps' data are downloaded. Not among the files of builds, which access tokens open. */
export const DATA_PATH = '/data';

export function downloadLink({ namespace, name }: { namespace: string; name: string }): string {
  return `${DATA_PATH}/${[namespace, name].map(encodeURIComponent).join('/')}.tar.gz`;
}
