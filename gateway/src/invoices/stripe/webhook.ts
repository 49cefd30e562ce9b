import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@appfactory/kube/log';
import { Failed } from '../../graphql/failure.ts';
import { requestId } from '../../http/guard.ts';
import { orHttpFailure } from '../../http/httpFailure.ts';
import type { StripeCollecting } from './stripeCollecting.ts';

export const STRIPE_WEBHOOK_PATH = '/stripe/webhook';

/** Bytes; those of an invoice with a hundred lines have less. */
const LARGEST = 1_000_000;

/** Express handler: what Stripe tells. It reads the body itself, since its very bytes are signed. */
export function stripeWebhook(collecting: StripeCollecting, log: Log) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    void orHttpFailure(response, log, async () => {
      const signature = request.headers['stripe-signature'];
      if (request.method !== 'POST' || typeof signature !== 'string') throw notStripe();
      const caller = { requestId: requestId(request), address: request.socket.remoteAddress ?? '' };
      if (!(await collecting.told(await bodyOf(request), signature, caller))) throw notStripe();
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}');
    });
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST) throw notStripe();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function notStripe(): Failed {
  return new Failed(
    'INVALID',
    'This is not signed by Stripe with the secret of this platform (STRIPE_WEBHOOK_SECRET_FILE), or was signed too long ago.',
  );
}
