import { readFile } from 'node:fs/promises';
import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { planApp } from './planApp.ts';

/** Prints the plans of the AppBuilds in a manifest: node libs/plan/src/print.ts examples/crm.yaml */
const manifest = z.object({
  kind: z.literal('AppBuild'),
  metadata: z.object({ name: z.string(), namespace: z.string().default('default') }),
  spec: appBuildSpecSchema,
});

for (const path of process.argv.slice(2)) {
  for (const document of parseAllDocuments(await readFile(path, 'utf8'))) {
    const { metadata, spec } = manifest.parse(document.toJS());
    console.log(JSON.stringify(planApp({ ...metadata, generation: 1, spec }), null, 2));
  }
}
