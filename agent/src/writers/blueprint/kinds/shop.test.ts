import { planApp } from '@appfactory/plan/planApp';
import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it, jest } from '@jest/globals';
import { Repository } from '../testing/repository.ts';

// Rendering a whole app many times takes its time on a busy machine.
jest.setTimeout(120_000);

const planOf = (spec: object) =>
  planApp({ name: 'shop', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse(spec) });
const PROMPT =
  'An online shop for my pottery in different glazes and sizes. Customers pick up or get it sent for 6 euros.';

async function built(...specs: object[]): Promise<Repository> {
  const repository = await Repository.ofTemplate();
  for (const spec of specs) await repository.build(planOf(spec));
  return repository;
}
const folded = (text: string | undefined) => text?.replace(/\s+/g, ' ') ?? '';

describe('the code of a shop', () => {
  it('is the same for the same spec, byte for byte, and is not written again', async () => {
    const [one, two] = [await built({ prompt: PROMPT }), await built({ prompt: PROMPT })];
    expect([...one.files]).toEqual([...two.files]);
    const changes = await one.build(planOf({ prompt: PROMPT }));
    expect(changes.flatMap((change) => [...change.writes.keys(), ...change.removes])).toEqual([]);
  });

  it('goes with the shop, and the template has its first page back', async () => {
    const before = (await Repository.ofTemplate()).files.get('src/app/page.tsx');
    const entities = [
      {
        name: 'Product',
        fields: [
          { name: 'name', type: 'string', required: true },
          { name: 'price', type: 'money', required: true },
        ],
      },
    ];
    const repository = await built({ title: 'S', kinds: ['shop'], entities });
    expect(repository.files.get('src/app/page.tsx')).toContain('Catalogue');
    expect(repository.files.get('src/app/(app)/products/[id]/page.tsx')).toContain('<Attachments entity="products"');
    await repository.build(planOf({ title: 'S', kinds: ['app'], entities }));
    expect(repository.files.get('src/app/page.tsx')).toBe(before);
    expect([...repository.files.keys()].filter((path) => /features\/shop|app\/shop|api\/stripe/.test(path))).toEqual(
      [],
    );
    expect(repository.files.get('src/app/(app)/products/[id]/page.tsx')).not.toContain('Attachments');
  });

  it('gives stock back in the step that cancels, and in no other', async () => {
    const { files } = await built({ prompt: PROMPT });
    expect(folded(files.get('src/features/orders/actions.ts'))).toContain(
      "const changed = step.to === 'Cancelled' ? await cancelOrder(id, step.from) : await db.update(orders)",
    );
    expect(files.get('src/features/products/actions.ts')).not.toContain('cancelOrder');
  });

  it('makes up nothing that could be ordered, and lists order lines with their orders alone', async () => {
    const { files } = await built({ prompt: PROMPT });
    expect([...files.keys()].filter((path) => /db\/samples\/(?!index|samples)/.test(path))).toEqual([]);
    expect(files.get('src/config/navigation.ts')).toContain("'/orders'");
    expect(files.get('src/config/navigation.ts')).not.toContain('order-lines');
  });

  it('takes no price, name or stock from a form', async () => {
    const { files } = await built({ prompt: PROMPT });
    const actions = files.get('src/features/shop/actions.ts') ?? '';
    const read = [...actions.matchAll(/typed\(data, '(\w+)'\)/g)].map(([, name]) => name);
    expect([...new Set(read)].toSorted()).toEqual([
      'homepage',
      'line',
      'payment',
      'product',
      'quantity',
      'variant',
      'way',
    ]);
    expect(actions).toContain("const names = ['name', 'email', 'address', 'note', ...asked.map(({ name }) => name)];");
  });

  it('is told to search engines, but for carts and orders', async () => {
    const { files } = await built({ prompt: PROMPT });
    expect(files.get('src/app/robots.ts')).toContain("'/shop/orders/'");
    expect(files.get('src/app/sitemap.ts')).toContain('allProducts()');
  });

  it('has its cart in the header of a landing page, which stays the first page', async () => {
    const { files } = await built({
      kinds: ['landing', 'shop'],
      title: 'Bakery',
      prompt: 'A page for our bakery with a shop.',
    });
    expect(files.get('src/features/site/frame.tsx')).toContain('<CartLink />');
    expect(files.get('src/app/page.tsx')).not.toContain('Catalogue');
    expect(files.get('src/app/shop/page.tsx')).toContain('Catalogue');
  });

  it('keeps words of a prompt text, whatever they mean in code', async () => {
    const title = `"q" 'q' <b> & \${x} \\ \`t\` {y}`;
    const { files } = await built({
      kinds: ['shop'],
      title,
      entities: [
        { name: 'Product', label: title, plural: title, fields: [{ name: 'price', label: title, type: 'money' }] },
      ],
    });
    expect(files.get('src/features/site/frame.tsx')).not.toContain('>"q"');
    expect(files.get('src/features/shop/settings.ts')).toBeDefined();
  });
});
