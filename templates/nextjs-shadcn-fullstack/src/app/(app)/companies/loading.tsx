import { ListSkeleton } from '@/components/list/list-skeleton';

export default function CompaniesLoading() {
  return <ListSkeleton title="Companies" />;
}
