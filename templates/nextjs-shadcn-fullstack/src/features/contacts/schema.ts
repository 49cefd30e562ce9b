import { z } from 'zod';
import { type Contact, contactStages } from '@/db/schema/contacts';
import * as field from '@/lib/fields';
import { datetimeInput, moneyInput, textInput } from '@/lib/inputs';

export const stageOptions = [
  { value: 'lead', label: 'Lead' },
  { value: 'qualified', label: 'Qualified' },
  { value: 'customer', label: 'Customer' },
  { value: 'lost', label: 'Lost' },
] as const;

/** What the form sends and the action stores. */
export const contactSchema = z.object({
  name: field.string('Name'),
  email: field.optional(field.email('Email')),
  companyId: field.optional(field.reference('Company')),
  stage: field.choice('Stage', contactStages),
  dealValue: field.optional(field.money('Deal value')),
  newsletter: field.boolean(),
  metOn: field.optional(field.date('Met on')),
  nextCallAt: field.optional(field.datetime('Next call')),
  notes: field.optional(field.text('Notes')),
});

export type ContactInput = z.input<typeof contactSchema>;

/** The form's content for a contact, or for a new one. */
export function contactInput(contact?: Contact, preset: { companyId?: string } = {}): ContactInput {
  return {
    name: textInput(contact?.name),
    email: textInput(contact?.email),
    companyId: textInput(contact?.companyId ?? preset.companyId),
    stage: textInput(contact?.stage),
    dealValue: moneyInput(contact?.dealValue),
    newsletter: contact?.newsletter ?? false,
    metOn: textInput(contact?.metOn),
    nextCallAt: datetimeInput(contact?.nextCallAt),
    notes: textInput(contact?.notes),
  };
}
