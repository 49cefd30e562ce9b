/** src/features/shop/payment.ts */
export const PAYMENT_FILE = `import { createHmac, timingSafeEqual } from 'node:crypto';
import { currency } from '@/features/shop/settings';

/**
 * Cards, through Stripe's own payment page (Checkout Sessions, https://docs.stripe.com/api/checkout/sessions). Without
 * STRIPE_SECRET_KEY customers pay on pick-up or by invoice. STRIPE_WEBHOOK_SECRET is that of the endpoint /api/stripe.
 */
const settings = () => ({
  key: process.env.STRIPE_SECRET_KEY || undefined,
  webhookSecret: process.env.STRIPE_WEBHOOK_SECRET || undefined,
  api: process.env.STRIPE_API_URL || 'https://api.stripe.com',
});

export const takesCards = (): boolean => settings().key !== undefined;

type Payable = {
  id: string;
  email: string;
  fee: number;
  feeName: string;
  lines: { name: string; unitPrice: number; quantity: number }[];
};

/**
 * Opens a payment for an order.
 * @param page address of the order's page, where the customer comes back to
 * @returns the address of Stripe's page
 * @throws Error where Stripe refuses or cannot be reached
 */
export async function openPayment(order: Payable, page: string): Promise<string> {
  const { key, api } = settings();
  if (!key) throw new Error('STRIPE_SECRET_KEY is not set');
  const items = [
    ...order.lines,
    ...(order.fee > 0 ? [{ name: order.feeName, unitPrice: order.fee, quantity: 1 }] : []),
  ];
  const body = new URLSearchParams({
    mode: 'payment',
    client_reference_id: order.id,
    customer_email: order.email,
    success_url: page,
    cancel_url: page,
  });
  items.forEach(({ name, unitPrice, quantity }, index) => {
    const item = \`line_items[\${index}]\`;
    body.set(\`\${item}[quantity]\`, String(quantity));
    body.set(\`\${item}[price_data][currency]\`, currency.toLowerCase());
    body.set(\`\${item}[price_data][unit_amount]\`, String(unitPrice));
    body.set(\`\${item}[price_data][product_data][name]\`, name);
  });
  const answer = await fetch(\`\${api}/v1/checkout/sessions\`, {
    method: 'POST',
    headers: { Authorization: \`Bearer \${key}\` },
    body,
    signal: AbortSignal.timeout(20_000),
  });
  const session = (await answer.json()) as { url?: string | null; error?: { message?: string } };
  if (!answer.ok || !session.url)
    throw new Error(\`Stripe refused the payment (\${answer.status}): \${session.error?.message ?? 'no address'}\`);
  return session.url;
}

/** How old a message may be, in seconds: an old one may have been recorded and sent again. */
const oldest = 300;

/** Whether a message is Stripe's: an HMAC of its time and text with the endpoint's secret (https://docs.stripe.com/webhooks). */
export function isFromStripe(text: string, header: string | null, now = Date.now()): boolean {
  const { webhookSecret } = settings();
  if (!webhookSecret || !header) return false;
  const parts = header.split(',').map((part) => part.split('=', 2) as [string, string | undefined]);
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  if (!/^\\d{1,12}$/.test(time) || Math.abs(now / 1000 - Number(time)) > oldest) return false;
  const expected = createHmac('sha256', webhookSecret).update(\`\${time}.\${text}\`).digest();
  return parts.some(([name, value = '']) => {
    const given = Buffer.from(value, 'hex');
    return name === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** What Stripe says of a payment that is done; null where a message says something else. */
export function paidOrder(text: string): { id: string; total: number } | null {
  const event = JSON.parse(text) as {
    type?: string;
    data?: {
      object?: {
        client_reference_id?: string | null;
        payment_status?: string;
        amount_total?: number | null;
        currency?: string | null;
      };
    };
  };
  const session = event.data?.object;
  const isDone =
    event.type === 'checkout.session.completed' || event.type === 'checkout.session.async_payment_succeeded';
  if (!isDone || session?.payment_status !== 'paid' || session.currency !== currency.toLowerCase()) return null;
  return session.client_reference_id && typeof session.amount_total === 'number'
    ? { id: session.client_reference_id, total: session.amount_total }
    : null;
}
`;

