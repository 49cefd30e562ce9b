import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { BROWSER_ARGS, findBrowser } from '../browser/findBrowser.ts';
import { TEMPLATE, TEMPLATE_MODULES } from '../writers/blueprint/testing/repository.ts';

const REACT = join(TEMPLATE_MODULES, 'next/dist/compiled');
const LOADER = join(TEMPLATE, 'scripts/mend-react.cjs');

/** What the server sent: whole, and as React would draw it. */
const PAGE = `<!doctype html><div id="root"><div><p>before</p><div id="target"><section>the row</section></div><p>after</p></div></div>`;

/**
 * Takes the page over while the row that #target shows is not there yet. It arrives right after React has given its turn
 * away, as a script does that a busy browser gets to run just then.
 */
const TAKES_OVER = `
import { createElement as h, startTransition, useEffect } from 'next/dist/compiled/react';
import { hydrateRoot } from 'next/dist/compiled/react-dom/client';
const listeners = [];
const row = { status: 'pending', then: (listener) => listeners.push(listener) };
const arrive = () => { row.status = 'fulfilled'; row.value = h('section', null, 'the row'); for (const l of listeners) l(row.value); };
const read = () => {
  if (row.status === 'fulfilled') return row.value;
  queueMicrotask(arrive);
  throw row;
};
const lazyRow = { $$typeof: Symbol.for('react.lazy'), _payload: row, _init: read };
const App = () => {
  useEffect(() => { window.takenOver = true; });
  return h('div', null, h('p', null, 'before'), h('div', { id: 'target' }, lazyRow), h('p', null, 'after'));
};
window.thrown = [];
startTransition(() => {
  hydrateRoot(document.getElementById('root'), h(App), { onRecoverableError: ({ message }) => window.thrown.push(message) });
});`;

/** Goes to another page, whose content arrives in the very turn in which React asks to be told of it. */
const NAVIGATES = `
import { createElement as h, startTransition, Suspense, useState } from 'next/dist/compiled/react';
import { createRoot } from 'next/dist/compiled/react-dom/client';
let isThere = false;
const content = { then(listener) { isThere = true; listener(); } };
const Next = () => { if (!isThere) throw content; return h('p', null, 'the next page'); };
const App = () => {
  const [next, setNext] = useState(false);
  const link = h('button', { onClick: () => startTransition(() => setNext(true)) }, 'Next');
  return h(Suspense, { fallback: 'loading' }, next ? h(Next) : link);
};
createRoot(document.getElementById('root')).render(h(App));`;

type Loader = (this: { resourcePath: string }, source: string) => string;
const mend = existsSync(LOADER) ? (createRequire(import.meta.url)(LOADER) as Loader) : undefined;

/** The script of the page, its React as Next.js brings it or as the template's production build has it. */
async function script(app: string, mended: boolean): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: app, resolveDir: dirname(TEMPLATE_MODULES) },
    bundle: true,
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: {
      react: join(REACT, 'react'),
      'react-dom': join(REACT, 'react-dom'),
      scheduler: join(REACT, 'scheduler'),
    },
    plugins: [
      {
        name: 'mend-react',
        setup({ onLoad }) {
          onLoad({ filter: /react-dom-client\.production\.js$/ }, async ({ path }) => {
            const source = await readFile(path, 'utf8');
            return { contents: mended && mend ? mend.call({ resourcePath: path }, source) : source };
          });
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}

const withInstalled = existsSync(REACT) ? describe : describe.skip;

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
}, 120_000);
afterAll(() => browser?.close());

withInstalled('a page whose row arrives between two turns of React (needs npm ci in the template)', () => {
  async function takeOver(mended: boolean): Promise<{ thrown: string[]; isTheServers: boolean }> {
    const page = await browser.newPage();
    try {
      await page.setContent(PAGE);
      await page.evaluate(() => Object.assign(globalThis, { sent: document.querySelector('section') }));
      await page.addScriptTag({ content: await script(TAKES_OVER, mended) });
      await page.waitForFunction('window.takenOver', undefined, { timeout: 60_000 });
      return await page.evaluate<{ thrown: string[]; isTheServers: boolean }>(
        '({ thrown: window.thrown, isTheServers: document.querySelector("section") === window.sent })',
      );
    } finally {
      await page.close();
    }
  }

  it('stays as the server sent it', async () => {
    expect(await takeOver(true)).toEqual({ thrown: [], isTheServers: true });
  }, 120_000);

  it('would be thrown away by the React of Next.js, as long as scripts/mend-react.cjs is needed', async () => {
    expect(await takeOver(false)).toEqual({
      thrown: [expect.stringContaining('#418') as unknown as string],
      isTheServers: false,
    });
  }, 120_000);

  it('is not built with a React that nobody has looked at', () => {
    expect(() => mend?.call({ resourcePath: '/app/react.js' }, 'var React = {};')).toThrow(
      '/app/react.js is another React than the one that scripts/mend-react.cjs mends',
    );
  });
});

withInstalled('a page that a link leads to, whose content arrives in the turn that asks for it (as above)', () => {
  async function follow(mended: boolean): Promise<string> {
    const page = await browser.newPage();
    try {
      await page.setContent('<!doctype html><div id="root"></div>');
      await page.addScriptTag({ content: await script(NAVIGATES, mended) });
      await page.getByRole('button', { name: 'Next' }).click();
      // React works in tasks of the scheduler's; one of the same kind that comes after them has seen all that they do.
      await page.evaluate(async () => {
        for (let turn = 0; turn < 50; turn++) {
          const { port1, port2 } = new MessageChannel();
          await new Promise((resolve) => {
            port1.onmessage = resolve;
            port2.postMessage(undefined);
          });
        }
      });
      return await page.locator('#root').innerText();
    } finally {
      await page.close();
    }
  }

  it('is shown', async () => {
    expect(await follow(true)).toBe('the next page');
  }, 120_000);

  it('would never come with the React of Next.js, as long as scripts/mend-react.cjs is needed', async () => {
    expect(await follow(false)).toBe('Next');
  }, 120_000);
});
