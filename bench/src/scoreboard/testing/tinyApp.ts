import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Client {
  id: string;
  name: string;
  email: string;
  status: string;
}

/**
 * A small app of plain pages that keeps clients: with navigation, search, forms that refuse, a step, a deletion that asks,
 * and a sign-in. For testing the runner without a platform.
 */
export class TinyApp {
  readonly owner = { email: 'owner@example.com', password: 'a password' };
  readonly #clients = new Map<string, Client>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status = 200, location, cookie, html = '' }) => {
        const headers = {
          'content-type': 'text/html; charset=utf-8',
          ...(location && { location }),
          ...(cookie && { 'set-cookie': cookie }),
        };
        response
          .writeHead(location ? 303 : status, headers)
          .end(`<!doctype html><html lang="en"><body>${html}</body></html>`);
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(
    request: IncomingMessage,
  ): Promise<{ status?: number; location?: string; cookie?: string; html?: string }> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
    const sent = await formOf(request);
    const isIn = request.headers.cookie?.includes('in=yes') ?? false;
    if (pathname === '/')
      return isIn
        ? { location: '/home' }
        : { html: '<main><h1>We mend bikes</h1><h2>Opening hours</h2></main><a href="/sign-in">Sign in</a>' };
    if (pathname === '/sign-in') {
      const right = sent?.get('email') === this.owner.email && sent.get('password') === this.owner.password;
      if (right) return { location: '/home', cookie: 'in=yes; Path=/' };
      return { html: form('/sign-in', `${input('Email', 'email')}${input('Password', 'password')}`, 'Sign in') };
    }
    if (!isIn) return { location: '/sign-in' };
    if (pathname === '/home') return { html: page('Home', '<p>Welcome</p>') };
    if (pathname === '/clients') {
      const rows = [...this.#clients.values()].filter(({ name }) => name.includes(searchParams.get('q') ?? ''));
      const list = rows
        .map(({ id, name, email }) => `<tr><td><a href="/clients/${id}">${name}</a></td><td>${email}</td></tr>`)
        .join('');
      const search =
        '<input type="search" aria-label="Search clients" onchange="location = \'?q=\' + encodeURIComponent(this.value)">';
      return { html: page('Clients', `<a href="/clients/new">New client</a>${search}<table>${list}</table>`) };
    }
    const [, , id = '', verb] = pathname.split('/');
    const client = this.#clients.get(id);
    if (id !== 'new' && !client) return { status: 404, html: page('Not found', '') };
    if (id === 'new' || verb === 'edit') return this.#form(pathname, sent, client);
    if (client && verb === 'approve' && sent) client.status = 'Approved';
    if (verb === 'delete' && sent) {
      this.#clients.delete(id);
      return { location: '/clients' };
    }
    const ask = `<button onclick="document.querySelector('dialog').showModal()">Delete</button><dialog role="dialog">${form(`/clients/${id}/delete`, '', 'Delete')}</dialog>`;
    const step = client?.status === 'Open' ? form(`/clients/${id}/approve`, '', 'Approve') : '';
    return {
      html: page(
        client?.name ?? '',
        `<p>${client?.email}</p><p>${client?.status}</p><a href="/clients/${id}/edit">Edit</a>${step}${ask}`,
      ),
    };
  }

  #form(
    path: string,
    sent: URLSearchParams | undefined,
    client: Client | undefined,
  ): { location?: string; html?: string } {
    const name = sent?.get('name') ?? client?.name ?? '';
    const email = sent?.get('email') ?? client?.email ?? '';
    const wrong = sent ? { name: name === '', email: !email.includes('@') } : { name: false, email: false };
    if (sent && !wrong.name && !wrong.email) {
      const id = client?.id ?? randomUUID();
      this.#clients.set(id, { id, name, email, status: client?.status ?? 'Open' });
      return { location: `/clients/${id}` };
    }
    const fields = `${input('Full name', 'name', name, wrong.name)}${input('E-mail address', 'email', email, wrong.email)}`;
    return { html: page('Client', form(path, fields, 'Save')) };
  }
}

const page = (title: string, html: string) =>
  `<nav><a href="/home">Home</a> <a href="/clients">Clients</a></nav><main><h1>${title}</h1>${html}</main>`;
const form = (action: string, html: string, button: string) =>
  `${ANNOUNCER}<form method="post" action="${action}" novalidate>${html}<button type="submit">${button}</button></form>`;
/** As frameworks tell screen readers which page has come: read by nobody who looks. */
const ANNOUNCER =
  '<p role="alert" style="position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden">Clients</p>';
const input = (label: string, name: string, value = '', wrong = false) =>
  `<label for="${name}">${label}</label><input id="${name}" name="${name}" value="${value}" type="${name === 'password' ? 'password' : 'text'}" aria-invalid="${wrong}" aria-describedby="${name}-note"><span id="${name}-note">${wrong ? 'This is wrong' : ''}</span>`;

async function formOf(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (request.method !== 'POST') return undefined;
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return new URLSearchParams(body);
}
