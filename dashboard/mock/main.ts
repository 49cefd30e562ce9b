import { startMockGateway } from './gateway.ts';

/** The stand-in gateway for `npm run dev -w dashboard`: node dashboard/mock/main.ts */
const { address } = await startMockGateway({ port: 4010 });
process.stdout.write(`The stand-in gateway is up: ${address}/graphql\n`);
