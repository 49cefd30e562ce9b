import { many, newLabel } from '@appfactory/plan/messages';
import { attr, Imports, inComment, jsxText, lines, str } from '../emit.ts';
import type { Entity } from '../model.ts';
import { listName, listOptionsName, referencesOf } from './queriesFile.ts';
import { hasReferenceColumn, tableName } from './tableFile.ts';

export const sectionName = (entity: Entity): string => `${entity.type}Section`;

/** src/features/<slug>/section.tsx: the rows that belong to another record, on that record's page. */
export function sectionFile(entity: Entity): string {
  const imports = new Imports()
    .add('lucide-react', 'Plus')
    .add('next/link', 'default as Link')
    .add('@/components/detail/detail', 'DetailSection')
    .add('@/components/list/list-card', 'ListCard')
    .add('@/components/ui/button', 'Button')
    .add(`@/features/${entity.slug}/queries`, listName(entity), listOptionsName(entity))
    .add(`@/features/${entity.slug}/table`, tableName(entity))
    .add('@/lib/list-params', 'parseListParams');
  const links = entity.links.map(({ field }) => `'${field.property}'`);
  const keys = [...referencesOf(entity).map((field) => `'${field.property}'`), ...links];
  const isLink = links.map((key) => `field === ${key}`).join(' || ');
  const without = links.length > 0 ? ` without={${isLink} ? undefined : field}` : ' without={field}';
  const { guarded, slug } = entity;
  if (guarded) imports.add('@/lib/access', 'may').add('@/lib/session', 'requireUser');
  const create = [
    '<Button asChild variant="outline" size="sm">',
    `<Link href={\`/${slug}/new?\${new URLSearchParams({ [field]: owner.id })}\`}><Plus /> ${jsxText(newLabel(entity))}</Link>`,
    '</Button>',
  ];
  const none = `No ${many(entity)} yet.`;
  return lines(
    imports.print(),
    '',
    `/** The newest ${inComment(many(entity))} that belong to a record. \`field\` is the reference that names it. */`,
    `export async function ${sectionName(entity)}({ field, owner, title = ${str(entity.plural)} }: {`,
    `field: ${keys.join(' | ')};`,
    'owner: { id: string; label: string };',
    'title?: string;',
    '}) {',
    guarded && ['const user = await requireUser();', `if (!may(user, 'read', '${slug}')) return null;`],
    `const { rows, total } = await ${listName(entity)}(parseListParams({}, ${listOptionsName(entity)}), { [field]: owner.id });`,
    'return (',
    '<DetailSection',
    'title={title}',
    'action={',
    ...(guarded ? [`may(user, 'create', '${slug}') && (`, ...create, ')'] : create),
    '}',
    '>',
    '<ListCard>',
    `{rows.length > 0 ? <${tableName(entity)} rows={rows}${hasReferenceColumn(entity) ? without : ''} /> : <p className="px-5 py-8 text-center text-muted-foreground">${jsxText(none)}</p>}`,
    '{total > rows.length && (',
    '<p className="flex flex-wrap items-baseline gap-x-3 border-t px-4 py-2.5 text-[13px] text-muted-foreground">',
    '<span>The newest {rows.length} of {total}</span>',
    // The list finds the label of a record that a reference names; those that are linked are not part of its search.
    links.length > 0 && `{!(${isLink}) && (`,
    `<Link href={\`/${entity.slug}?\${new URLSearchParams({ q: owner.label })}\`} className="text-primary-text hover:underline">`,
    'Show all',
    '</Link>',
    links.length > 0 && ')}',
    '</p>',
    ')}',
    '</ListCard>',
    '</DetailSection>',
    ');',
    '}',
    '',
  );
}

/** The sections of a record's page, one for each reference that points at it. */
export function sectionUses(entity: Entity, label: string, imports: Imports): string[] {
  const sections = [
    ...entity.children,
    ...entity.linkedBy.map(({ entity: other, link }) => ({ entity: other, field: link.field })),
  ];
  return sections.map(({ entity: child, field }) => {
    imports.add(`@/features/${child.slug}/section`, sectionName(child));
    const twice = sections.filter((other) => other.entity === child).length > 1;
    // Of two records of one kind the field's label alone would say it the wrong way round: these are replaced by this one.
    const named =
      child === entity ? `${child.plural} that refer to this (${field.label})` : `${child.plural} (${field.label})`;
    const title = twice || child === entity ? ` title=${attr(named)}` : '';
    return `<${sectionName(child)} field="${field.property}" owner={{ id: row.id, label: ${label} }}${title} />`;
  });
}
