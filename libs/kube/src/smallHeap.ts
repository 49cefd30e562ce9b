import { setFlagsFromString } from 'node:v8';

// A program that follows the cluster makes little garbage and lives for months; V8 by itself trades memory for speed that such a
// program has no use for. The space for young objects may grow to 100 MB and more before it looks for garbage, and it never
// shrinks, so this must be the first import. The space for old ones may grow to four times what is alive.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=25');
