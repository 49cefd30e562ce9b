// Loaded into the Node programs of pods that have no network namespace of their own (NODE_OPTIONS=--import). A server that listens
// on all addresses, or on this machine's loopback address, listens on the pod's address instead, so that two pods can have
// the same port; and a connection to 127.0.0.1 goes to the pod's own server where there is one on that port.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';

const { LOCALNODE_POD_IP: podIP, LOCALNODE_PORTS: folder } = process.env;
const OWN = new Set(['0.0.0.0', '::', '127.0.0.1', '::1', 'localhost', '']);

if (podIP && folder) {
  const { listen } = net.Server.prototype;
  net.Server.prototype.listen = function (...args) {
    const [first, second] = args;
    if (typeof first === 'object' && first !== null) {
      const isPort = first.port !== undefined && first.port !== null && first.fd === undefined;
      if (isPort && OWN.has(first.host ?? '')) args[0] = { ...first, host: podIP };
    } else if (first === undefined || typeof first === 'function') {
      args.unshift({ port: 0, host: podIP });
    } else if (typeof first === 'number' || /^\d+$/.test(first)) {
      if (typeof second === 'string') {
        if (OWN.has(second)) args[1] = podIP;
      } else {
        args.splice(1, second === undefined || second === null ? 1 : 0, podIP);
      }
    }
    this.once('listening', () => remember(this));
    return Reflect.apply(listen, this, args);
  };

  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (...args) {
    // Inside node:net the arguments arrive already gathered, as one array.
    const gathered = Array.isArray(args[0]) ? args[0] : args;
    const options = typeof gathered[0] === 'object' ? gathered[0] : undefined;
    const port = Number(options ? options.port : gathered[0]);
    const host = options ? options.host : typeof gathered[1] === 'string' ? gathered[1] : undefined;
    if (Number.isInteger(port) && OWN.has(host ?? '') && isOurs(port)) {
      if (options) gathered[0] = { ...options, host: podIP };
      else if (typeof gathered[1] === 'string') gathered[1] = podIP;
      else gathered.splice(1, 0, podIP);
    }
    return Reflect.apply(connect, this, args);
  };
}

/** Whether a program of this pod listens on the port; one that was killed leaves its file. */
function isOurs(port) {
  try {
    return process.kill(Number(readFileSync(join(folder, String(port)), 'utf8')), 0);
  } catch {
    return false;
  }
}

function remember(server) {
  const address = server.address();
  if (address === null || typeof address !== 'object' || address.address !== podIP) return;
  const file = join(folder, String(address.port));
  const forget = () => rmSync(file, { force: true });
  writeFileSync(file, String(process.pid));
  server.once('close', forget);
  process.once('exit', forget);
}
