import { type EntityDraft, labelOf } from './entities.ts';

/** That rows of one entity name rows of another. */
export interface Relation {
  from: string;
  to: string;
  /** Of the field. */
  label: string;
  /** How many rows a row names, and by how many it is named. */
  names: 'one' | 'many';
  named: 'one' | 'many';
  needed: boolean;
}

export function relationsOf(entities: readonly EntityDraft[]): Relation[] {
  const known = new Set(entities.map(({ name }) => name));
  return entities.flatMap(({ name, fields }) =>
    fields.flatMap((field): Relation[] => {
      if (!field.to || !known.has(field.to)) return [];
      const names = field.type === 'references' ? 'many' : 'one';
      const named = names === 'one' && field.unique ? 'one' : 'many';
      return [{ from: name, to: field.to, label: labelOf(field), names, named, needed: field.required ?? false }];
    }),
  );
}

/** A relation as a sentence. @param manyOf what people call several of an entity */
export function relationText(
  { from, to, label, names, named, needed }: Relation,
  one: (entity: string) => string,
  many: (entity: string) => string,
): string {
  const has = names === 'many' ? `any number of ${many(to)}` : `${needed ? 'one' : 'at most one'} ${one(to)}`;
  const had = named === 'many' ? `any number of ${many(from)}` : `at most one ${one(from)}`;
  return `Each ${one(from)} has ${has} (${label}); each ${one(to)} has ${had}.`;
}

export interface Box {
  name: string;
  x: number;
  y: number;
}

export interface Line {
  relation: Relation;
  /** From the entity that names to the one that is named. */
  path: string;
}

export interface Picture {
  width: number;
  height: number;
  boxes: Box[];
  lines: Line[];
}

/** Pixels. */
export const BOX = { width: 144, height: 52 };
const GAP = { x: 24, y: 60 };

/**
 * Where entities stand in so much width, always the same for the same ones: what is named stands above what names it, and
 * near to it. An entity that names itself has no line.
 */
export function drawRelations(entities: readonly EntityDraft[], width: number): Picture {
  const relations = relationsOf(entities).filter(({ from, to }) => from !== to);
  const perRow = Math.max(1, Math.floor((width + GAP.x) / (BOX.width + GAP.x)));
  const places = new Map<string, Box>();
  let rows = 0;
  for (const layer of layersOf(entities, relations)) {
    const sorted = nearWhatTheyName(layer, relations, places);
    for (let first = 0; first < sorted.length; first += perRow) {
      const row = sorted.slice(first, first + perRow);
      const taken = row.length * BOX.width + (row.length - 1) * GAP.x;
      const left = Math.max(0, (width - taken) / 2);
      for (const [at, name] of row.entries())
        places.set(name, { name, x: left + at * (BOX.width + GAP.x), y: rows * (BOX.height + GAP.y) });
      rows += 1;
    }
  }
  return {
    width,
    height: Math.max(0, rows * (BOX.height + GAP.y) - GAP.y),
    boxes: [...places.values()],
    lines: linesOf(relations, places),
  };
}

/** Names in layers: each entity behind those that it names, as far as circles allow. */
function layersOf(entities: readonly EntityDraft[], relations: readonly Relation[]): string[][] {
  const depths = new Map<string, number>();
  const depthOf = (name: string, above: readonly string[]): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    const targets = relations.filter(({ from, to }) => from === name && !above.includes(to));
    const depth = Math.max(0, ...targets.map(({ to }) => depthOf(to, [...above, name]) + 1));
    depths.set(name, depth);
    return depth;
  };
  const layers: string[][] = [];
  for (const { name } of entities) {
    const depth = depthOf(name, [name]);
    layers[depth] = [...(layers[depth] ?? []), name];
  }
  return layers.filter(Boolean);
}

function nearWhatTheyName(
  layer: readonly string[],
  relations: readonly Relation[],
  places: ReadonlyMap<string, Box>,
): string[] {
  const middle = (name: string) => {
    const xs = relations.flatMap(({ from, to }) => (from === name ? (places.get(to)?.x ?? []) : []));
    return xs.length > 0 ? xs.reduce((sum, x) => sum + x, 0) / xs.length : Number.MAX_SAFE_INTEGER;
  };
  return layer.toSorted((a, b) => middle(a) - middle(b));
}

/** Curves that leave and reach boxes upright, each at a place of its own. */
function linesOf(relations: readonly Relation[], places: ReadonlyMap<string, Box>): Line[] {
  const ends = new Map<string, number>();
  const countOf = (key: string) => ends.get(key) ?? 0;
  const sides = relations.flatMap((relation) => {
    const from = places.get(relation.from);
    const to = places.get(relation.to);
    if (!from || !to) return [];
    const leaves = from.y >= to.y ? 'top' : 'bottom';
    const reaches = from.y > to.y ? 'bottom' : 'top';
    const keys = [`${from.name} ${leaves}`, `${to.name} ${reaches}`] as const;
    for (const key of keys) ends.set(key, countOf(key) + 1);
    return [{ relation, from, to, leaves, reaches, keys }];
  });
  const used = new Map<string, number>();
  const point = (box: Box, side: string, key: string) => {
    const at = (used.get(key) ?? 0) + 1;
    used.set(key, at);
    return { x: box.x + (BOX.width * at) / (countOf(key) + 1), y: side === 'top' ? box.y : box.y + BOX.height };
  };
  return sides.map(({ relation, from, to, leaves, reaches, keys }) => {
    const a = point(from, leaves, keys[0]);
    const b = point(to, reaches, keys[1]);
    const bend = Math.max(GAP.y * 0.6, Math.abs(a.y - b.y) / 2);
    const [fromBend, toBend] = [leaves === 'top' ? -bend : bend, reaches === 'top' ? -bend : bend];
    const path = `M${a.x},${a.y} C${a.x},${a.y + fromBend} ${b.x},${b.y + toBend} ${b.x},${b.y}`;
    return { relation, path };
  });
}
