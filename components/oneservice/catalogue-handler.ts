import { createHash } from "node:crypto";
import { z } from "zod";
import {
  type Catalogue,
  catalogueApiSchema,
  catalogueDigest,
  checkTogether,
  parseCatalogue,
} from "../../services/oneservice/catalogue";
import { catalogueFile, writeCatalogue } from "../../services/oneservice/catalogue-file";
import { ensureSecret, hasSecret } from "../process/secrets";
import { secretsFolder } from "../process/stack-folders";
import type { Change, ReadResult, ResourceHandler } from "../provider/resource-handler";
import { GatewayUnreachableError, putCatalogue, servedDigest } from "./gateway-client";

const inputs = z
  .object({
    /** `host:port` of the gateway. */
    address: z.string().min(1),
    /** Absolute path of `.strata/<stack>`. */
    stackFolder: z.string().startsWith("/", "must be an absolute path"),
    /** The Plan's APIs. */
    apis: z.array(catalogueApiSchema),
    /** The Plan's consumers; each one's key is the secret `consumers/<name>`, made on first use. */
    consumers: z.array(
      z.object({ name: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/i, "must be letters, digits, _ or -") }),
    ),
    /** Whether the gateway serves exactly this. A refresh sets it to false in the state when it does not. */
    served: z.boolean().default(true),
  })
  .superRefine((value, context) => checkTogether(value.apis, value.consumers, context));

/** Inputs of `strata:oneservice:Catalogue`. */
export type CatalogueInputs = z.output<typeof inputs>;
/** Outputs of `strata:oneservice:Catalogue`: the inputs, and the SHA-256 of what the gateway serves. */
export type CatalogueOutputs = CatalogueInputs & { readonly digest: string };

const ID = "catalogue";

/** What the gateway serves to whom. A change is live when `update` returns; requests in flight end on the old one. */
export const handler: ResourceHandler<CatalogueInputs, CatalogueOutputs> = {
  type: "strata:oneservice:Catalogue",
  inputs,
  replaceOn: ["stackFolder"],

  async probe(_id, _olds, news, context): Promise<readonly Change[]> {
    const secrets = secretsFolder(news.stackFolder);
    if (!news.consumers.every(({ name }) => hasSecret(secrets, keySecret(name)))) {
      return [{ property: "consumers", kind: "update" }];
    }
    try {
      const served = await servedDigest(news.address, news.stackFolder);
      return served === catalogueDigest(catalogueOf(news)) ? [] : [{ property: "served", kind: "update" }];
    } catch (error) {
      if (!(error instanceof GatewayUnreachableError)) throw error;
      context.warn(`the catalogue can't be verified: ${error.message}`);
      return [];
    }
  },

  async create(news) {
    return { id: ID, outputs: await apply(news) };
  },

  async read(id, olds, context): Promise<ReadResult<CatalogueInputs, CatalogueOutputs>> {
    if (olds === undefined)
      throw new Error(`the catalogue can't be imported (${id}): "pulumi up" puts it into service`);
    const { digest, ...known } = olds;
    let served = known.served;
    try {
      served = (await servedDigest(olds.address, olds.stackFolder)) === digest;
    } catch (error) {
      if (!(error instanceof GatewayUnreachableError)) throw error;
      context.warn(`the catalogue can't be verified: ${error.message}; its last known state is kept`);
    }
    const found = { ...known, served };
    return { found: true, inputs: found, outputs: { ...found, digest } };
  },

  async update(_id, _olds, news) {
    return apply(news);
  },

  async delete(_id, olds, context) {
    const empty: Catalogue = { version: 1, apis: [], consumers: [] };
    writeCatalogue(catalogueFile(olds.stackFolder), empty);
    try {
      await putCatalogue(olds.address, olds.stackFolder, empty);
    } catch (error) {
      if (!(error instanceof GatewayUnreachableError)) throw error;
      context.status("the gateway is not running; it will start without APIs");
    }
  },
};

async function apply(news: CatalogueInputs): Promise<CatalogueOutputs> {
  const catalogue = catalogueOf(news);
  // The file comes first: a gateway that dies between the two starts with the new catalogue.
  writeCatalogue(catalogueFile(news.stackFolder), catalogue);
  const digest = await putCatalogue(news.address, news.stackFolder, catalogue);
  const wanted = catalogueDigest(catalogue);
  if (digest !== wanted)
    throw new Error(
      `the OneService gateway at ${news.address} serves another catalogue than it was given; run again`,
    );
  return { ...news, digest: wanted };
}

/** Name of the secret with a consumer's key. */
function keySecret(consumer: string): string {
  return `consumers/${consumer}`;
}

function catalogueOf({ apis, consumers, stackFolder }: CatalogueInputs): Catalogue {
  const secrets = secretsFolder(stackFolder);
  return parseCatalogue({
    version: 1,
    apis,
    consumers: consumers.map(({ name }) => ({
      name,
      keySha256: createHash("sha256")
        .update(ensureSecret(secrets, keySecret(name)))
        .digest("hex"),
    })),
  });
}
