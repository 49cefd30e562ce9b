import type { Metadata } from 'next';
import { ListCard } from '@/components/list/list-card';
import { SettingsPage } from '@/components/settings-page';
import { PersonRow } from '@/features/people/person-row';
import { listPeople } from '@/features/people/queries';
import { requireOwner } from '@/lib/session';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage() {
  const user = await requireOwner();
  const people = await listPeople();
  return (
    <SettingsPage
      role={user.role}
      title="People"
      description="Whoever signs up waits here until an owner lets them in. Members work with all records; owners also manage people and services."
    >
      <ListCard>
        <ul>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} self={person.id === user.id} />
          ))}
        </ul>
      </ListCard>
    </SettingsPage>
  );
}
