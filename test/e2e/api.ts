import { ports, secret } from "./connections";

/** Asks the warehouse's API as the consumer `dashboard`. `path`: below `/v1/`, with its query. */
export async function api(path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const response = await fetch(`http://127.0.0.1:${ports.oneservice}/v1/${path}`, {
    headers: { authorization: `Bearer ${secret("consumers/dashboard")}` },
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return ((await response.json()) as { data: Readonly<Record<string, unknown>>[] }).data;
}
