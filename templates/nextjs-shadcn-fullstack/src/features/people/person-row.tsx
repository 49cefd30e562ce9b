'use client';

import { Check, Trash2 } from 'lucide-react';
import { unstable_rethrow } from 'next/navigation';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { DeleteDialog } from '@/components/delete-dialog';
import { LocalTime } from '@/components/local-time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select';
import { UserAvatar } from '@/components/user-avatar';
import { type AdmittedRole, roleDetails } from '@/config/roles';
import { removePerson, setRole } from '@/features/people/actions';
import type { Person } from '@/features/people/queries';

/** One person: who it is, and what can be done about it. */
export function PersonRow({
  person,
  self,
  given,
  canRemove,
}: {
  person: Person;
  self: boolean;
  /** The roles that whoever looks may give. */
  given: AdmittedRole[];
  canRemove: boolean;
}) {
  const [pending, startTransition] = useTransition();
  const [removing, setRemoving] = useState(false);
  const name = person.name || person.email;
  const others = given.filter((role) => role !== 'owner');
  const usual = others[0] ?? 'owner';

  const change = (role: string, message: string) =>
    startTransition(async () => {
      try {
        const result = await setRole(person.id, role);
        if (result.ok) toast.success(message);
        else toast.error(result.message);
      } catch (error) {
        unstable_rethrow(error);
        toast.error('The server could not be reached. Nothing was changed.');
      }
    });

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 border-b px-4 py-3 last:border-b-0 sm:px-5">
      <UserAvatar user={person} className="size-9" />
      <div className="min-w-0 flex-1 basis-40">
        <p className="flex items-center gap-2 font-medium">
          <span className="truncate">{name}</span>
          {self && <Badge variant="secondary">You</Badge>}
          {person.role === 'pending' && (
            <Badge className="border-transparent bg-warning-soft text-warning-text">Waiting</Badge>
          )}
        </p>
        <p className="truncate text-[13px] text-muted-foreground">
          {person.email} · since <LocalTime value={person.createdAt} pattern="d MMM yyyy" />
        </p>
      </div>
      {person.role === 'pending' ? (
        <div className="flex gap-2">
          {canRemove && (
            <Button variant="outline" size="sm" disabled={pending} onClick={() => setRemoving(true)}>
              Decline
            </Button>
          )}
          {others.length > 1 ? (
            <Select value="" disabled={pending} onValueChange={(role) => change(role, `${name} may sign in now`)}>
              <SelectTrigger size="sm" aria-label={`Approve ${name} as`} className="w-40">
                <SelectValue placeholder="Approve as…" />
              </SelectTrigger>
              <SelectContent>
                <RoleItems roles={given} />
              </SelectContent>
            </Select>
          ) : (
            <Button size="sm" disabled={pending} onClick={() => change(usual, `${name} may sign in now`)}>
              <Check /> Approve as {roleDetails[usual].label}
            </Button>
          )}
        </div>
      ) : (
        <div className="flex items-center gap-2">
          <Select
            value={person.role}
            disabled={pending}
            onValueChange={(role) => change(role, `The role of ${name} was changed`)}
          >
            <SelectTrigger size="sm" aria-label={`Role of ${name}`} className="w-40">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              <RoleItems roles={given} />
            </SelectContent>
          </Select>
          {canRemove && (
            <Button
              variant="ghost"
              size="icon-sm"
              disabled={self || pending}
              aria-label={`Remove ${name}`}
              className="text-muted-foreground"
              onClick={() => setRemoving(true)}
            >
              <Trash2 />
            </Button>
          )}
        </div>
      )}
      <DeleteDialog
        open={removing}
        onOpenChange={setRemoving}
        label={name}
        singular="Account"
        onDelete={removePerson.bind(null, person.id)}
      />
    </li>
  );
}

function RoleItems({ roles }: { roles: AdmittedRole[] }) {
  return roles.map((role) => (
    <SelectItem key={role} value={role}>
      {roleDetails[role].label}
    </SelectItem>
  ));
}
