import type { SpecInput } from '#lib/api/queries/plan.ts';
import { type Statement, statementOf } from './statement.ts';

/** Apps to start from; the first sentences say what they keep, the last who uses them. */
export const EXAMPLES = [
  {
    title: 'Agency CRM',
    prompt:
      'A CRM for a small agency. Track clients, projects and invoices. An invoice has a number, an amount, a due date and a status. Staff sign in.',
  },
  {
    title: 'Pottery shop',
    prompt:
      'A shop for handmade pottery. Products have a photo, a price and a stock. Customers place orders and pick them up.',
  },
  {
    title: 'Club events',
    prompt:
      'An app for a sports club. Keep members, teams and events. Members register for events; a trainer leads each team.',
  },
] as const;

/** Whole apps, stated to the last field: manifests of examples/, read when one is chosen. */
export const TEMPLATES = [
  { file: 'crm', title: 'CRM', text: 'Clients, projects, invoices' },
  { file: 'repair-shop', title: 'Repair shop', text: 'Three roles, repairs that go from state to state' },
  { file: 'shop', title: 'Back office', text: 'Products, suppliers, categories, orders, customers' },
  { file: 'pottery', title: 'Online shop', text: 'Catalogue, cart, checkout, orders' },
  { file: 'workshop', title: 'Landing page and app', text: 'A public page, and what staff work with' },
  { file: 'yoga', title: 'Landing page', text: 'Sections, opening hours, prices, a form' },
  { file: 'blog', title: 'Blog', text: 'Posts, tags, comments that wait for approval' },
  { file: 'sales-dashboard', title: 'Dashboard', text: 'Import, charts, comparison, export' },
  { file: 'todo', title: 'Todo list', text: 'Due dates and priorities' },
] as const;

/** Most bytes of a document that a spec holds. */
export const LARGEST = 100_000;

/**
 * What a file states: a manifest states an app, every other document has tables, models or columns that become things.
 * @throws Error with words for people
 */
export async function statementIn(file: string, text: string): Promise<Statement> {
  if (text.length > LARGEST)
    throw new Error(`“${file}” has ${text.length.toLocaleString('en')} characters; at most 100,000 are read.`);
  if (text.trim() === '') throw new Error(`“${file}” is empty.`);
  const manifest = /^kind:\s*["']?AppBuild\b/m.test(text) ? await parsed(file, text) : undefined;
  if (!manifest) return statementOf({ sources: [{ name: file.slice(0, 80), content: text }] });
  if (typeof manifest.spec !== 'object' || manifest.spec === null)
    throw new Error(`“${file}” is an AppBuild without a spec.`);
  return statementOf(manifest.spec, manifest.metadata?.name);
}

interface Manifest {
  metadata?: { name?: string };
  spec?: Partial<SpecInput> | null;
}

async function parsed(file: string, text: string): Promise<Manifest> {
  const { parse } = await import('yaml');
  try {
    return parse(text) as Manifest;
  } catch (error) {
    throw new Error(`“${file}” is no YAML: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
}
