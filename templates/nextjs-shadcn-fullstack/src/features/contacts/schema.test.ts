import { expect, it } from 'vitest';
import { contactInput, contactSchema } from '@/features/contacts/schema';

it('asks a new contact for a name and a stage only', () => {
  const result = contactSchema.safeParse(contactInput());
  expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['name', 'stage']);
});

it('makes of a filled form what the table keeps', () => {
  const filled = { ...contactInput(), name: ' Ada ', stage: 'lead', dealValue: '1,200', email: '' };
  expect(contactSchema.parse(filled)).toMatchObject({ name: 'Ada', stage: 'lead', dealValue: 120000, email: null });
});
