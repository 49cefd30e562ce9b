import { setFlagsFromString } from 'node:v8';

// As in the operator: the space for young objects would grow to 100 MB and more before V8 looks for garbage, and it never
// shrinks. Must be the first import.
setFlagsFromString('--semi-space-growth-factor=1');
