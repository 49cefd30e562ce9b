import { Imports, lines, str } from '../emit.ts';
import { iconOf } from '../icons.ts';
import { aliasCode, hasPlainLabel, isText, labelSql } from '../labels.ts';
import { type Entity, filesOf } from '../model.ts';
import { searchedColumns } from './queriesFile.ts';

export const entityName = (entity: Entity): string => `${entity.variable}Entity`;
export const entityIcon = (entity: Entity): string => iconOf(entity.name, entity.position);

/** Field shown small beside the label where rows are found. */
function detailOf(entity: Entity) {
  const wanted = ['email', 'string', 'url'];
  return wanted.flatMap((type) => entity.fields.filter((field) => field.type === type && field !== entity.labelled))[0];
}

/** src/features/<slug>/entity.ts: what search, pickers and dashboard know of the entity. */
export function entityFile(entity: Entity): string {
  const table = entity.tableVariable;
  const imports = new Imports()
    .add('lucide-react', entityIcon(entity))
    .add(`@/db/schema/${entity.slug}`, table)
    .add('@/lib/entity', 'defineEntity');
  const plain = hasPlainLabel(entity) && entity.labelled ? `${table}.${entity.labelled.property}` : undefined;
  const label = plain === undefined ? `const label = ${labelSql(entity, table, imports)};` : undefined;
  const named = aliasCode(entity, 'named');
  const detail = detailOf(entity);
  const files = filesOf(entity);
  // A label that is no column of text is searched as it is shown.
  const searched = [...searchedColumns(entity), ...(entity.labelled && isText(entity.labelled) ? [] : ['label'])];
  return lines(
    imports.print(),
    '',
    named,
    label,
    label && '',
    `export const ${entityName(entity)} = defineEntity({`,
    `slug: '${entity.slug}',`,
    `singular: ${str(entity.label)},`,
    `plural: ${str(entity.plural)},`,
    `icon: ${entityIcon(entity)},`,
    `table: ${table},`,
    plain === undefined ? 'label,' : `label: ${plain},`,
    files.length > 0 && `files: { ${files.map(({ property, type }) => `${property}: '${type}'`).join(', ')} },`,
    detail && `detail: ${table}.${detail.property},`,
    `searched: [${searched.join(', ')}],`,
    '});',
    '',
  );
}
