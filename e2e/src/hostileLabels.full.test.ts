import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { applyBuild, untilReady } from './testing/builds.ts';
import { HOSTILE_LABELS } from './testing/hostileLabels.ts';
import { ownerOf, Person } from './testing/person.ts';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';

let platform: Platform;
let person: Person;

beforeAll(async () => {
  platform = await sharedPlatform();
  person = await Person.open();
}, 1_800_000);

afterAll(async () => {
  await person?.close();
  await platform?.close();
});

const { quotes, html, emoji, rightToLeft, template, sql, escapes } = HOSTILE_LABELS;

test('labels that would break out of code, markup or SQL are text in the app', async () => {
  const ref = { namespace: await platform.namespace('hostile'), name: 'hostile' };
  await applyBuild(platform.client, ref, {
    title: `${html.slice(0, 20)} ${emoji}`,
    prompt: `${quotes} ${template} ${sql}\n# ${html}`,
    entities: [
      {
        name: 'Thing',
        label: html,
        plural: sql,
        description: `${quotes} ${template}`,
        fields: [
          { name: 'first', type: 'string', required: true, label: quotes, help: html },
          { name: 'second', type: 'text', label: template, help: template },
          { name: 'third', type: 'enum', label: rightToLeft, values: [quotes, html, template, sql, emoji] },
          { name: 'fourth', type: 'email', label: emoji },
          { name: 'fifth', type: 'number', label: escapes, help: escapes },
          { name: 'sixth', type: 'reference', to: 'Thing', label: sql },
        ],
      },
    ],
  });
  await untilReady(platform.client, ref);
  const origin = (platform.addresses.apps ?? '').replace('NAME', ref.name).replace('NAMESPACE', ref.namespace);
  await person.signIn(origin, await ownerOf(platform.client, ref));
  await person.at(
    origin,
    { do: 'open', path: '/things' },
    ...[sql, quotes, template].map((text) => ({ do: 'see' as const, text, in: 'main' as const })),
    { do: 'open', path: '/things/new' },
    ...Object.values(HOSTILE_LABELS).map((text) => ({ do: 'see' as const, text, in: 'main' as const })),
    { do: 'fill', label: quotes, value: sql },
    { do: 'choose', label: rightToLeft, option: template },
    { do: 'click', role: 'button', name: `Create ${html.charAt(0).toLowerCase()}${html.slice(1)}` },
    { do: 'see', text: 'Last changed', in: 'main' },
    { do: 'see', text: template, in: 'main' },
  );
  expect(person.thrown).toEqual([]);
}, 1_800_000);
