import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { doStep, type PageStep } from './steps.ts';
import { type Pages, servePages } from './testing/pages.ts';
import { runValues } from './values.ts';

const FORM = `<!doctype html><title>t</title><main>
<h1>New client</h1>
<form onsubmit="event.preventDefault(); const v = name_.value; if (!v) { e.textContent = 'Name is required'; return; }
  localStorage.rows = (localStorage.rows ?? '') + v + '|'; location.href = '/list'">
<label for="name_">Name</label><input id="name_" aria-describedby="e"><p id="e"></p>
<label for="kind">Kind</label><select id="kind"><option>Small</option><option>Large   one</option></select>
<label for="due">Due</label><input id="due" type="date">
<label for="vip">VIP</label><input id="vip" type="checkbox">
<button>Create client</button></form>
<input type="file" aria-label="CSV file" hidden onchange="this.files[0].text().then((text) => { got.textContent = this.files[0].name + ': ' + text })">
<p id="got"></p><input type="file" aria-label="Portrait" onchange="face.src = window.URL.createObjectURL(this.files[0])"><img id="face" alt="Ann" width="40" height="30"><a id="out" download="rows.csv" href="data:text/csv,Name%0AAnn">Export</a>
<button id="combo" role="combobox" aria-labelledby="cl" onclick="box.hidden = false">Choose</button><span id="cl">Owner</span>
<div id="box" role="listbox" hidden>
  <div role="option" onclick="combo.textContent = 'Ann'; box.hidden = true"><span>Ann</span> <small>ann@x</small></div>
  <div role="option" onclick="combo.textContent = 'Anna'; box.hidden = true"><span>Anna</span></div></div>
</main>`;
const LIST = `<!doctype html><main><a href="/new">New client</a><table><tbody id="b"></tbody></table></main>
<script>for (const r of (localStorage.rows ?? '').split('|').filter(Boolean)) {
  const td = document.createElement('td'); td.textContent = r; b.appendChild(document.createElement('tr')).append(td) }</script>`;

/** Milliseconds; short, since what must fail waits this long. */
const LIMIT = 3000;

let pages: Pages;
let page: Page;
let fill: (text: string) => string;

beforeAll(async () => {
  pages = await servePages((request, response) => {
    if (request.url === '/broken') response.statusCode = 500;
    response.end(request.url === '/new' ? FORM : LIST);
  });
}, 120_000);

afterAll(() => pages.close());

beforeEach(async () => {
  page = await (await pages.browser.newContext()).newPage();
  page.setDefaultTimeout(LIMIT);
  fill = runValues();
});
afterEach(() => page.context().close());

/** Steps with a short limit, so that a step that must fail fails soon. */
async function all(steps: PageStep[]): Promise<void> {
  for (const step of steps) await doStep(step, { page, origin: pages.origin, fill, limit: LIMIT });
}

test('a person creates a row, reloads and finds it again', async () => {
  await all([
    { do: 'open', path: '/list' },
    { do: 'click', role: 'link', name: 'New client' },
    { do: 'at', path: '/new' },
    { do: 'fill', label: 'Name', value: '<b>Ann</b> "{run}"' },
    { do: 'choose', label: 'Kind', option: 'Large one' },
    { do: 'fill', label: 'Due', value: '2031-03-14' },
    { do: 'seeValue', label: 'Due', value: '2031-03-14' },
    { do: 'check', label: 'VIP', on: true },
    { do: 'click', role: 'button', name: 'Create client' },
    { do: 'at', path: '/list' },
    { do: 'reload' },
    { do: 'see', text: '<b>Ann</b> "{run}"', in: 'table' },
    { do: 'notSee', text: 'New', in: 'table' },
  ]);
});

