import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Of a session that nobody waits for: a thirtieth of the others' weight, a third of that of a build's proofs. */
const BEHIND = '15';
const NORMAL = '0';
/** The kernel takes one such change per tenth of a second from all who are not root. */
const TRY_AGAIN_MS = 150;
const TRIES = 20;

/**
 * Lets the other sessions of this machine go first, or takes that back. Where the kernel does not group processes by session
 * (a cgroup of its own per container) there is nothing to do: the container's share decides.
 * @param pid leader of a session (a child that was started detached)
 */
export async function setBehind(pid: number, behind: boolean): Promise<void> {
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      return await writeFile(`/proc/${pid}/autogroup`, behind ? BEHIND : NORMAL);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      await sleep(TRY_AGAIN_MS);
    }
  }
}
