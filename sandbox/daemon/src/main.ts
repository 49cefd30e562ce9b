import { readConfig } from './config.ts';
import { Daemon } from './daemon.ts';
import { errorText, log } from './log.ts';
import { supervisePreview } from './preview/supervise.ts';
import { createDaemonServer } from './server.ts';

/** The sandbox's daemon: serves E2B's protocol and keeps the app's preview running until SIGTERM. */
const config = readConfig(process.env);
const daemon = new Daemon(config);
const server = createDaemonServer(daemon);
const stopPreview = config.preview ? supervisePreview(config, config.preview) : undefined;

server.listen(config.port, config.host, () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  process.stdout.write(`${JSON.stringify({ ready: true, address: `http://${config.host}:${port}` })}\n`);
});
server.once('error', (error) => {
  log.error(`Cannot listen on ${config.host}:${config.port}: ${errorText(error)}. Is another daemon running there?`);
  process.exit(1);
});

async function stop(): Promise<void> {
  server.close();
  await Promise.all([daemon.close(), stopPreview?.()]);
  server.closeAllConnections();
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
