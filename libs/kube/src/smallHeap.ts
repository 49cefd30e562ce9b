import { setFlagsFromString } from 'node:v8';

// V8 lets the space for young objects grow to 100 MB and more before it looks for garbage. A program that follows the cluster
// makes little garbage, so a small space costs it no time. Must be the first import: the space never shrinks.
setFlagsFromString('--semi-space-growth-factor=1');
