import type { Metadata } from 'next';
import { Page } from '@/components/page';
import { requireUser } from '@/lib/session';
import { ActionExamples } from './_sections/actions';
import { DataExamples } from './_sections/data';
import { FormExamples } from './_sections/forms';
import { LayoutExamples } from './_sections/layout-examples';
import { OverlayExamples } from './_sections/overlays';

export const metadata: Metadata = { title: 'Components' };

/** Every component of src/components/ui, to look at and to copy from. */
export default async function ComponentsPage() {
  await requireUser();
  return (
    <Page title="Components" description="Every component of this app, in use." crumbs={[{ label: 'Components' }]}>
      <div className="grid gap-12">
        <ActionExamples />
        <FormExamples />
        <OverlayExamples />
        <DataExamples />
        <LayoutExamples />
      </div>
    </Page>
  );
}
