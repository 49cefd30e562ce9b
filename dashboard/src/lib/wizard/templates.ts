/** Texts of the manifests in examples/, by path; each is a file of its own, which is fetched when it is wanted. */
const FILES = import.meta.glob<string>('../../../../examples/*.yaml', { query: '?raw', import: 'default' });

/** Text of a manifest. @param name of its file, without the ending */
export async function templateText(name: string): Promise<string> {
  const load = FILES[`../../../../examples/${name}.yaml`];
  if (!load) throw new Error(`There is no template “${name}”.`);
  return load();
}
