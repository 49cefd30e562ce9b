import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** An address that answers 200 when the part is ready; PEM texts where it speaks TLS. */
export interface HealthCheck {
  url: string;
  ca?: string;
  cert?: string;
  key?: string;
}

/** One try; every failure means "not yet". */
export function isHealthy(check: HealthCheck, timeout = 2000): Promise<boolean> {
  const { url, ...tls } = check;
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const sent = request(url, { ...tls, agent: false, timeout }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer')));
    sent.on('error', () => resolve(false));
    sent.end();
  });
}
