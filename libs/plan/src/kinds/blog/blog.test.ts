import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import { planApp } from '../../planApp.ts';

const planOf = (spec: object) =>
  planApp({ name: 'blog', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse(spec) });

describe('the blog of a prompt', () => {
  it('keeps posts in Markdown, with tags as words and an address made from the title', () => {
    const plan = planOf({
      prompt: 'A blog called Far Ridge for my hiking trips, with tags and drafts. RSS and search.',
    });
    const post = plan.entities.find(({ name }) => name === 'Post');
    expect(plan.entities.map(({ name }) => name)).not.toContain('Tag');
    expect(post?.fields.find(({ name }) => name === 'body')).toMatchObject({ type: 'text', format: 'markdown' });
    expect(post?.fields.find(({ name }) => name === 'slug')).toMatchObject({ unique: true, slugOf: 'title' });
    expect(plan.blog).toMatchObject({ brand: 'Far Ridge', atHome: true, description: 'A blog about hiking trips.' });
    expect(plan.blog?.comment).toBeUndefined();
    expect(plan.notBuilt.join(' ')).not.toMatch(/blog|RSS/);
  });

  it('lets comments wait where they are asked for', () => {
    const plan = planOf({ prompt: 'A blog about cooking where readers can comment and I approve comments.' });
    expect(plan.blog?.comment).toMatchObject({
      entity: 'Comment',
      status: { waiting: 'Pending', approved: 'Approved', rejected: 'Rejected' },
    });
    expect(plan.roles ?? []).toEqual([]);
  });

  it('takes comments to no state that their steps do not lead to', () => {
    const step = (name: string, to: string) => ({ name, from: ['Pending'], to });
    const checksOf = (...transitions: object[]) => {
      const comment = {
        name: 'Comment',
        fields: [{ name: 'status', type: 'enum', required: true, values: ['Pending', 'Approved', 'Rejected'] }],
        states: { field: 'status', initial: 'Pending', transitions },
      };
      const plan = planOf({ prompt: 'A blog about cooking. Readers can comment.', entities: [comment] });
      const names = plan.features.find(({ id }) => id === 'blog')?.checks.map(({ name }) => name) ?? [];
      return [names.some((name) => /once approved/.test(name)), names.some((name) => /a rejected one/.test(name))];
    };
    expect(checksOf(step('approve', 'Approved'))).toEqual([true, false]);
    expect(checksOf(step('approve', 'Approved'), step('reject', 'Rejected'))).toEqual([true, true]);
  });

  it('lets comments wait in the states that they have', () => {
    const planWith = (values: string[], states?: object) =>
      planOf({
        prompt: 'A blog about hiking. Readers can comment.',
        entities: [
          {
            name: 'Comment',
            fields: [
              { name: 'author', type: 'string', required: true },
              { name: 'body', type: 'text', required: true },
              { name: 'status', type: 'enum', required: true, values },
            ],
            ...(states ? { states } : {}),
          },
        ],
      });
    expect(planWith(['New', 'Visible', 'Spam']).blog?.comment?.status).toEqual({
      field: 'status',
      waiting: 'New',
      approved: 'Visible',
      rejected: 'Spam',
    });
    const steps = {
      field: 'status',
      initial: 'Inbox',
      transitions: [{ name: 'show', from: ['Inbox'], to: 'On the page' }],
    };
    expect(planWith(['Unpublished', 'On the page', 'Inbox'], steps).blog?.comment?.status).toMatchObject({
      waiting: 'Inbox',
      approved: 'On the page',
      rejected: 'Unpublished',
    });
    const two = planWith(['Waiting', 'Shown']);
    expect(two.blog).toBeDefined();
    expect(two.blog?.comment).toBeUndefined();
    expect(two.notBuilt.join(' ')).toMatch(/the status of Comment needs three values/);
  });

  it('shuts nobody out of what only readers had rules for', () => {
    const permitted = (role: string) =>
      planOf({
        prompt: 'A blog about hiking.',
        roles: [
          { name: 'reader', label: 'Reader' },
          { name: 'editor', label: 'Editor' },
        ],
        entities: [
          {
            name: 'Trail',
            fields: [{ name: 'name', type: 'string', required: true }],
            permissions: [{ role, actions: ['read'] }],
          },
        ],
      }).entities.find(({ name }) => name === 'Trail')?.permissions;
    expect(permitted('reader')).toBeUndefined();
    expect(permitted('editor')).toHaveLength(1);
  });

  it('stands beside a landing page, which is first then', () => {
    const plan = planOf({ kinds: ['landing', 'blog'], prompt: 'A landing page and a blog for my pottery studio' });
    expect(plan.landing).toBeDefined();
    expect(plan.blog?.atHome).toBe(false);
    expect(plan.features.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['landing', 'blog', 'dashboard', 'foundation']),
    );
  });

  it('keeps the fields of a stated post and adds what a blog cannot do without', () => {
    const fields = [
      { name: 'headline', type: 'string', required: true },
      { name: 'text', type: 'text', required: true },
    ];
    const plan = planOf({ kinds: ['blog'], title: 'News', entities: [{ name: 'Post', fields }] });
    const names = plan.entities[0]?.fields.map(({ name }) => name) ?? [];
    expect(names.slice(0, 2)).toEqual(['headline', 'text']);
    expect(names).toEqual(expect.arrayContaining(['slug', 'status', 'publishedOn']));
  });
});
