import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from './replaceFile.ts';
import { quote } from './rootfs.ts';

/**
 * The two small shell programs around a container's program.
 *
 * The shim runs on the host, in a session of its own, and outlives this program: it says who it is (a line of /proc/PID/stat
 * in the file `shim`), waits, and leaves the exit code in the file `exit`; each is written at once, so that who finds one that is not
 * empty finds it whole. File descriptors that it hands down:
 * 3 stdout, 4 stderr, 5 the exit code as init saw it, 6 the environment (NUL-separated), 7 a byte when the program started.
 */
const SHIM_SCRIPT = `cd "$1" || exit 125
shift
read -r stat < /proc/$$/stat
read -r boot < /proc/sys/kernel/random/boot_id
printf '%s\\n' "$boot" "$stat" > shim
"$@"
code=$?
# Killed from outside, init could not say how its program ended.
if [ -s code ]; then read -r code < code; elif [ -s started ]; then code=137; fi
echo "$code" > exit
`;

/**
 * The first process inside: starts the program, passes signals on to it, takes in orphans, and says how the program ended.
 * Descriptors that somebody outside left open go no further, and when memory is short the kernel ends pods first.
 * `set -m` gives the program a process group of its own and leaves its SIGINT alone, which a shell would have it ignore.
 */
const INIT_SCRIPT = `for f in /proc/self/fd/*; do f=\${f##*/}; [ "$f" -gt 7 ] && [ "$f" != 255 ] && eval "exec $f>&-"; done 2>/dev/null
ulimit -c 0
{ echo 500 > /proc/self/oom_score_adj; } 2>/dev/null
trap 't=1; kill -TERM "$c"' TERM; trap 't=1; kill -INT "$c"' INT; trap 't=1; kill -HUP "$c"' HUP; trap 't=1; kill -QUIT "$c"' QUIT
set -m
{ mapfile -d "" -u 6 -t LOCALNODE_E; for LOCALNODE_V in "\${LOCALNODE_E[@]}"; do export "$LOCALNODE_V"; done; unset LOCALNODE_E LOCALNODE_V OLDPWD SHLVL; exec 6<&-; exec "$@"; } </dev/null 1>&3 2>&4 3>&- 4>&- 5>&- 7>&- &
c=$!
set +m
echo 1 >&7
exec >/dev/null 2>&1 3>&- 4>&- 6<&- 7>&-
s=
while :; do
  t=
  wait "$c"; r=$?
  [ $r = 127 ] && [ -n "$s" ] || s=$r
  [ -n "$t" ] || break
done
echo "$s" >&5
exit "$s"
`;

/** Like the beginning of INIT_SCRIPT, for a further command inside a container; the environment comes on descriptor 3. */
const EXEC_SCRIPT = `mapfile -d "" -u 3 -t LOCALNODE_E; for LOCALNODE_V in "\${LOCALNODE_E[@]}"; do export "$LOCALNODE_V"; done; unset LOCALNODE_E LOCALNODE_V OLDPWD SHLVL; cd -- "$1"; shift; exec 3<&-; exec "$@"
`;

/** Where containers find the scripts that run inside: in the folder that is their /etc. */
const INSIDE = '/etc/localnode';

/** Writes the scripts as files, so that a list of processes shows what they run and not how. */
export function writeScripts(systemDir: string, etcDir: string): void {
  replaceFile(shimPath(systemDir), SHIM_SCRIPT);
  mkdirSync(join(etcDir, 'localnode'), { recursive: true, mode: 0o755 });
  replaceFile(join(etcDir, 'localnode', 'init'), INIT_SCRIPT);
  replaceFile(join(etcDir, 'localnode', 'exec'), EXEC_SCRIPT);
}

export function shimPath(systemDir: string): string {
  return join(systemDir, 'shim');
}

/** The command before a container's program, or before a further command. Without namespaces nobody but this node has the files. */
export function insideCommand(script: 'init' | 'exec', bash: string, mode: 'namespaces' | 'none'): string[] {
  if (mode === 'namespaces') return [bash, `${INSIDE}/${script}`];
  return [bash, '-c', script === 'init' ? INIT_SCRIPT : EXEC_SCRIPT, `localnode-${script}`];
}

/** The pod's first process: brings up the loopback interface of the new network namespace, then only holds the namespaces. */
export function pauseScript(options: { hostname: string; network: boolean; mount: string; sleep: string }): string {
  const name = quote(options.hostname);
  // The file is root's, and hostname(1) may be absent.
  const lines = [`hostname ${name} 2>/dev/null || printf %s ${name} 2>/dev/null > /proc/sys/kernel/hostname || :`];
  if (options.network) {
    // The flags file of sysfs needs no tool; the others are for machines where sysfs may not be mounted anew.
    lines.push(
      `{ ${options.mount} -t sysfs none /sys && echo 1 > /sys/class/net/lo/flags; } 2>/dev/null \\`,
      '  || ip link set lo up 2>/dev/null || ifconfig lo up 2>/dev/null || busybox ip link set lo up 2>/dev/null \\',
      `  || perl -e 'socket(S,2,2,0) && ioctl(S,0x8914,pack("a16 s x22","lo",1)) or exit 1' 2>/dev/null \\`,
      '  || { echo "the loopback interface of a new network namespace could not be brought up" >&2; exit 1; }',
    );
  }
  return [...lines, 'echo ready >&3', `exec 3>&- ${options.sleep} infinity`].join('\n');
}
