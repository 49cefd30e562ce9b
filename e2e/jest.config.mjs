import base from '../jest.config.mjs';

/** The tests that need the real parts. Files ending in .full.test.ts are the long sweeps: npm run e2e:full. */
const full = process.env.E2E_FULL === '1';

export default {
  ...base,
  rootDir: import.meta.dirname,
  testMatch: ['<rootDir>/src/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...(full ? [] : ['\\.full\\.test\\.ts$'])],
  modulePathIgnorePatterns: [],
  // One file after another: they share a platform, and some of them hurt it.
  maxWorkers: 1,
  testSequencer: '<rootDir>/src/testing/sequencer.mjs',
  globalSetup: '<rootDir>/src/testing/globalSetup.mjs',
  globalTeardown: '<rootDir>/src/testing/globalTeardown.mjs',
  testTimeout: 600_000,
};
