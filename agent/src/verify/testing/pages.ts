import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { BROWSER_ARGS, findBrowser } from '../../browser/findBrowser.ts';

export interface Pages {
  browser: Browser;
  origin: string;
  close(): Promise<void>;
}

/** Pages on loopback as `answer` gives them, and a browser to open them in. */
export async function servePages(answer: RequestListener): Promise<Pages> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
  return {
    browser,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
