import { basename } from 'node:path';

/** Starts the platform that the others share, with a build that they compare theirs with. */
const FIRST = 'oneCommand.test.ts';

/** One file first, then by name. */
export default class ByName {
  sort(tests) {
    const place = ({ path }) => (basename(path) === FIRST ? '' : basename(path));
    return [...tests].sort((a, b) => (place(a) < place(b) ? -1 : 1));
  }

  shard(tests) {
    return tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
}
