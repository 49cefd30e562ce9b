/** src/app/shop/orders/[order]/page.tsx */
export const ORDER_PAGE = `import { Check } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { isId } from '@/features/shop/cart';
import { getOrder } from '@/features/shop/orders';
import { takesCards } from '@/features/shop/payment';
import { fill, price } from '@/features/shop/price';
import { words } from '@/features/shop/words';
import { SiteFrame } from '@/features/site/frame';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = {
  title: words.yourOrder,
  robots: { index: false },
  // The address is the key: no other site is told it.
  referrer: 'no-referrer',
};

/** An order for whoever knows its address, which nobody can guess. */
export default async function OrderPage({ params }: { params: Promise<{ order: string }> }) {
  const { order: id } = await params;
  const order = isId(id) ? await getOrder(id) : null;
  if (!order) notFound();
  return (
    <SiteFrame>
      <div className="mx-auto flex max-w-3xl flex-col gap-8 px-5 py-12 md:px-8 md:py-16">
        <header className="flex flex-col items-start gap-4">
          <span className="flex size-12 items-center justify-center rounded-full bg-primary-soft text-primary-text">
            <Check aria-hidden="true" className="size-6" />
          </span>
          <h1 className="text-3xl leading-tight md:text-4xl">{words.thanks}</h1>
          <p className="text-muted-foreground leading-relaxed">
            {fill(words.sentTo, { email: order.email })} {words.keep}
          </p>
        </header>
        <section className="overflow-hidden rounded-xl border bg-card">
          <div className="flex flex-wrap items-center justify-between gap-3 border-b bg-muted px-5 py-4">
            <h2 className="text-base">{fill(words.order, { number: order.number })}</h2>
            <p className="flex items-center gap-2 text-sm">
              <span className="text-muted-foreground">{words.status}</span>
              <span className="rounded-full bg-primary-soft px-3 py-1 font-medium text-primary-text">
                {words.states[order.status] ?? order.status}
              </span>
            </p>
          </div>
          <ul className="divide-y px-5">
            {order.lines.map((line) => (
              <li key={line.id} className="flex justify-between gap-4 py-4">
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  {line.name} <span className="text-muted-foreground">× {line.quantity}</span>
                </span>
                <span className="tabular-nums">{price(line.unitPrice * line.quantity)}</span>
              </li>
            ))}
          </ul>
          <dl className="flex flex-col gap-2 border-t px-5 py-4">
            {order.fee > 0 && (
              <div className="flex justify-between gap-4 text-muted-foreground">
                <dt>{words.fee}</dt>
                <dd className="tabular-nums">{price(order.fee)}</dd>
              </div>
            )}
            <div className="flex justify-between gap-4 font-semibold text-lg">
              <dt>{words.total}</dt>
              <dd className="tabular-nums">{price(order.total)}</dd>
            </div>
          </dl>
        </section>
        <dl className="grid gap-6 sm:grid-cols-2">
          <Fact label={words.yourDetails} value={\`\${order.name}\\n\${order.email}\`} />
          <Fact label={order.way} value={order.address ?? ''} />
          {order.note && <Fact label={words.note} value={order.note} />}
          <Fact label={words.payment} value={order.isPaid ? words.paid : words.toPay} />
        </dl>
        <div className="flex flex-wrap gap-3">
          {takesCards() && order.isPayable && (
            <a
              href={\`/shop/orders/\${id}/pay\`}
              className="inline-flex h-11 items-center rounded-full bg-primary px-6 font-medium text-primary-foreground hover:bg-primary-hover"
            >
              {words.payNow}
            </a>
          )}
          <Link
            href="/shop"
            className="inline-flex h-11 items-center rounded-full border px-6 font-medium hover:bg-muted"
          >
            {words.continue}
          </Link>
        </div>
      </div>
    </SiteFrame>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex flex-col gap-1">
      <dt className="font-medium text-sm">{label}</dt>
      <dd className="whitespace-pre-line text-muted-foreground [overflow-wrap:anywhere]">{value}</dd>
    </div>
  );
}
`;

/** src/features/shop/mails.ts */
export const MAILS_FILE = `import { eq } from 'drizzle-orm';
import { app } from '@/config/app';
import { db } from '@/db';
import { authUsers } from '@/db/schema/auth';
import { OrderEmail } from '@/emails/order';
import { getOrder, ordersPath } from '@/features/shop/orders';
import { fill } from '@/features/shop/price';
import { words } from '@/features/shop/words';
import { appUrl } from '@/lib/app-url';
import { sendMailLater } from '@/lib/mail';

/** Tells the customer and every owner of an order. It is kept by then: a mail server that fails loses nothing. */
export async function mailOrder(id: string): Promise<void> {
  const order = await getOrder(id);
  if (!order) return;
  const url = await appUrl();
  const owners = await db.select({ to: authUsers.email }).from(authUsers).where(eq(authUsers.role, 'owner'));
  const subject = fill(words.mailCustomer, { number: order.number });
  const news = fill(words.mailOwner, { number: order.number });
  sendMailLater(
    {
      to: order.email,
      subject,
      body: OrderEmail({
        title: subject,
        lead: words.mailLead,
        order,
        href: \`\${url}/shop/orders/\${id}\`,
        footer: fill(words.mailFooter, { brand: app.name }),
      }),
    },
    ...owners.map(({ to }) => ({
      to,
      subject: news,
      body: OrderEmail({
        title: news,
        lead: \`\${order.name}, \${order.email}\`,
        order,
        href: \`\${url}\${ordersPath}/\${id}\`,
        footer: fill(words.mailFooter, { brand: app.name }),
      }),
    })),
  );
}
`;

/** src/emails/order.tsx */
export const ORDER_EMAIL_FILE = `import { EmailLayout, EmailText } from '@/emails/layout';
import type { PlacedOrder } from '@/features/shop/orders';
import { price } from '@/features/shop/price';
import { locale } from '@/features/shop/settings';
import { words } from '@/features/shop/words';

/** An order with its lines, to whoever placed it and to the owners. */
export function OrderEmail({
  title,
  lead,
  order,
  href,
  footer,
}: {
  title: string;
  lead: string;
  order: PlacedOrder;
  href: string;
  footer: string;
}) {
  return (
    <EmailLayout
      preview={title}
      title={title}
      action={{ label: words.mailOpen, href }}
      footer={footer}
      language={locale.slice(0, 2)}
    >
      <EmailText>{lead}</EmailText>
      {order.lines.map((line) => (
        <EmailText key={line.id}>
          {line.quantity} × {line.name}: {price(line.quantity * line.unitPrice)}
        </EmailText>
      ))}
      {order.fee > 0 && (
        <EmailText>
          {words.fee}: {price(order.fee)}
        </EmailText>
      )}
      <EmailText>
        <strong>
          {words.total}: {price(order.total)}
        </strong>
        <br />
        {order.way}
        {order.address ? \`: \${order.address}\` : ''}
        {order.note ? (
          <>
            <br />
            {words.note}: {order.note}
          </>
        ) : null}
      </EmailText>
    </EmailLayout>
  );
}
`;
