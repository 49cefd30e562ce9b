import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import type { Check } from './plan.ts';
import { planApp } from './planApp.ts';
import { viewsOf } from './views.ts';

const planOf = (spec: object) =>
  planApp({ name: 'files', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse(spec) });
const name = { name: 'name', type: 'string', required: true };
const place = {
  name: 'Place',
  fields: [name, { name: 'photo', type: 'image', required: true, unique: true }, { name: 'scan', type: 'file' }],
};

describe('pictures and files of rows', () => {
  it('are fields of what the prompt gives them, and what has a picture has a gallery', () => {
    const plan = planOf({ prompt: 'Our recipe box: recipes with a title, a photo and notes.' });
    const [recipe] = plan.entities;
    expect(recipe?.fields.map(({ type }) => type)).toContain('image');
    expect(recipe && viewsOf(recipe)).toEqual(['table', 'gallery']);
    expect(plan.notBuilt).toEqual([]);
  });

  it.each([
    ['Tasks with title and due date. People attach files to tasks.', 'Task', 'file'],
    ['A warehouse app: workers take a photo of damaged parcels.', 'Parcel', 'image'],
    ['Expenses with amount, date and a scan of the receipt.', 'Expense', 'file'],
    ['Insurance claims with a photo of the damage and an attachment.', 'InsuranceClaim', 'image'],
    ['Property listings with pictures and a floor plan PDF.', 'PropertyListing', 'file'],
  ])('%s', (prompt, name, type) => {
    const plan = planOf({ prompt });
    expect(plan.entities.find((entity) => entity.name === name)?.fields).toContainEqual(
      expect.objectContaining({ type }),
    );
    // Nobody is told that what is there is missing.
    expect(plan.notBuilt).toEqual([]);
  });

  it('are said to be missing where nothing keeps them, and codes that are scanned always are', () => {
    const plan = planOf({ prompt: 'Parcels with number and weight. Workers scan barcodes of parcels.' });
    expect(plan.notBuilt.join('\n')).toMatch(/QR codes and barcodes/);
  });

  it('tell no rows apart, and name none', () => {
    const only = { name: 'Shot', fields: [{ name: 'photo', type: 'image' }] };
    const plan = planOf({ entities: [place, only] });
    expect(plan.entities[0]?.fields.find(({ type }) => type === 'image')).toMatchObject({ unique: false });
    expect(plan.entities[1]?.labelField).toBe('id');
    expect(plan.assumptions.join('\n')).toMatch(/“Photo” is not unique: a picture cannot tell rows apart/);
  });

  it('are chosen, seen after a reload, replaced, and refused where they are missing or no picture', () => {
    const checks = planOf({ entities: [place] }).features.flatMap((feature) => feature.checks);
    const steps = (words: RegExp) => checks.find((check: Check) => words.test(check.name))?.steps ?? [];
    const created = steps(/create one, reload/);
    const reload = created.findIndex((step) => step.do === 'reload');
    expect(created).toContainEqual(expect.objectContaining({ do: 'upload', label: 'Photo', encoding: 'base64' }));
    expect(created.slice(reload)).toContainEqual({ do: 'seePicture', name: 'Photo' });
    expect(steps(/missing value/)).toContainEqual({ do: 'seeError', label: 'Photo', text: 'Photo is required' });
    expect(steps(/wrong value/)).toContainEqual(
      expect.objectContaining({ do: 'seeError', label: 'Photo', text: expect.stringContaining('Choose a picture') }),
    );
    expect(steps(/Photo is replaced$/).filter((step) => step.do === 'upload')).toHaveLength(2);
    expect(steps(/Scan is replaced, and taken out/)).toContainEqual(
      expect.objectContaining({ do: 'click', name: 'Remove: Scan' }),
    );
  });

  it('stay the pictures of a product where there is a shop', () => {
    const plan = planOf({ prompt: 'A shop for my pottery: each piece has a name, a price and a photo.' });
    expect(plan.shop).toBeDefined();
    expect(plan.entities.find((entity) => entity.name === plan.shop?.product.entity)?.fields).not.toContainEqual(
      expect.objectContaining({ type: 'image' }),
    );
  });

  it('are no columns of an import, which cannot make rows that need one', () => {
    const sale = {
      name: 'Sale',
      fields: [name, { name: 'amount', type: 'money', required: true }, { name: 'receipt', type: 'file' }],
    };
    const plan = planOf({ kinds: ['dashboard'], entities: [sale] });
    const uploads = plan.features.flatMap(({ checks }) =>
      checks.flatMap(({ steps }) => steps.filter((step) => step.do === 'upload' && step.file === 'sales.csv')),
    );
    expect(uploads.length).toBeGreaterThan(0);
    expect(JSON.stringify(uploads)).not.toContain('Receipt');
  });

  it('are not asked of visitors, and the plan says so', () => {
    const job = {
      name: 'Application',
      fields: [
        name,
        { name: 'email', type: 'email', required: true },
        { name: 'cv', type: 'file', label: 'CV', required: true },
      ],
    };
    const plan = planOf({
      kinds: ['landing'],
      prompt: 'A page for our bakery with a form to apply for a job.',
      entities: [job],
    });
    const form = plan.landing?.forms.find(({ entity }) => entity === 'Application');
    expect(form?.fields).toEqual(['name', 'email']);
    expect(plan.notBuilt.join('\n')).toMatch(/Visitors cannot send files: “CV” of applications/);
  });
});
