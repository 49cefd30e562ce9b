import { z } from 'zod';
import { type Company, companyIndustries } from '@/db/schema/companies';
import * as field from '@/lib/fields';
import { numberInput, textInput } from '@/lib/inputs';

export const industryOptions = [
  { value: 'software', label: 'Software' },
  { value: 'finance', label: 'Finance' },
  { value: 'retail', label: 'Retail' },
  { value: 'health', label: 'Health' },
  { value: 'other', label: 'Other' },
] as const;

/** What the form sends and the action stores. */
export const companySchema = z.object({
  name: field.string('Name'),
  website: field.optional(field.url('Website')),
  industry: field.optional(field.choice('Industry', companyIndustries)),
  employees: field.optional(field.number('Employees')),
});

export type CompanyInput = z.input<typeof companySchema>;

/** The form's content for a company, or for a new one. */
export function companyInput(company?: Company): CompanyInput {
  return {
    name: textInput(company?.name),
    website: textInput(company?.website),
    industry: textInput(company?.industry),
    employees: numberInput(company?.employees),
  };
}
