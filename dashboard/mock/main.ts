import { startMockGateway } from './gateway.ts';
import { someNews } from './news.ts';

/** The stand-in gateway for `npm run dev -w dashboard`: node dashboard/mock/main.ts */
const { address, news } = await startMockGateway({ port: 4010 });
for (const [name, items] of someNews()) news.set(name, items);
process.stdout.write(`The stand-in gateway is up: ${address}/graphql\n`);
