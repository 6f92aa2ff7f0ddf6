import { join } from "node:path";
import pino from "pino";
import { readSecret } from "../../components/process/secrets";
import { AccessLog } from "./access-log";
import { catalogueFile, readCatalogue, writeCatalogue } from "./catalogue-file";
import { gatewayConfigSchema } from "./gateway-config";
import { GatewayMetrics } from "./gateway-metrics";
import { routingTable } from "./routing-table";
import { type Gateway, gatewayServer } from "./server";
import { Store } from "./store";

const DRAIN_MS = 10_000;

async function main(argument: string | undefined): Promise<void> {
  const config = gatewayConfigSchema.parse(JSON.parse(argument ?? "null"));
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const secrets = join(config.stackFolder, "secrets");
  const store = new Store(
    config.postgres,
    () => readSecret(secrets, config.postgres.secret),
    (error) => log.warn(`connection to the store lost: ${error.message}`),
  );
  const accessLog = new AccessLog(join(config.stackFolder, "logs", "oneservice-access.log"));
  const file = catalogueFile(config.stackFolder);
  const gateway: Gateway = {
    routes: null,
    fault: null,
    store,
    metrics: new GatewayMetrics(),
    accessLog,
    managementToken: readSecret(secrets, "oneservice/management"),
    save: (catalogue) => writeCatalogue(file, catalogue),
    warn: (message) => log.warn(message),
  };
  try {
    const catalogue = readCatalogue(file);
    if (catalogue !== null) gateway.routes = routingTable(catalogue);
  } catch (error) {
    gateway.fault = `the stored catalogue can't be used: ${error instanceof Error ? error.message : String(error)}`;
    log.error(gateway.fault);
  }
  const app = await gatewayServer(gateway);
  await app.listen({ host: "127.0.0.1", port: config.port });
  log.info(`serving catalogue ${gateway.routes?.digest ?? "none"} on http://127.0.0.1:${config.port}`);

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    const late = setTimeout(() => {
      log.warn(`requests still in flight after ${DRAIN_MS} ms are cut off`);
      process.exit(1);
    }, DRAIN_MS);
    late.unref();
    app
      .close()
      .then(() => Promise.all([store.close(), accessLog.close()]))
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        log.error(error instanceof Error ? error.message : String(error));
        process.exit(1);
      });
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

main(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`oneservice: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
