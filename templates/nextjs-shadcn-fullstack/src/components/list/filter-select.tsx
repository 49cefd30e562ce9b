'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { Select, SelectContent, SelectItem, SelectSeparator, SelectTrigger, SelectValue } from '@/components/ui/select';

const all = '__all__';

/** Narrows the list to one value of a field. Kept in the address. */
export function FilterSelect({
  name,
  label,
  options,
}: {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
}) {
  const router = useRouter();
  const pathname = usePathname();
  const searchParams = useSearchParams();
  const value = searchParams.get(name) ?? all;
  return (
    <Select
      value={options.some((option) => option.value === value) ? value : all}
      onValueChange={(next) => {
        const query = new URLSearchParams(searchParams);
        query.delete('page');
        if (next === all) query.delete(name);
        else query.set(name, next);
        router.replace(`${pathname}?${query}`, { scroll: false });
      }}
    >
      <SelectTrigger aria-label={`Filter by ${label}`} className="max-w-44">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={all}>{`${label}: all`}</SelectItem>
        <SelectSeparator />
        {options.map((option) => (
          <SelectItem key={option.value} value={option.value}>
            {option.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
