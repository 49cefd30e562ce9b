import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // tsconfig.json leaves JSX to Next.js, which does not run here.
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts'],
    environment: 'node',
    // next-auth imports `next/server` without its extension, which only a bundler finds.
    server: { deps: { inline: ['next-auth'] } },
    // Only a hang reaches it: a busy machine may let these tests wait for minutes.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
