import { createLog } from '@appfactory/kube/log';
import { readConfig } from './config.ts';
import { Localnode } from './localnode.ts';
import { startServer } from './server/server.ts';

const log = createLog('localnode');

async function main(): Promise<void> {
  // Folders that pods must be able to enter are made with this in mind; private ones say so themselves.
  process.umask(0o022);
  const config = readConfig(process.env);
  const node = await Localnode.open(config, log);
  const server =
    config.kubelet &&
    (await startServer({
      ...config.kubelet,
      containers: node.pods,
      onError: (error) => log.warn({ err: error }, 'the kubelet server failed to answer'),
    }));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void (async () => {
        await server?.close();
        await node.stop();
        process.exit(0);
      })();
    });
  }
  await node.start(server?.port);
  console.log(JSON.stringify({ ready: true, ...(server && { address: `https://127.0.0.1:${server.port}` }) }));
}

main().catch((error: unknown) => {
  log.fatal({ err: error }, 'localnode could not start');
  process.exit(1);
});
