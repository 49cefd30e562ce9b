import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** What a competent analyst would read out of a prompt (bench/scoreboard/README.md). */
const examSchema = z.object({
  id: z.string(),
  class: z.enum(['vague', 'ordinary', 'long']),
  kinds: z.array(z.enum(['landing', 'dashboard', 'app', 'shop', 'blog'])).min(1),
  language: z.enum(['en', 'de']),
  prompt: z.string(),
  expect: z.object({
    roles: z.array(z.string()).default([]),
    entities: z
      .array(
        z.object({
          name: z.string(),
          aka: z.array(z.string()).default([]),
          fields: z.array(z.object({ name: z.string() })).default([]),
        }),
      )
      .default([]),
    relations: z.array(z.object({ from: z.string(), to: z.string() })).default([]),
  }),
});
export type Exam = z.output<typeof examSchema>;

/** All prompts of a folder, by name. */
export async function readExams(folder: string): Promise<Exam[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort();
  return Promise.all(files.map(async (file) => examSchema.parse(parse(await readFile(join(folder, file), 'utf8')))));
}
