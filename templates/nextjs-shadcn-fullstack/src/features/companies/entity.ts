import { Building2 } from 'lucide-react';
import { companies } from '@/db/schema/companies';
import { defineEntity } from '@/lib/entity';

export const companyEntity = defineEntity({
  slug: 'companies',
  singular: 'Company',
  plural: 'Companies',
  icon: Building2,
  table: companies,
  label: companies.name,
  detail: companies.website,
  searched: [companies.name, companies.website],
});
