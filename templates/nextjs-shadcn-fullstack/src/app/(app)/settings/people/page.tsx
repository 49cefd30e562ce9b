import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Fragment } from 'react';
import { ListCard } from '@/components/list/list-card';
import { SettingsPage } from '@/components/settings-page';
import { roleDetails } from '@/config/roles';
import { PersonRow } from '@/features/people/person-row';
import { listPeople } from '@/features/people/queries';
import { givenBy } from '@/lib/access';
import { requireUser } from '@/lib/session';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage() {
  const user = await requireUser();
  const given = givenBy(user);
  if (given.length === 0) redirect('/dashboard');
  const everybody = await listPeople();
  const people = everybody.filter(({ role }) => role === 'pending' || given.includes(role));
  return (
    <SettingsPage
      role={user.role}
      title="People"
      description="Whoever waits for approval is listed first. What a person may do is up to their role."
    >
      <ListCard>
        <ul>
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              self={person.id === user.id}
              given={given}
              canRemove={user.role === 'owner'}
            />
          ))}
        </ul>
      </ListCard>
      <h3 className="mt-8 mb-2.5 font-semibold text-sm tracking-tight">Roles</h3>
      <dl className="grid gap-3 rounded-xl border bg-card px-4 py-4 shadow-xs sm:grid-cols-[10rem_minmax(0,1fr)] sm:px-5">
        {given.map((role) => (
          <Fragment key={role}>
            <dt className="font-medium">{roleDetails[role].label}</dt>
            <dd className="text-muted-foreground max-sm:-mt-2">{roleDetails[role].description}</dd>
          </Fragment>
        ))}
      </dl>
    </SettingsPage>
  );
}
