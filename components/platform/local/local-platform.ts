import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { ApiNode } from "../../../jobs/compiler/plan/api-node";
import type { Plan } from "../../../jobs/compiler/plan/plan";
import { AdbTableResource } from "../../adb/table/resource";
import { SubscriptionResource } from "../../dts/subscription/resource";
import { FlinkJobResource } from "../../flink/job/resource";
import { FlinkClusterResource } from "../../flink/local/resource";
import { HologresServerResource } from "../../hologres/local/resource";
import { HologresTableResource } from "../../hologres/table/resource";
import { KafkaServerResource } from "../../kafka/local/resource";
import { TopicResource } from "../../kafka/topic/resource";
import type { CatalogueInputs } from "../../oneservice/catalogue-handler";
import { CatalogueResource } from "../../oneservice/catalogue-resource";
import { GatewayResource } from "../../oneservice/gateway-resource";
import { dataFolder } from "../../process/stack-folders";
import { RdsServerResource } from "../../rds/local/resource";
import { SchemaResource } from "../../rds/schema/resource";
import { ReplayResource } from "../../traffic/replay-resource";
import { childOptions, transformed } from "../child-options";
import type { Platform, PlatformOptions, ProvidePlatform } from "../platform";
import { coreJar } from "./core-jar";
import { jobArguments } from "./job-arguments";
import type { LocalConfig } from "./local-config";
import { type LocalSettings, localSettings } from "./local-settings";
import { schemaOf, serverIdsOf, storeTableOf } from "./table-inputs";

/** Real engines on this machine: starts them, and makes everything in them over their own protocols. */
export function localPlatform(stack: string, config: LocalConfig): ProvidePlatform {
  return (name, plan, options) => new LocalPlatform(name, localSettings(stack, config), plan, options);
}

class LocalPlatform extends pulumi.ComponentResource implements Platform {
  readonly kafka: Platform["kafka"];
  readonly flink: Platform["flink"];
  readonly dts: Platform["dts"];
  readonly hologres: Platform["hologres"];
  readonly adb: Platform["adb"];
  readonly oneservice: Platform["oneservice"];
  readonly #name: string;
  readonly #settings: LocalSettings;
  readonly #schemas: readonly pulumi.Resource[];

  constructor(name: string, settings: LocalSettings, plan: Plan, options: PlatformOptions) {
    super("stratahouse:platform:Local", name, {}, { parent: options.parent });
    this.#name = name;
    this.#settings = settings;
    const child = { parent: this, dependsOn: [...options.dependsOn] };
    const kafka = new KafkaServerResource(`${name}-kafka`, settings.kafka, child);
    const mariadb = new RdsServerResource(`${name}-mariadb`, settings.mariadb, child);
    const postgres = new HologresServerResource(`${name}-postgres`, settings.postgres, child);
    const flink = new FlinkClusterResource(`${name}-flink`, settings.flink, child);
    this.#schemas = plan.sources.map(
      (source) =>
        new SchemaResource(source.name, schemaOf(source, settings.business), {
          parent: this,
          dependsOn: [mariadb],
        }),
    );

    this.kafka = {
      topic: (topic, node, of) =>
        new TopicResource(
          topic,
          transformed(
            {
              bootstrapServers: settings.bootstrapServers,
              name: node.name,
              partitions: node.partitions,
              configs: { ...node.configs },
              lifecycle: node.lifecycle,
              keyed: node.purpose !== "dead-letter",
              table: node.of,
              adopt: false,
            },
            of,
          ),
          childOptions(of, [kafka]),
        ),
    };
    this.hologres = {
      table: (table, node, exported, of) =>
        new HologresTableResource(
          table,
          transformed(
            {
              ...storeTableOf(plan, node, settings.hologres),
              schema: node.schema,
              exportView: exported,
            },
            of,
          ),
          childOptions(of, [postgres]),
        ),
    };
    this.adb = {
      table: (table, node, of) =>
        new AdbTableResource(
          table,
          transformed(storeTableOf(plan, node, settings.adb), of),
          childOptions(of, [mariadb]),
        ),
    };
    const job = (kind: string, jobName: string) => ({
      ...coreJar(),
      restUrl: settings.flinkUrl,
      name: `${kind}-${jobName}`,
      savepointDir: path.join(dataFolder(settings.stackFolder, "flink"), "savepoints"),
      checkpointDir: path.join(dataFolder(settings.stackFolder, "flink"), "checkpoints"),
    });
    this.flink = {
      job: (jobName, _plan, node, of) =>
        new FlinkJobResource(
          jobName,
          transformed(
            {
              ...job("job", node.name),
              entryClass: "io.stratahouse.core.runner.SqlJobRunner",
              programArgs: [...jobArguments(plan, node, settings)],
              parallelism: node.parallelism,
            },
            of,
          ),
          childOptions(of, [flink]),
        ),
    };
    this.dts = {
      subscription: (subscription, source, topics, of) =>
        new SubscriptionResource(
          subscription,
          transformed(
            {
              ...job("dts", source.name),
              subscription: source.name,
              host: settings.business.host,
              port: settings.business.port,
              user: "cdc",
              secret: "rds/cdc",
              secretsDir: settings.secretsDir,
              database: source.database,
              serverIds: serverIdsOf(plan, source),
              serverTimeZone: "UTC",
              tables: source.tables.map(({ name: table, topic, key }) => ({
                name: table,
                topic,
                key: [...key],
                partitions: topics.find((one) => one.name === topic)?.partitions ?? 1,
              })),
              bootstrapServers: settings.bootstrapServers,
              parallelism: 1,
            },
            of,
          ),
          childOptions(of, [flink, ...this.#schemas]),
        ),
    };
    this.oneservice = {
      url: `http://127.0.0.1:${settings.gateway.port}`,
      gateway: (gateway, of) =>
        new GatewayResource(gateway, transformed(settings.gateway, of), childOptions(of, [postgres])),
      catalogue: (catalogue, apis, consumers, of) =>
        new CatalogueResource(
          catalogue,
          transformed(
            {
              address: `127.0.0.1:${settings.gateway.port}`,
              stackFolder: settings.stackFolder,
              apis: apis.map(catalogueApi),
              consumers: consumers.map(({ name: consumer }) => ({ name: consumer })),
              served: true,
            },
            of,
          ),
          childOptions(of),
        ),
    };
    this.registerOutputs({});
  }

  /** Sample traffic begins when everything that it drives is there. */
  complete(options: PlatformOptions): void {
    new ReplayResource(`${this.#name}-traffic`, this.#settings.traffic, {
      parent: this,
      dependsOn: [...this.#schemas, ...options.dependsOn],
    });
  }
}

/** An API as the catalogue takes it: without the hashes, which say nothing to a gateway. The provider checks it. */
function catalogueApi({
  hash: _hash,
  deepHash: _deepHash,
  ...api
}: ApiNode): CatalogueInputs["apis"][number] {
  return structuredClone(api) as unknown as CatalogueInputs["apis"][number];
}
