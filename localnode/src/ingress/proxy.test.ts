import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Apps, until } from './testing/apps.ts';

jest.setTimeout(60_000);

const host = 'crm.default.localhost';
let apps: Apps;

beforeEach(async () => {
  apps = new Apps();
  await apps.start();
});

afterEach(() => apps.close());

/** What the app sees of a request. */
async function echo(): Promise<void> {
  const { port } = await apps.http((incoming, response) => {
    response.end(JSON.stringify({ url: incoming.url, method: incoming.method, headers: incoming.headersDistinct }));
  });
  apps.set(host, port);
}

interface Seen {
  url: string;
  headers: Record<string, string[]>;
}

const seenBy = async (answer: Promise<NodeJS.ReadableStream>) => JSON.parse(await text(await answer)) as Seen;

describe('what is passed on', () => {
  test('the browser’s Host with its port, and who asked, in place of what the client claims', async () => {
    await echo();
    const claims = {
      'x-forwarded-for': '6.6.6.6',
      'X-Forwarded-Proto': 'https',
      x_forwarded_host: 'bank',
      forwarded: 'for=6',
      'x-real-ip': '6',
    };
    const { url, headers } = await seenBy(apps.send(`${host}:8080`, { path: '/a%2Fb?q=1', headers: claims }));
    expect(url).toBe('/a%2Fb?q=1');
    expect(headers.host).toEqual([`${host}:8080`]);
    expect(headers['x-forwarded-for']).toEqual(['127.0.0.1']);
    expect(headers['x-forwarded-host']).toEqual([`${host}:8080`]);
    expect(headers['x-forwarded-proto']).toEqual(['http']);
    for (const name of ['x_forwarded_host', 'forwarded', 'x-real-ip']) expect(headers).not.toHaveProperty(name);
  });

  test('headers of the connection stay behind, Host and length do not let themselves be taken away', async () => {
    await echo();
    const headers = {
      connection: 'keep-alive, x-secret, host, content-length',
      'x-secret': '1',
      te: 'trailers',
      'content-length': '2',
    };
    const seen = await seenBy(apps.send(host, { method: 'POST', headers, body: 'ab' }));
    expect(seen.headers).not.toHaveProperty('x-secret');
    expect(seen.headers).not.toHaveProperty('te');
    expect(seen.headers['content-length']).toEqual(['2']);
  });

  test('repeated cookies stay repeated, and none is for the neighbours', async () => {
    const { port } = await apps.http((_, response) => {
      response.setHeader('set-cookie', [
        'a=1; Path=/; Domain=default.localhost; HttpOnly',
        'b=2;domain=.localhost',
        'c=domain=x',
      ]);
      response.end();
    });
    apps.set(host, port);
    const answer = await apps.send(host);
    expect(answer.headers['set-cookie']).toEqual(['a=1; Path=/; HttpOnly', 'b=2', 'c=domain=x']);
  });

  test('a large upload without a length, and a large answer, unchanged', async () => {
    const { port } = await apps.http((incoming, response) => void incoming.pipe(response));
    apps.set(host, port);
    const bytes = randomBytes(20 << 20);
    const sent = request({ port: apps.port, method: 'POST', headers: { host }, agent: false });
    const answered = once(sent, 'response') as Promise<[import('node:http').IncomingMessage]>;
    for (let at = 0; at < bytes.length; at += 1 << 20) sent.write(bytes.subarray(at, at + (1 << 20)));
    sent.end();
    const back = await buffer((await answered)[0]);
    expect(createHash('sha256').update(back).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  test('an answer flows as it is written, and stops when the browser does not read', async () => {
    let written = 0;
    const { port } = await apps.http((_, response) => {
      response.write('first');
      const more = () => {
        while (response.write(Buffer.alloc(64 << 10))) written += 64 << 10;
        response.once('drain', more);
      };
      more();
    });
    apps.set(host, port);
    const answer = await apps.send(host);
    await once(answer, 'readable');
    expect(String(answer.read(5))).toBe('first');
    let before = -1;
    while (before !== written) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(written).toBeLessThan(30 << 20);
    answer.destroy();
    await until(() => apps.open === 0);
  });
});

describe('apps that fail', () => {
  test('an answer that is cut off arrives as one that is cut off', async () => {
    const { port } = await apps.http((_, response) => {
      response.write('half');
      setTimeout(() => response.destroy(), 50);
    });
    apps.set(host, port);
    await expect(text(await apps.send(host))).rejects.toThrow('aborted');
  });

  test('a kept connection that ends just as it is used: a GET is sent again, a POST never meets one', async () => {
    // Answers once per connection and then breaks it at the next request, as a server at the end of its patience does.
    const port = await apps.tcp((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        socket.once('data', () => socket.resetAndDestroy());
      });
    });
    apps.set(host, port);
    for (let round = 0; round < 4; round++) {
      expect(await text(await apps.send(host))).toBe('ok');
      expect(await text(await apps.send(host, { method: 'POST', body: 'x' }))).toBe('ok');
    }
  });

  test('a pod that takes no connection is passed over, with the whole body', async () => {
    const { port } = await apps.http((incoming, response) => void incoming.pipe(response));
    apps.set(host, 1, port, 2);
    for (let round = 0; round < 4; round++)
      expect(await text(await apps.send(host, { method: 'POST', body: `body ${round}` }))).toBe(`body ${round}`);
  });

  test('a POST that a pod broke off is not sent again', async () => {
    let requests = 0;
    const port = await apps.tcp((socket) => {
      socket.once('data', () => {
        requests++;
        socket.resetAndDestroy();
      });
    });
    apps.set(host, port);
    const answer = await apps.send(host, { method: 'POST', body: 'pay', headers: { accept: 'text/html' } });
    expect(answer.statusCode).toBe(502);
    expect(await text(answer)).toContain('The app broke off');
    expect(requests).toBe(1);
  });

  test('an answer that is not HTTP, has two lengths, or headers without end, is a 502 and nothing of it comes through', async () => {
    const answers = [
      'SSH-2.0\r\n\r\n',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nHTTP/1.1 200 OK\r\nX-Injected: 1\r\n\r\n',
      'HTTP/1.1 200 OK\r\nX-A: a\rX-Injected: 1\r\n\r\n',
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nHTTP/1.1 200 OK\r\nX-Injected: 1\r\n\r\n',
      `HTTP/1.1 200 OK\r\n${`X-Long: ${'x'.repeat(8000)}\r\n`.repeat(20)}\r\n`,
    ];
    for (const bytes of answers) {
      apps.set(host, await apps.tcp((socket) => void socket.once('data', () => socket.end(bytes))));
      const answer = await apps.send(host);
      expect({ status: answer.statusCode, injected: answer.headers['x-injected'] }).toEqual({
        status: 502,
        injected: undefined,
      });
      answer.resume();
    }
  });

  test('more than an answer: what follows it is not the answer to anybody’s next request', async () => {
    const port = await apps.tcp((socket) => {
      socket.on('data', () =>
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil'),
      );
    });
    apps.set(host, port);
    for (let round = 0; round < 6; round++) expect(await text(await apps.send(host))).toBe('ok');
  });
});

describe('no pod is ready', () => {
  test('the request waits for one, with its body', async () => {
    apps.set(host);
    const answer = apps.send(host, { method: 'POST', body: 'patience' });
    const { port } = await apps.http((incoming, response) => void incoming.pipe(response));
    apps.set(host, port);
    expect(await text(await answer)).toBe('patience');
  });

  test('a GET that lost its pod goes to the next one', async () => {
    const { port: next } = await apps.http((_, response) => response.end('next'));
    const port = await apps.tcp((socket) => {
      socket.once('data', () => {
        apps.set(host);
        socket.resetAndDestroy();
        setTimeout(() => apps.set(host, next), 50);
      });
    });
    apps.set(host, port);
    expect(await text(await apps.send(host))).toBe('next');
  });

  test('after a while it is told what is going on', async () => {
    await apps.close();
    apps = new Apps();
    await apps.start(300);
    apps.set(host);
    const page = await apps.send(host, { headers: { accept: 'text/html,*/*' } });
    expect(page.statusCode).toBe(503);
    expect(page.headers['retry-after']).toBe('2');
    const shown = await text(page);
    expect(shown).toContain('CrashLoopBackOff');
    expect(shown).toContain('http-equiv="refresh"');
    const line = await apps.send(host, { method: 'POST', body: 'x', headers: { accept: 'application/json' } });
    expect(await text(line)).toMatch(/^The app is not ready: /);
    apps.set(host, 1);
    expect((await apps.send(host)).statusCode).toBe(503);
  });

  test('one that leaves while it waits is forgotten', async () => {
    apps.set(host);
    const sent = request({ port: apps.port, headers: { host }, agent: false }).end();
    sent.on('error', () => {});
    await until(() => apps.listenerCount('change') === 1);
    sent.destroy();
    await until(() => apps.listenerCount('change') === 0);
  });
});

describe('requests that are not passed on', () => {
  test.each([
    ['an unknown host', 'GET / HTTP/1.1\r\nHost: <b>x</b>.localhost\r\n', 400],
    ['a host that nobody has', 'GET / HTTP/1.1\r\nHost: shop.default.localhost\r\n', 404],
    ['no host', 'GET / HTTP/1.1\r\n', 400],
    ['two hosts', `GET / HTTP/1.1\r\nHost: ${host}\r\nHost: other\r\n`, 400],
    ['another host in the target', `GET http://other/ HTTP/1.1\r\nHost: ${host}\r\n`, 400],
    ['no path', `OPTIONS * HTTP/1.1\r\nHost: ${host}\r\n`, 400],
    ['two lengths', `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1\r\nContent-Length: 2\r\n`, 400],
    [
      'a length and chunks',
      `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n`,
      400,
    ],
    ['another coding', `POST / HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: gzip, chunked\r\n`, 400],
    ['headers without end', `GET / HTTP/1.1\r\nHost: ${host}\r\n${`X-Long: ${'x'.repeat(8000)}\r\n`.repeat(9)}`, 431],
  ])('%s', async (_, head, status) => {
    let asked = 0;
    const { port } = await apps.http((_, response) => {
      asked++;
      response.end();
    });
    apps.set(host, port);
    const answer = await apps.raw(`${head}Connection: close\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).not.toContain('default.localhost:');
    expect(asked).toBe(0);
  });

  test('an upgrade to anything but a WebSocket is a plain request', async () => {
    await echo();
    const { headers } = await seenBy(
      apps.send(host, { headers: { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'x' } }),
    );
    expect(headers).not.toHaveProperty('upgrade');
    expect(headers).not.toHaveProperty('http2-settings');
  });

  test('a client that hangs up in the middle of its headers disturbs nobody', async () => {
    await echo();
    const socket = connect(apps.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.end(`GET / HTTP/1.1\r\nHost: ${host}\r\nX-`);
    socket.resume();
    await once(socket, 'close');
    expect((await apps.send(host)).statusCode).toBe(200);
  });
});
