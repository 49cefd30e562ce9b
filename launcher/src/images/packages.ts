import { access, constants, cp, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface Manifest {
  dependencies?: Record<string, string>;
}

/** Copies packages with all that they depend on into `<target>/node_modules`, each once. Throws for one that is not installed. */
export async function copyPackages(names: string[], from: string, target: string): Promise<void> {
  const done = new Set<string>();
  const copy = async (name: string, asker: string): Promise<void> => {
    const source = await findPackage(name, asker);
    if (done.has(name)) return;
    done.add(name);
    const destination = join(target, 'node_modules', name);
    await mkdir(dirname(destination), { recursive: true });
    await cp(source, destination, { recursive: true, mode: constants.COPYFILE_FICLONE });
    const manifest = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as Manifest;
    for (const dependency of Object.keys(manifest.dependencies ?? {})) await copy(dependency, source);
  };
  for (const name of names) await copy(name, from);
}

async function findPackage(name: string, from: string): Promise<string> {
  for (let dir = from; ; dir = dirname(dir)) {
    const path = join(dir, 'node_modules', name);
    if (
      await access(join(path, 'package.json')).then(
        () => true,
        () => false,
      )
    )
      return path;
    if (dir === dirname(dir))
      throw new Error(`the package "${name}" is not installed: run npm install, then start again`);
  }
}
