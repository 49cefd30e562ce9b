import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const values = z.record(z.string(), z.union([z.string(), z.boolean()]));
const thing = z.string();
const called = z.string();

/** What a person does or sees, by bench/scoreboard/README.md. */
const deedSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('list'), thing }),
  z.object({ do: z.literal('add'), thing, values }),
  z.object({ do: z.literal('addRefused'), thing, values, field: z.string() }),
  z.object({ do: z.literal('openOne'), thing, called }),
  z.object({ do: z.literal('edit'), thing, called, values }),
  z.object({ do: z.literal('remove'), thing, called }),
  z.object({ do: z.literal('act'), thing, called, action: z.string() }),
  z.object({ do: z.literal('cannotAct'), thing, called, action: z.string() }),
  z.object({ do: z.literal('search'), thing, text: z.string() }),
  z.object({ do: z.literal('filter'), thing, field: z.string(), value: z.string() }),
  z.object({ do: z.literal('sort'), thing, field: z.string() }),
  z.object({ do: z.literal('see'), text: z.string() }),
  z.object({ do: z.literal('notSee'), text: z.string() }),
  z.object({ do: z.literal('seeField'), thing, field: z.string() }),
  z.object({ do: z.literal('seeChart'), of: z.string(), by: z.string() }),
  z.object({ do: z.literal('seeSection'), about: z.string() }),
  z.object({ do: z.literal('home') }),
  z.object({ do: z.literal('reload') }),
  z.object({ do: z.literal('page'), about: z.string() }),
  z.object({ do: z.literal('submitForm'), about: z.string(), values }),
  z.object({ do: z.literal('submitFormRefused'), about: z.string(), values, field: z.string() }),
  z.object({ do: z.literal('addToCart'), product: z.string(), quantity: z.coerce.number().default(1) }),
  z.object({ do: z.literal('seeCart'), text: z.string() }),
  z.object({ do: z.literal('checkout'), values: values.default({}) }),
  z.object({ do: z.literal('seeOrder'), text: z.string() }),
  z.object({ do: z.literal('publish'), thing, called }),
  z.object({ do: z.literal('comment'), on: z.string(), text: z.string() }),
  z.object({ do: z.literal('read'), called }),
  z.object({ do: z.literal('import'), thing, csv: z.string() }),
  z.object({ do: z.literal('export'), thing }),
  z.object({ do: z.literal('calendar'), thing }),
  z.object({ do: z.literal('gallery'), thing }),
]);
const stepSchema = z.union([
  deedSchema,
  z.object({ do: z.literal('refused'), to: deedSchema }),
  z.object({ as: z.string() }),
]);

const checkSchema = z.object({
  name: z.string(),
  class: z.enum(['display', 'function', 'negative', 'reload', 'permission']),
  as: z.string(),
  steps: z.array(stepSchema).min(1),
});

export type Deed = z.output<typeof deedSchema>;
export type DeedOf<Do extends Deed['do']> = Extract<Deed, { do: Do }>;
export type ExamStep = z.output<typeof stepSchema>;
export type ExamCheck = z.output<typeof checkSchema>;
export type Values = z.output<typeof values>;

/** What a competent analyst would read out of a prompt (bench/scoreboard/README.md). */
export const examSchema = z.object({
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
  checks: z.array(checkSchema).default([]),
});
export type Exam = z.output<typeof examSchema>;

/** All prompts of a folder, by name. */
export async function readExams(folder: string): Promise<Exam[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort();
  return Promise.all(files.map(async (file) => examSchema.parse(parse(await readFile(join(folder, file), 'utf8')))));
}