test('a picture is seen once it is loaded, and bytes are given as they are', async () => {
  const content =
    'iVBORw0KGgoAAAANSUhEUgAAAAwAAAAJCAIAAACJ2loDAAAAE0lEQVR42mPQWpZGEDGMKiJKEQD7/YLJFOAouQAAAABJRU5ErkJggg==';
  await all([
    { do: 'open', path: '/new' },
    { do: 'upload', label: 'Portrait', file: '{run}.png', content, encoding: 'base64' },
    { do: 'seePicture', name: 'Ann' },
    { do: 'upload', label: 'Portrait', file: 'text.png', content: 'not this' },
  ]);
  await expect(all([{ do: 'seePicture', name: 'Ann' }])).rejects.toThrow('The picture "Ann" on /new is not loaded');
});

test('an option is taken by its whole name, not by a part of it', async () => {
  await all([
    { do: 'open', path: '/new' },
    { do: 'choose', label: 'Owner', option: 'Anna' },
  ]);
  expect(await page.locator('#combo').textContent()).toBe('Anna');
  await all([{ do: 'choose', label: 'Owner', option: 'Ann' }]);
  expect(await page.locator('#combo').textContent()).toBe('Ann');
});

test('a person gives a page a file, also where its input is hidden, and reads what a page hands out', async () => {
  await all([
    { do: 'open', path: '/new' },
    { do: 'upload', label: 'CSV file', file: 'rows.csv', content: 'Name\nAnn {run}' },
    { do: 'see', text: 'rows.csv: Name Ann {run}' },
    { do: 'download', role: 'link', name: 'Export', see: ['Ann'], notSee: ['Ben'] },
  ]);
  await expect(all([{ do: 'download', role: 'link', name: 'Export', see: ['Ben'], notSee: [] }])).rejects.toThrow(
    'The file should hold "Ben". It holds: Name',
  );
  await expect(all([{ do: 'download', role: 'link', name: 'Export', see: [], notSee: ['Ann'] }])).rejects.toThrow(
    'The file should not hold "Ann"',
  );
});

test('a message counts only at its own field', async () => {
  await all([
    { do: 'open', path: '/new' },
    { do: 'click', role: 'button', name: 'Create client' },
    { do: 'seeError', label: 'Name', text: 'Name is required' },
    { do: 'missing', role: 'button', name: 'Create' },
  ]);
  await expect(all([{ do: 'seeError', label: 'Due', text: 'Name is required' }])).rejects.toThrow(
    'The field "Due" should say "Name is required"; it says nothing',
  );
});

test.each<[string, PageStep, RegExp]>([
  [
    'text that is not there',
    { do: 'see', text: 'Bob', in: 'main' },
    /Did not see "Bob" on \/new \(main\). There was: New client/,
  ],
  ['text that should be gone', { do: 'notSee', text: 'New client' }, /Still saw "New client"/],
  ['another page', { do: 'at', path: '/list' }, /Should be at \/list; is at \/new/],
  [
    'a button of a longer name',
    { do: 'click', role: 'button', name: 'Create' },
    /There is no button "Create" on \/new/,
  ],
  ['a field that is missing', { do: 'fill', label: 'Phone', value: '1' }, /There is no input "Phone"/],
  ['a choice that is missing', { do: 'choose', label: 'Owner', option: 'An' }, /"An" among the choices/],
  [
    'a button that should not be there',
    { do: 'missing', role: 'button', name: 'Create client' },
    /There should be no button "Create client" on \/new/,
  ],
  [
    'a file input that is missing',
    { do: 'upload', label: 'Photo', file: 'a.csv', content: '' },
    /There is no file input "Photo" on \/new/,
  ],
  [
    'a button that hands out no file',
    { do: 'download', role: 'button', name: 'Choose', see: [], notSee: [] },
    /The button "Choose" hands out no file|There is no button "Choose"/,
  ],
  ['another value', { do: 'seeValue', label: 'Name', value: 'x' }, /should hold "x"; it holds ""/],
  ['a server that fails', { do: 'open', path: '/broken' }, /answered status 500/],
])('it fails at %s and says what was seen', async (_, step, message) => {
  await all([{ do: 'open', path: '/new' }]);
  await expect(all([step])).rejects.toThrow(message);
});