/** src/features/shop/payment.test.ts */
export const PAYMENT_TEST = `import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isFromStripe, openPayment, paidOrder, takesCards } from '@/features/shop/payment';
import { currency } from '@/features/shop/settings';

let server: Server;
let asked: { path?: string; authorization?: string; body: URLSearchParams }[];

// Speaks as much of Stripe's protocol as opening a payment needs.
beforeEach(async () => {
  asked = [];
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { url: path, headers } = request;
    asked.push({ path, authorization: headers.authorization, body: new URLSearchParams(text) });
    const isKnown = headers.authorization === 'Bearer sk_test_1';
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        isKnown
          ? { id: 'cs_test_1', object: 'checkout.session', url: 'https://checkout.stripe.com/c/pay/cs_test_1' }
          : { error: { type: 'invalid_request_error', message: 'Invalid API Key provided' } },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('STRIPE_API_URL', \`http://127.0.0.1:\${(server.address() as AddressInfo).port}\`);
  vi.stubEnv('STRIPE_SECRET_KEY', 'sk_test_1');
  vi.stubEnv('STRIPE_WEBHOOK_SECRET', 'whsec_1');
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.close();
});

const order = {
  id: '0123456789abcdef',
  email: 'ada@example.com',
  fee: 600,
  feeName: 'Delivery',
  lines: [{ name: 'Mug & bowl', unitPrice: 2250, quantity: 2 }],
};

it('opens a payment of what the order comes to', async () => {
  expect(await openPayment(order, 'https://shop.example/shop/orders/1')).toBe(
    'https://checkout.stripe.com/c/pay/cs_test_1',
  );
  const [{ path, body } = { body: new URLSearchParams() }] = asked;
  expect(path).toBe('/v1/checkout/sessions');
  expect(Object.fromEntries(body)).toMatchObject({
    mode: 'payment',
    client_reference_id: order.id,
    success_url: 'https://shop.example/shop/orders/1',
    'line_items[0][quantity]': '2',
    'line_items[0][price_data][unit_amount]': '2250',
    'line_items[0][price_data][currency]': currency.toLowerCase(),
    'line_items[0][price_data][product_data][name]': 'Mug & bowl',
    'line_items[1][price_data][unit_amount]': '600',
  });
});

it('says what Stripe says against it', async () => {
  vi.stubEnv('STRIPE_SECRET_KEY', 'sk_wrong');
  await expect(openPayment(order, 'https://shop.example')).rejects.toThrow('Invalid API Key');
  vi.stubEnv('STRIPE_SECRET_KEY', '');
  expect(takesCards()).toBe(false);
});

const event = (more: object = {}) =>
  JSON.stringify({
    type: 'checkout.session.completed',
    data: {
      object: {
        client_reference_id: order.id,
        payment_status: 'paid',
        amount_total: 5100,
        currency: currency.toLowerCase(),
        ...more,
      },
    },
  });
const now = Date.now();
const time = Math.floor(now / 1000);
const sign = (text: string, secret = 'whsec_1', at = time) =>
  \`t=\${at},v1=\${createHmac('sha256', secret).update(\`\${at}.\${text}\`).digest('hex')},v0=00\`;

it('believes what Stripe has signed, and nothing else', () => {
  const text = event();
  expect(isFromStripe(text, sign(text), now)).toBe(true);
  expect(isFromStripe(\`\${text} \`, sign(text), now)).toBe(false);
  expect(isFromStripe(text, sign(text, 'whsec_2'), now)).toBe(false);
  expect(isFromStripe(text, sign(text, 'whsec_1', time - 600), now)).toBe(false);
  expect(isFromStripe(text, \`t=\${time},v1=zz\`, now)).toBe(false);
  expect(isFromStripe(text, null, now)).toBe(false);
  vi.stubEnv('STRIPE_WEBHOOK_SECRET', '');
  expect(isFromStripe(text, sign(text, ''), now)).toBe(false);
});

it('reads which order was paid, and how much', () => {
  expect(paidOrder(event())).toEqual({ id: order.id, total: 5100 });
  expect(paidOrder(event({ payment_status: 'unpaid' }))).toBeNull();
  expect(paidOrder(event({ currency: 'xxx' }))).toBeNull();
  expect(paidOrder('{"type":"charge.refunded"}')).toBeNull();
});
`;

/** src/app/shop/orders/[order]/pay/route.ts */
export const PAY_ROUTE = `import { isId } from '@/features/shop/cart';
import { getOrder } from '@/features/shop/orders';
import { openPayment, takesCards } from '@/features/shop/payment';
import { words } from '@/features/shop/words';
import { appUrl } from '@/lib/app-url';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ order: string }> };

/** Sends whoever knows an order's address on to its payment. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { order: id } = await params;
  const order = isId(id) ? await getOrder(id) : null;
  if (!order || !takesCards()) return new Response(null, { status: 404 });
  const page = \`\${await appUrl()}/shop/orders/\${id}\`;
  if (!order.isPayable) return Response.redirect(page, 303);
  try {
    return Response.redirect(await openPayment({ ...order, feeName: words.fee }, page), 303);
  } catch (error) {
    console.error(\`No payment could be opened for order \${order.number}\`, error);
    return new Response(words.payFailed, { status: 502, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
  }
}
`;

/** src/app/api/stripe/route.ts */
export const WEBHOOK_ROUTE = `import { revalidatePath } from 'next/cache';
import { markPaid, ordersPath } from '@/features/shop/orders';
import { isFromStripe, paidOrder } from '@/features/shop/payment';

/** Where Stripe says that an order is paid. It sends a message again until it is answered with 200. */
export async function POST(request: Request): Promise<Response> {
  const text = await request.text();
  if (!isFromStripe(text, request.headers.get('stripe-signature'))) return new Response(null, { status: 400 });
  const paid = paidOrder(text);
  if (paid && (await markPaid(paid.id, paid.total))) revalidatePath(ordersPath, 'layout');
  return Response.json({ received: true });
}
`;
