import { FlatCompat } from '@eslint/eslintrc';

const compat = new FlatCompat({ baseDirectory: import.meta.dirname });

/** Biome formats and lints; ESLint adds what knows Next.js and the rules of hooks. */
const config = [
  { ignores: ['node_modules/**', '.next/**', '.next-dev/**', 'data/**', 'next-env.d.ts'] },
  ...compat.extends('next/core-web-vitals', 'next/typescript'),
];

export default config;
