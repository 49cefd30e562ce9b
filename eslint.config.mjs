import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

/** Biome formats and lints; ESLint adds only what needs types: promises nobody waits for, and unsafe any. */
export default tseslint.config(
  ...svelte.configs.base,
  {
    files: ['**/*.svelte'],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      'svelte/no-target-blank': 'error',
      'svelte/no-reactive-reassign': 'error',
      'svelte/prefer-svelte-reactivity': 'error',
      'svelte/no-unused-svelte-ignore': 'error',
    },
  },
  {
    ignores: [
      '**/node_modules/**',
      'templates/**',
      '.nx/**',
      // What a platform of this folder keeps: the apps that it built.
      '.appfactory/**',
      '**/*.mjs',
      '**/*.js',
      'dashboard/{build,.svelte-kit}/**',
      'dashboard/src/lib/api/schema.d.ts',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
);
