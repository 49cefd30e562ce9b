import { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  controlFrame,
  controlType,
  dataFrameHead,
  type Frame,
  FrameParser,
  flagFin,
  goAwayStatus,
  rstStatus,
  wordsFrame,
} from './frames.ts';
import { HeaderReader, type Headers, HeaderWriter } from './headerBlock.ts';
import { SpdyStream } from './stream.ts';

interface Events {
  /** The peer opened a stream; it is answered already. */
  stream: [SpdyStream];
  /** No frame will come or go any more; the error says why when it was not an orderly end. */
  close: [Error | undefined];
}

const maxStreams = 1000;
const pingMilliseconds = 10_000;

/**
 * One end of a SPDY/3.1 connection over `socket`, as kubectl, the API server and client-go speak it: many streams, half-closed by
 * FIN, ended by RST_STREAM. Sending obeys the socket's back-pressure and not the peer's windows, since these peers never open them;
 * receiving stops reading from the socket while a stream's reader is behind.
 */
export class SpdyConnection extends EventEmitter<Events> {
  readonly #socket: Duplex;
  readonly #streams = new Map<number, SpdyStream>();
  readonly #reader = new HeaderReader();
  readonly #writer = new HeaderWriter();
  readonly #pings: NodeJS.Timeout;
  #nextStream: number;
  #nextPing: number;
  #closed = false;
  #waiting: Promise<void> | undefined;

  constructor(socket: Duplex, role: 'server' | 'client', head: Buffer = Buffer.alloc(0)) {
    super();
    this.#socket = socket;
    this.#nextStream = role === 'server' ? 2 : 1;
    this.#nextPing = this.#nextStream;
    if (head.length > 0) socket.unshift(head);
    // Small frames (a key press, a SYN_REPLY) must not wait for the acknowledgement of the one before.
    if (socket instanceof Socket) socket.setNoDelay(true);
    // Reading is stopped while a slow program has not taken its input: only a write then notices that the peer has gone.
    this.#pings = setInterval(() => this.#ping(), pingMilliseconds).unref();
    socket.on('error', (error: Error) => this.#end(error));
    socket.on('close', () => this.#end(undefined));
    this.#run().then(
      () => this.#end(undefined),
      (error: Error) => this.#end(error),
    );
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Opens a stream towards the peer and does not wait for its answer. */
  open(headers: Headers): SpdyStream {
    const id = this.#nextStream;
    this.#nextStream += 2;
    const stream = this.#add(id, headers);
    const numbers = Buffer.alloc(10);
    numbers.writeUInt32BE(id, 0);
    this.#write(controlFrame(controlType.synStream, 0, Buffer.concat([numbers, this.#writer.write(headers)])));
    return stream;
  }

  /** Says goodbye, sends what is still queued and closes the socket. */
  close(): void {
    if (this.#closed) return;
    this.#write(wordsFrame(controlType.goAway, 0, goAwayStatus.ok));
    this.#end(undefined);
  }

  async #run(): Promise<void> {
    const parser = new FrameParser();
    for await (const bytes of this.#socket as AsyncIterable<Buffer>) {
      for (const frame of parser.push(bytes)) {
        // After the end the rest is read and dropped: leaving the loop would destroy the socket with our last frames in it.
        if (this.#closed) continue;
        if (frame.kind === 'data') await this.#receive(frame);
        else await this.#control(frame);
      }
    }
  }

  async #receive(frame: Extract<Frame, { kind: 'data' }>): Promise<void> {
    const stream = this.#streams.get(frame.streamId);
    if (!stream || stream.destroyed) return;
    if (frame.payload.length > 0) await stream.accept(frame.payload);
    if (frame.fin) stream.finish();
  }

  async #control(frame: Extract<Frame, { kind: 'control' }>): Promise<void> {
    const { type, payload } = frame;
    if (type === controlType.synStream) await this.#synStream(payload, (frame.flags & flagFin) !== 0);
    else if (type === controlType.synReply) await this.#reader.read(payload.subarray(4));
    else if (type === controlType.headers) await this.#reader.read(payload.subarray(4));
    else if (type === controlType.rstStream) this.#streams.get(id(payload))?.reset();
    else if (type === controlType.ping && (payload.readUInt32BE(0) ^ this.#nextPing) & 1)
      this.#write(controlFrame(type, 0, payload));
    // SETTINGS, WINDOW_UPDATE and the answers to our pings ask for nothing; GOAWAY is followed by the end of the socket.
  }

  async #synStream(payload: Buffer, fin: boolean): Promise<void> {
    const streamId = id(payload);
    const headers = await this.#reader.read(payload.subarray(10));
    if (this.#streams.has(streamId))
      return this.#write(wordsFrame(controlType.rstStream, streamId, rstStatus.streamInUse));
    if (this.#streams.size >= maxStreams)
      return this.#write(wordsFrame(controlType.rstStream, streamId, rstStatus.refusedStream));
    const stream = this.#add(streamId, headers);
    const numbers = Buffer.alloc(4);
    numbers.writeUInt32BE(streamId);
    this.#write(controlFrame(controlType.synReply, 0, Buffer.concat([numbers, this.#writer.write(new Map())])));
    if (fin) stream.finish();
    this.emit('stream', stream);
  }

  #add(streamId: number, headers: Headers): SpdyStream {
    const stream = new SpdyStream(streamId, headers, {
      send: (payload, fin) => this.#send(streamId, payload, fin),
      consumed: (bytes) => this.#write(wordsFrame(controlType.windowUpdate, streamId, bytes)),
      reset: () => this.#write(wordsFrame(controlType.rstStream, streamId, rstStatus.cancel)),
      gone: () => this.#streams.delete(streamId),
    });
    this.#streams.set(streamId, stream);
    return stream;
  }

  async #send(streamId: number, payload: Buffer, fin: boolean): Promise<void> {
    if (this.#closed) throw new Error('SPDY connection is closed');
    this.#socket.cork();
    this.#write(dataFrameHead(streamId, payload.length, fin));
    const room = payload.length === 0 || this.#socket.write(payload);
    this.#socket.uncork();
    if (!room) await this.#room();
  }

  /** One pair of listeners for all the streams that wait. */
  #room(): Promise<void> {
    this.#waiting ??= new Promise((resolve) => {
      const done = () => {
        this.#socket.off('drain', done).off('close', done);
        this.#waiting = undefined;
        resolve();
      };
      this.#socket.once('drain', done).once('close', done);
    });
    return this.#waiting;
  }

  #ping(): void {
    this.#write(wordsFrame(controlType.ping, this.#nextPing));
    this.#nextPing = (this.#nextPing + 2) & 0x7fffffff;
  }

  #write(frame: Buffer): void {
    if (!this.#closed && this.#socket.writable) this.#socket.write(frame);
  }

  #end(error: Error | undefined): void {
    if (this.#closed) return;
    if (error) this.#write(wordsFrame(controlType.goAway, 0, goAwayStatus.protocolError));
    this.#closed = true;
    clearInterval(this.#pings);
    this.#reader.close();
    for (const stream of [...this.#streams.values()]) stream.reset();
    this.#streams.clear();
    this.#socket.end(() => this.#socket.destroy());
    this.emit('close', error);
  }
}

function id(payload: Buffer): number {
  return payload.readUInt32BE(0) & 0x7fffffff;
}
