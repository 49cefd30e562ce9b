/** The sum over all series of one counter or gauge in a program's /metrics; 0 where there is none. */
export async function metric(address: string, name: string): Promise<number> {
  const answer = await fetch(`${address}/metrics`);
  if (!answer.ok) throw new Error(`${address}/metrics answered ${answer.status}`);
  const lines = (await answer.text()).split('\n').filter((line) => new RegExp(`^${name}[{ ]`).test(line));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

/** Requests that a program has sent to the API server since it started. */
export function apiRequests(address: string): Promise<number> {
  return metric(address, 'rest_client_requests_total');
}
