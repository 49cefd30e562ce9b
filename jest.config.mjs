/** Run with NODE_OPTIONS=--experimental-vm-modules (npm run unit). */
export default {
  testEnvironment: 'node',
  // Most tests wait for processes: more of them at once than a small machine has cores.
  maxWorkers: 4,
  // Real processes on a busy machine: a limit that only a hang reaches.
  testTimeout: 600_000,
  testMatch: ['**/src/**/*.test.ts', '<rootDir>/dashboard/browser/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/templates/', '/e2e/'],
  modulePathIgnorePatterns: ['<rootDir>/templates/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        // Decorators are the gateway's; compiled as gateway/src/compile.ts does.
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, useDefineForClassFields: true },
        },
      },
    ],
  },
};
