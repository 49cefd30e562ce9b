'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { toast } from 'sonner';
import { NumberField } from '@/components/fields/number-field';
import { SelectField } from '@/components/fields/select-field';
import { TextField } from '@/components/fields/text-field';
import { FormCard } from '@/components/form-card';
import { FormError } from '@/components/form-error';
import type { Company } from '@/db/schema/companies';
import { createCompany, updateCompany } from '@/features/companies/actions';
import { companyInput, companySchema, industryOptions } from '@/features/companies/schema';
import { useActionForm } from '@/hooks/use-action-form';

/** Creates a company, or changes the one that is given. */
export function CompanyForm({ company }: { company?: Company }) {
  const router = useRouter();
  const [leaving, startLeaving] = useTransition();
  const { form, control, submit, saving } = useActionForm({
    schema: companySchema,
    defaultValues: companyInput(company),
    action: (input) => (company ? updateCompany(company.id, input) : createCompany(input)),
    onDone: ({ id }) => {
      toast.success(company ? 'Company saved' : 'Company created');
      startLeaving(() => router.push(`/companies/${id}`));
    },
  });
  return (
    <FormCard
      onSubmit={submit}
      saving={saving || leaving}
      submitLabel={company ? 'Save changes' : 'Create company'}
      cancelHref={company ? `/companies/${company.id}` : '/companies'}
      error={<FormError form={form} />}
    >
      <TextField control={control} name="name" label="Name" required className="sm:col-span-2" />
      <TextField control={control} name="website" label="Website" type="url" placeholder="https://" />
      <SelectField control={control} name="industry" label="Industry" options={industryOptions} />
      <NumberField control={control} name="employees" label="Employees" />
    </FormCard>
  );
}
