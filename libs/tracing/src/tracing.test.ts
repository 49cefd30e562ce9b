import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Collector, startCollector } from './testing/collector.ts';
import { inSpan, startTracing, traceHeaders } from './tracing.ts';

let collector: Collector;

beforeAll(async () => {
  collector = await startCollector();
});

afterAll(() => collector?.stop());

test('without an endpoint nothing is traced, and the work is done all the same', async () => {
  const tracing = await startTracing('quiet', {});
  expect(await inSpan('work', {}, async () => traceHeaders())).toEqual({});
  await tracing.stop();
});

/** In a process of its own, since what the exporter reads of the environment is the process's. */
async function traced(script: string): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const program = `
    const { inSpan, startTracing, traceHeaders } = await import(${JSON.stringify(join(import.meta.dirname, 'tracing.ts'))});
    const tracing = await startTracing('program');
    ${script}
    await tracing.stop();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { env });
  return stdout.trim();
}

test('what happens within something is its child, also in another program', async () => {
  const printed = await traced(`
    await inSpan('outer', { kind: 'server', attributes: { 'http.request.method': 'POST', absent: undefined } }, () =>
      inSpan('inner', {}, async () => console.log(traceHeaders().traceparent)));`);
  await traced(`await inSpan('elsewhere', { parent: { traceparent: '${printed}' } }, async () => {});`);
  const [inner, outer, elsewhere] = ['inner', 'outer', 'elsewhere'].map((name) =>
    collector.spans.find((span) => span.name === name),
  );
  expect(outer).toMatchObject({ service: 'program', parentSpanId: '', attributes: { 'http.request.method': 'POST' } });
  expect(inner).toMatchObject({ traceId: outer?.traceId, parentSpanId: outer?.spanId, isError: false });
  expect(printed).toBe(`00-${inner?.traceId}-${inner?.spanId}-01`);
  expect(elsewhere).toMatchObject({ traceId: outer?.traceId, parentSpanId: inner?.spanId });
});

test('a failure is told and goes on; a parent that is none begins a new trace', async () => {
  const printed = await traced(`
    await inSpan('fails', { parent: { traceparent: 'no such thing' } }, async () => { throw new Error('broken'); })
      .catch((error) => console.log(error.message));`);
  expect(printed).toBe('broken');
  expect(collector.spans.find(({ name }) => name === 'fails')).toMatchObject({ isError: true, parentSpanId: '' });
});

test('a collector that is away keeps no program from ending', async () => {
  const env = { ...process.env, NODE_OPTIONS: '', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
  const program = `
    const { inSpan, startTracing } = await import(${JSON.stringify(join(import.meta.dirname, 'tracing.ts'))});
    const tracing = await startTracing('program');
    await inSpan('lost', {}, async () => {});
    await tracing.stop();
    console.log('ended');`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { env });
  expect(stdout.trim()).toBe('ended');
});
