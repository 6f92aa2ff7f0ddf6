import { createHash, timingSafeEqual } from "node:crypto";
import { type ApiView, apiView } from "./api-view";
import { type Catalogue, type CatalogueApi, catalogueDigest } from "./catalogue";

/** A catalogue made ready for requests. Frozen: a change makes a new one, requests in flight end on the old. */
export interface RoutingTable {
  readonly digest: string;
  /** By id and by name. */
  readonly apis: ReadonlyMap<string, CatalogueApi>;
  /** The consumer that a key belongs to, or null. */
  authenticate(key: string): string | null;
  /** What the consumer may see of the API, or null. */
  view(api: CatalogueApi, consumer: string): ApiView | null;
  /** Everything that the consumer may see, in order of name. */
  viewsOf(consumer: string): readonly ApiView[];
}

/** Compiles a checked catalogue. */
export function routingTable(catalogue: Catalogue): RoutingTable {
  const apis = new Map<string, CatalogueApi>();
  for (const api of catalogue.apis) apis.set(api.id, api).set(api.name, api);
  const views = new Map<string, ApiView>();
  for (const api of catalogue.apis)
    for (const { name } of catalogue.consumers) {
      const view = apiView(api, name);
      if (view !== null) views.set(viewKey(api, name), view);
    }
  const keys = catalogue.consumers.map(({ name, keySha256 }) => ({
    name,
    hash: Buffer.from(keySha256, "hex"),
  }));
  return Object.freeze({
    digest: catalogueDigest(catalogue),
    apis,
    authenticate(key: string): string | null {
      const given = createHash("sha256").update(key).digest();
      let found: string | null = null;
      for (const { name, hash } of keys) if (timingSafeEqual(given, hash)) found = name;
      return found;
    },
    view: (api: CatalogueApi, consumer: string) => views.get(viewKey(api, consumer)) ?? null,
    viewsOf: (consumer: string) =>
      [...views.values()]
        .filter((view) => view.consumer === consumer)
        .sort((a, b) => (a.api.name < b.api.name ? -1 : 1)),
  });
}

function viewKey(api: CatalogueApi, consumer: string): string {
  return `${api.id}\n${consumer}`;
}
