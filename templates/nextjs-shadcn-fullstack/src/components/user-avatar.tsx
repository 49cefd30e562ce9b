import type { ComponentProps } from 'react';
import { Avatar, AvatarFallback, AvatarImage } from '@/components/ui/avatar';
import { initials } from '@/lib/format';

export function UserAvatar({
  user,
  ...props
}: {
  user: { name: string | null; email: string; image: string | null };
} & Omit<ComponentProps<typeof Avatar>, 'children'>) {
  return (
    <Avatar {...props}>
      {user.image && <AvatarImage src={user.image} alt="" />}
      <AvatarFallback>{initials(user.name || user.email)}</AvatarFallback>
    </Avatar>
  );
}
