import type { SourceEntry } from '#lib/api/queries/source.ts';

/** A row of the tree as it is seen: a folder, or a file. */
export interface TreeRow {
  path: string;
  name: string;
  depth: number;
  isFolder: boolean;
  isOpen: boolean;
}

interface Folder {
  folders: Map<string, Folder>;
  files: string[];
}

/** The rows that are seen, folders before files, when these folders are open; a filter opens all, and leaves what fits. */
export function treeRows(entries: readonly SourceEntry[], open: ReadonlySet<string>, filter = ''): TreeRow[] {
  const wanted = filter.trim().toLowerCase();
  const root: Folder = { folders: new Map(), files: [] };
  for (const { path } of entries) {
    if (wanted && !path.toLowerCase().includes(wanted)) continue;
    const parts = path.split('/');
    const file = parts.pop() ?? '';
    let folder = root;
    for (const part of parts) {
      const next = folder.folders.get(part) ?? { folders: new Map(), files: [] };
      folder.folders.set(part, next);
      folder = next;
    }
    folder.files.push(file);
  }
  const rows: TreeRow[] = [];
  const add = ({ folders, files }: Folder, above: string, depth: number) => {
    for (const name of [...folders.keys()].sort()) {
      const path = above + name;
      const isOpen = wanted !== '' || open.has(path);
      rows.push({ path, name, depth, isFolder: true, isOpen });
      if (isOpen) add(folders.get(name) ?? { folders: new Map(), files: [] }, `${path}/`, depth + 1);
    }
    for (const name of files) rows.push({ path: above + name, name, depth, isFolder: false, isOpen: false });
  };
  add(root, '', 1);
  return rows;
}

/** The folders that a file lies in. */
export function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
