import type { Platform } from '@appfactory/e2e/testing/platform';
import { APP_TEMPLATES } from '@appfactory/kube/resources';
import { API_VERSION } from '@appfactory/resources/meta';
import { TEMPLATE } from './devStart.ts';

const SERVER =
  "node -e \"require('node:http').createServer((_, answer) => answer.end('ok')).listen(process.env.PORT, '127.0.0.1')\"";

/**
 * A template of the bench's own, with the image of the real one and a server that does nothing in the place of its
 * development server: sandboxes of it can be had by the dozen, or be left to one's own work. Gives its name.
 */
export async function shellTemplate(
  { client }: Platform,
  name: string,
  resources: { cpu: string; memory: string; memoryLimit: string },
): Promise<string> {
  const { spec } = await client.get(APP_TEMPLATES, { name: TEMPLATE });
  await client.apply(
    APP_TEMPLATES,
    {
      apiVersion: API_VERSION,
      kind: 'AppTemplate',
      metadata: { name },
      spec: {
        title: 'A shell',
        description: 'For measuring: the image of the full template, without its servers.',
        image: spec.image,
        start: { command: SERVER, port: spec.start.port, warmPaths: [] },
        healthPath: spec.healthPath,
        resources,
      },
    },
    { fieldManager: 'bench' },
  );
  return name;
}
