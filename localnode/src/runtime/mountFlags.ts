import { readFileSync, realpathSync } from 'node:fs';

const LOCKED = ['nosuid', 'nodev', 'noexec'];

/**
 * Which restricting options the mounts of this machine have. A bind mount in a user namespace must keep them when it is made
 * read-only: the kernel refuses to drop them (EPERM).
 */
export function mountFlags(mountinfo = readFileSync('/proc/self/mountinfo', 'utf8')): (path: string) => string {
  const mounts = mountinfo
    .split('\n')
    .map((line) => line.split(' '))
    .filter((fields) => fields.length > 6)
    .map((fields) => ({ point: unescaped(fields[4] ?? ''), options: (fields[5] ?? '').split(',') }));
  return (path) => {
    const real = realpathOrSelf(path);
    // The last of several mounts at one place is the one in sight.
    const below = mounts.filter(({ point }) => point === '/' || real === point || real.startsWith(`${point}/`));
    const nearest = below.reduce((best, one) => (one.point.length >= best.point.length ? one : best), {
      point: '',
      options: [] as string[],
    });
    return LOCKED.filter((option) => nearest.options.includes(option))
      .map((option) => `,${option}`)
      .join('');
  };
}

function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

function realpathOrSelf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
