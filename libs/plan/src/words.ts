import pluralize from 'pluralize';

/** Words that people write in capitals. */
const ACRONYMS = new Set(
  'api cms crm css csv erp faq gps hr html http iban id ip isbn it json kpi nda pdf po qa roi sku sms sql ssn tv ui uri url usd vat vin vip xml'.split(
    ' ',
  ),
);

/** Parts of an identifier or a phrase: `dueDate2` gives due, Date2; `HTMLPage` gives HTML, Page. */
export function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

export function pascalCase(name: string): string {
  return words(name).map(capital).join('');
}

export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

export function kebabCase(name: string): string {
  return words(name).join('-').toLowerCase();
}

export function snakeCase(name: string): string {
  return words(name).join('_').toLowerCase();
}

/** What people read for an identifier: `vatId` gives "VAT ID", `dueDate` gives "Due date". */
export function sentenceCase(name: string): string {
  return words(name)
    .map((word, index) => {
      const lower = word.toLowerCase();
      if (ACRONYMS.has(lower)) return lower.toUpperCase();
      return index === 0 ? capital(word) : lower;
    })
    .join(' ');
}

/** The plural of the last word of an identifier or a phrase in Latin letters; other scripts are left as they are. */
export function pluralOf(phrase: string): string {
  return phrase.replace(/[A-Za-z]+$/, (last) => pluralize.plural(last));
}

export function singularOf(word: string): string {
  return pluralize.singular(word);
}

/** A label inside a sentence: "Purchase order" gives "purchase order"; "API key" and "Ärzte" stay. */
export function lowerLabel(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** A thing with its article: "an invoice", "a client". */
export function withArticle(thing: string): string {
  return `${/^(?:[aeio]|u(?!ni|se|sa|ti))/i.test(thing) ? 'an' : 'a'} ${thing}`;
}
