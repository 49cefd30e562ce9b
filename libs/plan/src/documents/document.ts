import type { FieldType } from '@appfactory/resources/appBuild';

/** A column of a table as a document states it. */
export interface Column {
  name: string;
  type: FieldType;
  required: boolean;
  unique: boolean;
  values?: string[];
  /** Name of the table that it refers to, as the document writes it. */
  to?: string;
}

export interface Table {
  name: string;
  columns: Column[];
}

/** A document that cannot be read. Lines count from 1. */
export class DocumentError extends Error {
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.name = 'DocumentError';
    this.line = line;
  }
}

/** Columns that every row of an app has anyway. */
export const isOwnColumn = (name: string): boolean =>
  /^(id|_id|uuid|created_?at|updated_?at|created|updated|deleted_?at|created_?on|updated_?on)$/i.test(name);

/** A column whose values are secrets: an app does not show them in forms. */
export const isSecret = (name: string): boolean => /(password|passwd|secret|hash|salt|token)/i.test(name);

/** A type that a name tells better than the document's own: a "price" is money, whatever number holds it. */
export function typeByName(name: string, type: FieldType): FieldType {
  const lower = name.toLowerCase().replaceAll('_', '');
  if (type === 'string' || type === 'text') {
    if (/e?mail(address)?$/.test(lower) && !/template/.test(lower)) return 'email';
    if (/(phone|telephone|mobile|telefon|fax)(number)?$/.test(lower)) return 'phone';
    if (/(url|website|link|homepage)$/.test(lower)) return 'url';
    if (/(photo|image|picture|avatar|logo)(url)?$/.test(lower)) return 'image';
    if (type === 'string' && /(description|notes?|comment|body|content|text|bio|summary)$/.test(lower)) return 'text';
  }
  if (type === 'number' || type === 'integer') {
    if (/(price|cost|amount|total|fee|salary|budget|revenue|betrag|preis|kosten|summe)$/.test(lower)) return 'money';
    if (/(percent|percentage|discountrate|taxrate)$/.test(lower)) return 'percent';
  }
  return type;
}

export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
