import { addDays, formatISO, setHours, startOfHour, subDays } from 'date-fns';
import { contacts } from '../schema/contacts.ts';
import type { Samples } from './samples.ts';

const day = (date: Date) => formatISO(date, { representation: 'date' });
const at = (date: Date, hour: number) => startOfHour(setHours(date, hour));

const rows = (): (typeof contacts.$inferInsert)[] => {
  const today = new Date();
  return [
    {
      id: 'sample-contact-1',
      name: 'Ada Moreau',
      email: 'ada@northwind.example',
      companyId: 'sample-company-1',
      stage: 'customer',
      dealValue: 1840000,
      newsletter: true,
      metOn: day(subDays(today, 40)),
      nextCallAt: at(addDays(today, 2), 10),
      notes: 'Renewal is due next quarter. Prefers a call in the morning.',
      createdAt: subDays(today, 20),
    },
    {
      id: 'sample-contact-2',
      name: 'Jonas Berg',
      email: 'jonas@harborpine.example',
      companyId: 'sample-company-2',
      stage: 'qualified',
      dealValue: 620000,
      newsletter: false,
      metOn: day(subDays(today, 18)),
      nextCallAt: at(addDays(today, 1), 14),
      notes: null,
      createdAt: subDays(today, 15),
    },
    {
      id: 'sample-contact-3',
      name: 'Priya Nair',
      email: 'priya@lumen.example',
      companyId: 'sample-company-3',
      stage: 'lead',
      dealValue: 2400000,
      newsletter: true,
      metOn: day(subDays(today, 9)),
      nextCallAt: null,
      notes: 'Met at the spring conference.',
      createdAt: subDays(today, 9),
    },
    {
      id: 'sample-contact-4',
      name: 'Tomás Silva',
      email: 'tomas@kestrel.example',
      companyId: 'sample-company-4',
      stage: 'qualified',
      dealValue: 980000,
      newsletter: false,
      metOn: day(subDays(today, 6)),
      nextCallAt: at(addDays(today, 5), 9),
      notes: null,
      createdAt: subDays(today, 6),
    },
    {
      id: 'sample-contact-5',
      name: 'Mei Tanaka',
      email: 'mei@northwind.example',
      companyId: 'sample-company-1',
      stage: 'lead',
      dealValue: null,
      newsletter: true,
      metOn: day(subDays(today, 2)),
      nextCallAt: null,
      notes: null,
      createdAt: subDays(today, 2),
    },
    {
      id: 'sample-contact-6',
      name: 'Oliver Grant',
      email: null,
      companyId: null,
      stage: 'lost',
      dealValue: 150000,
      newsletter: false,
      metOn: null,
      nextCallAt: null,
      notes: 'Chose to build it in house.',
      createdAt: subDays(today, 12),
    },
  ];
};

export const contactSamples: Samples = { table: contacts, rows };
