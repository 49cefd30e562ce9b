import { Avatar, AvatarFallback, AvatarImage } from '@/components/ui/avatar';
import { initials } from '@/lib/format';

export function UserAvatar({
  user,
  className,
}: {
  user: { name: string | null; email: string; image: string | null };
  className?: string;
}) {
  return (
    <Avatar className={className}>
      {user.image && <AvatarImage src={user.image} alt="" />}
      <AvatarFallback>{initials(user.name || user.email)}</AvatarFallback>
    </Avatar>
  );
}
