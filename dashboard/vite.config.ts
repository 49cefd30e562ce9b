import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

/** A gateway to develop against: a real one, or the stand-in of mock/main.ts. */
const gateway = process.env.GATEWAY_URL ?? 'http://127.0.0.1:4010';

export default defineConfig({
  plugins: [
    tailwindcss(),
    sveltekit({
      // One page for every address: the gateway serves files, and the browser asks for data as whoever is signed in.
      adapter: adapter({ pages: process.env.DASHBOARD_OUT ?? 'build', fallback: 'index.html', precompress: true }),
      compilerOptions: { runes: true },
      paths: { relative: false },
      // The launcher names it after the content; nothing is asked for in the background.
      version: { name: process.env.DASHBOARD_VERSION ?? 'dev', pollInterval: 0 },
    }),
  ],
  // SvelteKit's cookie is another than the gateway's, and what it compiles to make the page lies outside of its folder.
  ssr: { noExternal: ['cookie'] },
  server: { proxy: { '/graphql': { target: gateway, changeOrigin: true } } },
});
