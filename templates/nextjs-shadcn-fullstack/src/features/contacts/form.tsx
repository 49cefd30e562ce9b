'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { toast } from 'sonner';
import { DateField, DateTimeField } from '@/components/fields/date-field';
import { MoneyField } from '@/components/fields/number-field';
import { ReferenceField } from '@/components/fields/reference-field';
import { SelectField } from '@/components/fields/select-field';
import { SwitchField } from '@/components/fields/switch-field';
import { TextField } from '@/components/fields/text-field';
import { TextareaField } from '@/components/fields/textarea-field';
import { FormCard } from '@/components/form-card';
import { FormError } from '@/components/form-error';
import { createContact, updateContact } from '@/features/contacts/actions';
import type { ContactRow } from '@/features/contacts/queries';
import { contactInput, contactSchema, stageOptions } from '@/features/contacts/schema';
import { useActionForm } from '@/hooks/use-action-form';
import type { RecordLabel } from '@/lib/entity';

/** Creates a contact, or changes the one that is given. */
export function ContactForm({ contact, company }: { contact?: ContactRow; company?: RecordLabel | null }) {
  const router = useRouter();
  const [leaving, startLeaving] = useTransition();
  const { form, control, submit, saving } = useActionForm({
    schema: contactSchema,
    defaultValues: contactInput(contact, { companyId: company?.id }),
    action: (input) => (contact ? updateContact(contact.id, input) : createContact(input)),
    onDone: ({ id }) => {
      toast.success(contact ? 'Contact saved' : 'Contact created');
      startLeaving(() => router.push(`/contacts/${id}`));
    },
  });
  return (
    <FormCard
      onSubmit={submit}
      saving={saving || leaving}
      submitLabel={contact ? 'Save changes' : 'Create contact'}
      cancelHref={contact ? `/contacts/${contact.id}` : '/contacts'}
      error={<FormError form={form} />}
    >
      <TextField control={control} name="name" label="Name" required className="sm:col-span-2" />
      <TextField control={control} name="email" label="Email" type="email" placeholder="name@example.com" />
      <ReferenceField
        control={control}
        name="companyId"
        label="Company"
        entity="companies"
        initial={contact?.company ?? company}
      />
      <SelectField control={control} name="stage" label="Stage" required options={stageOptions} />
      <MoneyField control={control} name="dealValue" label="Deal value" />
      <DateField control={control} name="metOn" label="Met on" />
      <DateTimeField control={control} name="nextCallAt" label="Next call" />
      <SwitchField control={control} name="newsletter" label="Newsletter" className="sm:col-span-2" />
      <TextareaField control={control} name="notes" label="Notes" className="sm:col-span-2" />
    </FormCard>
  );
}
