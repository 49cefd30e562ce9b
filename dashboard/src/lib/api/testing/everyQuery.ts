import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSchema, type DocumentNode, type GraphQLSchema } from 'graphql';

const FOLDER = join(import.meta.dirname, '..', 'queries');

/** Everything that the dashboard asks, by the names of the constants. */
export async function everyQuery(): Promise<[name: string, document: DocumentNode][]> {
  const modules = (await readdir(FOLDER)).map((file) => import(join(FOLDER, file)) as Promise<Record<string, unknown>>);
  const queries = (await Promise.all(modules)).flatMap((module) =>
    Object.entries(module as Record<string, DocumentNode>),
  );
  return queries.filter(([, { definitions }]) => definitions.some(({ kind }) => kind === 'OperationDefinition'));
}

/** The committed one. */
export async function gatewaySchema(): Promise<GraphQLSchema> {
  return buildSchema(await readFile(join(import.meta.dirname, '../../../../../gateway/schema.graphql'), 'utf8'));
}
