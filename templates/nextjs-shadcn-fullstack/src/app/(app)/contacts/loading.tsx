import { ListSkeleton } from '@/components/list/list-skeleton';

export default function ContactsLoading() {
  return <ListSkeleton title="Contacts" />;
}
