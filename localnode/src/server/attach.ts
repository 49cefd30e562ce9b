import type { Containers } from '../runtime/containers.ts';
import type { Address } from './address.ts';
import { exitStatus } from './exitStatus.ts';
import { HttpError } from './httpError.ts';
import { openLog, readLog } from './logFile.ts';
import type { RemoteStreams } from './remoteStreams.ts';

/**
 * Attach follows the container's log from its end on, which is all that can be had: a container's standard input is not kept open
 * here. A client that sends input is told so on stderr.
 */
export function prepareAttach(containers: Containers, address: Address): (streams: RemoteStreams) => Promise<void> {
  const { namespace, pod, container } = address;
  const running = containers.find(namespace, pod, container);
  const path = containers.logPath(namespace, pod, container);
  if (!running || !path)
    throw new HttpError(404, `container "${container}" of pod "${pod}" in namespace "${namespace}" does not run`);
  const ended = () => containers.find(namespace, pod, container)?.restartCount !== running.restartCount;
  return async (streams) => {
    if (streams.stdin)
      (streams.stderr ?? streams.stdout)?.write('localnode: this container takes no input; its output follows\n');
    streams.stdin?.resume();
    streams.resize?.resume();
    const follow = async (stream: 'stdout' | 'stderr' | undefined, to: RemoteStreams['stdout']) => {
      if (!to) return;
      for await (const text of readLog(
        await openLog(path),
        path,
        { follow: true, tailLines: 0, stream },
        ended,
        streams.signal,
      )) {
        if (!to.write(text))
          await new Promise<void>((resolve) => void to.once('drain', resolve).once('close', resolve));
      }
    };
    let failure: string | undefined;
    try {
      // A terminal has one output only: without a stderr stream both kinds of lines go to stdout.
      await Promise.all([
        follow(streams.stderr ? 'stdout' : undefined, streams.stdout),
        follow('stderr', streams.stderr),
      ]);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        failure = `log of container "${container}" cannot be read: ${(error as Error).message}`;
    }
    if (!streams.signal.aborted)
      streams.error.write(exitStatus(failure ? { failure } : { exitCode: 0 }, streams.version));
    await streams.close();
  };
}
