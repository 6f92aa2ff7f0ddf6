import { z } from "zod";
import type { Catalogue } from "../../services/oneservice/catalogue";
import { readSecret } from "../process/secrets";
import { secretsFolder } from "../process/stack-folders";

/** Name of the secret that admits to the gateway's management. */
export const MANAGEMENT_SECRET = "oneservice/management";

/** The gateway does not answer at its address: says nothing about its catalogue. */
export class GatewayUnreachableError extends Error {}

const TIMEOUT_MS = 5_000;

const answerSchema = z.object({ digest: z.string().nullable(), fault: z.string().nullish() });

/** Digest of the catalogue that the gateway at `host:port` serves; null when it serves none. */
export async function servedDigest(address: string, stackFolder: string): Promise<string | null> {
  return (await ask(address, stackFolder, { method: "GET" })).digest;
}

/** Puts a catalogue into service and returns its digest; throws with the gateway's reasons when it is refused. */
export async function putCatalogue(
  address: string,
  stackFolder: string,
  catalogue: Catalogue,
): Promise<string | null> {
  const body = JSON.stringify(catalogue);
  return (await ask(address, stackFolder, { method: "PUT", body })).digest;
}

async function ask(
  address: string,
  stackFolder: string,
  request: { readonly method: string; readonly body?: string },
) {
  const token = readSecret(secretsFolder(stackFolder), MANAGEMENT_SECRET);
  let answer: Response;
  try {
    answer = await fetch(`http://${address}/-/catalogue`, {
      ...request,
      headers: {
        authorization: `Bearer ${token}`,
        connection: "close",
        ...(request.body === undefined ? {} : { "content-type": "application/json" }),
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new GatewayUnreachableError(`the OneService gateway at ${address} does not answer`, {
      cause: error,
    });
  }
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(`the OneService gateway at ${address} answers ${answer.status}: ${text.slice(0, 2_000)}`);
  return answerSchema.parse(JSON.parse(text));
}
