import { OFFERS } from '../../gateway/src/environment/offers.ts';

const SERVICES = { resend: 'RESEND_API_KEY', uploadthing: 'UPLOADTHING_TOKEN' };
type Service = keyof typeof SERVICES;

interface Stored {
  lastFour: string;
  tested: 'ok' | 'unreachable';
  setAt: string;
  setBy: string;
}

/** Keys of tenants, for the stand-in gateway: `refused` is refused, `lost` reaches nobody. */
export function mockKeys() {
  const stored = new Map<string, Stored>([
    ['acme/resend', { lastFour: 'x81p', tested: 'ok', setAt: '2026-11-12T09:00:00Z', setBy: 'ada@acme' }],
  ]);
  return {
    keyring: (tenant: string) =>
      Object.entries(SERVICES).map(([service, variable]) => {
        const offer = OFFERS.find(({ variables }) => variables.some(({ name }) => name === variable));
        const known = stored.get(`${tenant}/${service}`);
        return { ...offer, title: offer?.service, service, variable, isSet: known !== undefined, ...known };
      }),

    Mutation: {
      setKey: (_: unknown, { input }: { input: { tenant: string; service: Service; key: string } }) => {
        const { tenant, service, key } = input;
        if (key === 'refused') {
          const message = 'Resend refuses this key: copy it again, or make a new one there.';
          return { __typename: 'Failure', code: 'INVALID', message, field: 'key' };
        }
        const at = new Date().toISOString();
        const tested = key === 'lost' ? 'unreachable' : 'ok';
        stored.set(`${tenant}/${service}`, { lastFour: key.slice(-4), tested, setAt: at, setBy: 'ada@acme' });
        const message = tested === 'ok' ? 'The service knows this key.' : 'The platform did not reach the service.';
        return { __typename: 'StoredKey', tested, message, at };
      },
      removeKey: (_: unknown, { tenant, service }: { tenant: string; service: Service }) => {
        stored.delete(`${tenant}/${service}`);
        return { __typename: 'Done', done: true };
      },
    },
  };
}
