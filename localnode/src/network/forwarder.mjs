// Runs inside a pod's network namespace. Accepts on sockets that were opened outside (descriptors 4 and on, one for each port
// given as argument, 0 for none) and joins each connection with 127.0.0.1 of that port inside. Descriptor 3 is a socket at
// which this node asks for any port: one line with the number, then the bytes.
// A descriptor 3 connection answers "ok" or an error code on a line of its own before the bytes.
import { connect, createServer } from 'node:net';

const ports = process.argv.slice(2).map(Number);
const IDLE = { allowHalfOpen: true, noDelay: true };

function join(outer, inner) {
  outer.pipe(inner);
  inner.pipe(outer);
  const end = () => {
    outer.destroy();
    inner.destroy();
  };
  outer.on('error', end).on('close', () => inner.destroy());
  inner.on('error', end).on('close', () => outer.destroy());
}

for (const [index, port] of ports.entries()) {
  createServer({ ...IDLE, pauseOnConnect: true }, (outer) => {
    outer.on('error', () => {});
    const inner = connect({ host: '127.0.0.1', port, ...IDLE });
    // Nobody listens inside: the client sees its connection reset, as it would see it refused.
    inner.once('error', () => outer.resetAndDestroy());
    inner.once('connect', () => {
      outer.resume();
      join(outer, inner);
    });
  }).listen({ fd: 4 + index });
}

createServer({ allowHalfOpen: true }, (outer) => {
  outer.on('error', () => {});
  outer.once('data', (chunk) => {
    outer.pause();
    const end = chunk.indexOf(10);
    const port = Number(chunk.subarray(0, end).toString('latin1'));
    const rest = chunk.subarray(end + 1);
    if (rest.length > 0) outer.unshift(rest);
    const inner = connect({ host: '127.0.0.1', port, ...IDLE });
    inner.once('error', (error) => outer.end(`${error.code ?? 'ERROR'}\n`));
    inner.once('connect', () => {
      outer.write('ok\n');
      join(outer, inner);
      outer.resume();
    });
  });
}).listen({ fd: 3 });

process.on('SIGTERM', () => process.exit(0));
