import { subDays } from 'date-fns';
import { companies } from '../schema/companies.ts';
import type { Samples } from './samples.ts';

const rows = (): (typeof companies.$inferInsert)[] => [
  {
    id: 'sample-company-1',
    name: 'Northwind Studio',
    website: 'https://northwind.example',
    industry: 'software',
    employees: 24,
    createdAt: subDays(new Date(), 21),
  },
  {
    id: 'sample-company-2',
    name: 'Harbor & Pine',
    website: 'https://harborpine.example',
    industry: 'retail',
    employees: 140,
    createdAt: subDays(new Date(), 16),
  },
  {
    id: 'sample-company-3',
    name: 'Lumen Health',
    website: 'https://lumen.example',
    industry: 'health',
    employees: 520,
    createdAt: subDays(new Date(), 9),
  },
  {
    id: 'sample-company-4',
    name: 'Kestrel Capital',
    website: null,
    industry: 'finance',
    employees: 65,
    createdAt: subDays(new Date(), 3),
  },
];

export const companySamples: Samples = { table: companies, rows };
