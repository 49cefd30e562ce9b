import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SpdyConnection } from './connection.ts';
import { dictionary, dictionaryId } from './dictionary.ts';
import { FrameParser } from './frames.ts';
import { HeaderReader, HeaderWriter } from './headerBlock.ts';
import type { SpdyStream } from './stream.ts';

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('over real sockets', () => {
  let listener: net.Server;
  let server: SpdyConnection;
  let client: SpdyConnection;
  let clientSocket: net.Socket;

  beforeEach(async () => {
    listener = net.createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const accepted = once(listener, 'connection') as Promise<[net.Socket]>;
    clientSocket = net.connect((listener.address() as net.AddressInfo).port, '127.0.0.1');
    server = new SpdyConnection((await accepted)[0], 'server');
    client = new SpdyConnection(clientSocket, 'client');
  });

  afterEach(() => {
    client.close();
    server.close();
    listener.close();
  });

  const opened = async () => ((await once(server, 'stream')) as [SpdyStream])[0];

  test('headers arrive, and both directions carry megabytes unchanged', async () => {
    const there = randomBytes(3_000_000);
    const back = randomBytes(3_000_000);
    const stream = client.open(
      new Map([
        ['streamtype', 'stdin'],
        ['port', '80'],
      ]),
    );
    const other = await opened();
    expect(Object.fromEntries(other.headers)).toEqual({ streamtype: 'stdin', port: '80' });
    stream.end(there);
    other.end(back);
    expect(hash(await buffer(other))).toBe(hash(there));
    expect(hash(await buffer(stream))).toBe(hash(back));
  });

  test('a stream whose reader is slow does not lose what was sent', async () => {
    const sent = randomBytes(4_000_000);
    const stream = client.open(new Map([['streamtype', 'stdin']]));
    stream.end(sent);
    const other = await opened();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(other.readableLength).toBeLessThan(sent.length);
    expect(hash(await buffer(other))).toBe(hash(sent));
  });

  test('many streams one after the other share the compression of the connection', async () => {
    for (let round = 0; round < 50; round++) {
      const stream = client.open(
        new Map([
          ['streamtype', 'data'],
          ['requestid', String(round)],
        ]),
      );
      const other = await opened();
      expect(other.headers.get('requestid')).toBe(String(round));
      other.end(`answer ${round}`);
      stream.end();
      expect((await buffer(stream)).toString()).toBe(`answer ${round}`);
    }
  });

  test('destroy on one side ends the stream on the other', async () => {
    const stream = client.open(new Map());
    const other = await opened();
    stream.destroy();
    await once(other, 'close');
  });

  test('a connection that breaks ends its streams', async () => {
    client.open(new Map());
    const other = await opened();
    const closed = once(other, 'close');
    clientSocket.destroy();
    await closed;
    expect(server.closed).toBe(true);
  });

  test('bytes that are not SPDY end the connection with a reason', async () => {
    const closed = once(server, 'close');
    clientSocket.write(Buffer.from('80040001000000ff', 'hex'));
    expect(String((await closed)[0])).toContain('SPDY version 4');
  });
});

test('the dictionary has the checksum that zlib streams name it by', () => {
  let a = 1;
  let b = 0;
  for (const byte of dictionary) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  expect(((b << 16) | a) >>> 0).toBe(dictionaryId);
});

test('frames are found whatever the pieces they arrive in', () => {
  const bytes = Buffer.concat([
    Buffer.from('8003000600000004' + '00000001', 'hex'),
    Buffer.from('0000000301000002', 'hex'),
    Buffer.from('hi'),
  ]);
  for (const size of [1, 3, 7, 100]) {
    const parser = new FrameParser();
    const frames = [];
    for (let at = 0; at < bytes.length; at += size) frames.push(...parser.push(bytes.subarray(at, at + size)));
    expect(frames[0]).toMatchObject({ kind: 'control', type: 6 });
    const data = frames.slice(1).flatMap((frame) => (frame.kind === 'data' ? [frame] : []));
    expect(Buffer.concat(data.map((frame) => frame.payload)).toString()).toBe('hi');
    expect(data.at(-1)).toMatchObject({ streamId: 3, fin: true });
  }
});

test('a header block that would grow without limit is refused', async () => {
  const reader = new HeaderReader();
  const writer = new HeaderWriter();
  const long = new Map([['a', 'x'.repeat(60_000)]]);
  expect((await reader.read(writer.write(long))).get('a')).toHaveLength(60_000);
  const { deflateSync } = await import('node:zlib');
  await expect(new HeaderReader().read(deflateSync(Buffer.alloc(5_000_000), { dictionary }))).rejects.toThrow(
    'over the limit',
  );
});
