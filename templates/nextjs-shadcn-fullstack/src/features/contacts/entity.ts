import { Contact } from 'lucide-react';
import { contacts } from '@/db/schema/contacts';
import { defineEntity } from '@/lib/entity';

export const contactEntity = defineEntity({
  slug: 'contacts',
  singular: 'Contact',
  plural: 'Contacts',
  icon: Contact,
  table: contacts,
  label: contacts.name,
  detail: contacts.email,
  searched: [contacts.name, contacts.email],
});
