import { errorText, log } from '../log.ts';
import { PreviewSwitch } from './switch.ts';

/** Serves the app on START_PORT: the standby first, the dev server when it is healthy. Ends both on SIGTERM. */
const startCommand = process.env.START_COMMAND;
if (!startCommand) throw new Error('START_COMMAND is not set: there is nothing to preview.');
const port = Number(process.env.START_PORT ?? 3000);
const host = process.env.PREVIEW_HOST ?? '127.0.0.1';
const preview = new PreviewSwitch();

preview.server.once('error', (error) => {
  log.error(
    `Cannot listen on ${host}:${port}: ${errorText(error)}. Does the app listen there itself? It must use PORT.`,
  );
  process.exit(1);
});
preview.server.listen(port, host, () => {
  const address = preview.server.address();
  if (typeof address === 'object' && address)
    log.info('The preview listens.', { address: `http://${host}:${address.port}` });
  void preview.start({
    startCommand,
    standbyCommand: process.env.STANDBY_COMMAND || undefined,
    healthPath: process.env.START_HEALTH_PATH || '/api/health',
    warmPaths: (process.env.START_WARM_PATHS ?? '/').split(' ').filter(Boolean),
  });
});

async function stop(): Promise<void> {
  await preview.stop();
  process.exit(0);
}
// A daemon that was killed cannot end its preview, and the next one needs the port.
const daemon = process.ppid;
setInterval(() => {
  if (process.ppid !== daemon) void stop();
}, 1_000).unref();
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
