import { nameActiveSpan } from '@appfactory/tracing/tracing';
import { type DocumentNode, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** The request's span gets the name of what is asked: of the fields, since people's names for operations say little. */
export const tracedOperations: Plugin = {
  onExecute: ({ args }) => nameOf(args),
  onSubscribe: ({ args }) => nameOf(args),
};

function nameOf({ document, operationName }: { document: DocumentNode; operationName?: string | null }): void {
  const operation = getOperationAST(document, operationName);
  if (!operation) return;
  const fields = operation.selectionSet.selections.flatMap((one) => (one.kind === 'Field' ? [one.name.value] : []));
  nameActiveSpan(`${operation.operation} ${fields.slice(0, 3).join(' ')}`.trim(), {
    'graphql.operation.type': operation.operation,
    'graphql.operation.name': operation.name?.value,
  });
}
