import { limits } from '@appfactory/gateway/graphql/limits';
import { expect, test } from '@jest/globals';
import { print } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { everyQuery, gatewaySchema } from '../src/lib/api/testing/everyQuery.ts';

/** The stand-in gateway has none. */
test('whatever the pages ask is within the limits of the gateway', async () => {
  const yoga = createYoga({ schema: await gatewaySchema(), plugins: [limits()], maskedErrors: false, logging: false });
  for (const [name, document] of await everyQuery()) {
    const answer = await yoga.fetch('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      // As large as pages come: what is asked of each row counts as often.
      body: JSON.stringify({ query: print(document).replaceAll(/first: \$\w+/g, 'first: 24') }),
    });
    const text: unknown = await answer.text();
    expect({ name, text }).toEqual({ name, text: expect.not.stringMatching(/limit of .* exceeded/i) });
  }
});
