import { companyEntity } from '@/features/companies/entity';
import { contactEntity } from '@/features/contacts/entity';
import type { Entity } from '@/lib/entity';

/** Every kind of record: the dashboard counts them, the search and the pickers look through them. */
export const entities: Entity[] = [contactEntity, companyEntity];
