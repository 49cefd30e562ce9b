import type { FieldType } from '@appfactory/resources/appBuild';

/** A table, model, schema or header as its document has it. */
export interface DocumentTable {
  /** As written, for example order_items. */
  name: string;
  columns: DocumentColumn[];
}

export interface DocumentColumn {
  /** As written, for example client_id. */
  name: string;
  type: FieldType;
  required: boolean;
  unique: boolean;
  /** Choices of an enum. */
  values?: string[];
  /** Table that a reference points to, as written there. */
  to?: string;
}

/** What a document cannot be read for; `line` counts from 1. */
export class DocumentError extends Error {
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.name = 'DocumentError';
    this.line = line;
  }
}

const MONEY = /(price|amount|total|cost|budget|salary|fee|balance|deposit)$/i;

/** The type of a column whose document says only that it is a text, by what its name says. */
export function textType(name: string, long = false): FieldType {
  if (/e_?-?mail$/i.test(name)) return 'email';
  if (/(url|website|homepage|link)$/i.test(name)) return 'url';
  if (/(phone|mobile|telephone|fax)$/i.test(name)) return 'phone';
  return long || /(notes?|description|comment|body|content|remarks?)$/i.test(name) ? 'text' : 'string';
}

/** The type of a column with decimals. */
export function decimalType(name: string): FieldType {
  return MONEY.test(name) ? 'money' : 'number';
}

/** The line, from 1, of a place in a text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
