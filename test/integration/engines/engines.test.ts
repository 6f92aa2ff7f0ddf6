import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import * as path from "node:path";
import { Kafka, logLevel } from "kafkajs";
import { createConnection } from "mysql2/promise";
import { Client } from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { handler as flink } from "../../../components/flink/local/server";
import { handler as hologres } from "../../../components/hologres/local/server";
import { handler as kafka } from "../../../components/kafka/local/server";
import { inspectProcess } from "../../../components/process/inspect-process";
import { processEnvironment } from "../../../components/process/proc-filesystem";
import { readSecret } from "../../../components/process/secrets";
import { secretsFolder } from "../../../components/process/stack-folders";
import { handler as rds } from "../../../components/rds/local/server";
import { engineLife, freePort, recordingContext, temporaryStack } from "./engine-case";

let stack: ReturnType<typeof temporaryStack>;
beforeEach(() => {
  stack = temporaryStack();
});
afterEach(() => stack.remove());

it("Kafka lives, dies and comes back with its records", () =>
  engineLife(
    {
      handler: kafka,
      engine: "kafka",
      ports: ["port", "controllerPort"],
      async write(port) {
        const client = kafkaClient(port);
        const admin = client.admin();
        await admin.connect();
        await admin.createTopics({ topics: [{ topic: "t", numPartitions: 1 }] });
        await admin.disconnect();
        const producer = client.producer();
        await producer.connect();
        await producer.send({ topic: "t", messages: [{ value: "1" }] });
        await producer.disconnect();
      },
      async count(port) {
        const admin = kafkaClient(port).admin();
        await admin.connect();
        const [offsets] = await admin.fetchTopicOffsets("t");
        await admin.disconnect();
        return Number(offsets?.high);
      },
    },
    stack.stackFolder,
  ));

it("MariaDB lives, dies and comes back with its rows", () =>
  engineLife(
    {
      handler: rds,
      engine: "mariadb",
      ports: ["port"],
      write: (port, folder) =>
        mariadb(port, folder, "business", "rds/business", async (query) => {
          await query("CREATE TABLE business.t (id INT PRIMARY KEY)");
          await query("INSERT INTO business.t VALUES (1)");
        }),
      count: async (port, folder) => {
        let rows = 0;
        await mariadb(port, folder, "cdc", "rds/cdc", async (query) => {
          rows = (await query("SELECT * FROM business.t")).length;
        });
        return rows;
      },
    },
    stack.stackFolder,
  ));

it("PostgreSQL lives, dies and comes back with its rows", () =>
  engineLife(
    {
      handler: hologres,
      engine: "postgres",
      ports: ["port"],
      write: (port, folder) =>
        postgres(port, folder, "owner", async (client) => {
          await client.query(
            "CREATE SCHEMA dwa; CREATE TABLE dwa.t (id INT PRIMARY KEY); INSERT INTO dwa.t VALUES (1)",
          );
        }),
      count: async (port, folder) => {
        let rows = 0;
        await postgres(port, folder, "writer", async (client) => {
          rows = (await client.query("SELECT * FROM dwa.t")).rows.length;
        });
        return rows;
      },
    },
    stack.stackFolder,
  ));

it("Flink lives, dies and comes back with its checkpoints' folder", () =>
  engineLife(
    {
      handler: flink,
      engine: "flink",
      ports: ["port"],
      write: async () => {},
      count: async (port) => {
        const response = await fetch(`http://127.0.0.1:${port}/overview`);
        return ((await response.json()) as { taskmanagers: number }).taskmanagers;
      },
    },
    stack.stackFolder,
  ));

it("OneService reads the schema export and nothing else", async () => {
  const port = await freePort();
  await hologres.create(hologres.inputs.parse({ stackFolder: stack.stackFolder, port }), recordingContext());
  await postgres(port, stack.stackFolder, "owner", async (client) => {
    await client.query(`
      CREATE SCHEMA dwa; CREATE TABLE dwa.t (id INT PRIMARY KEY); INSERT INTO dwa.t VALUES (1);
      CREATE VIEW export.t AS SELECT * FROM dwa.t`);
  });
  await postgres(port, stack.stackFolder, "oneservice", async (client) => {
    expect((await client.query("SELECT * FROM export.t")).rows).toEqual([{ id: 1 }]);
    for (const refused of [
      "SELECT * FROM dwa.t",
      "CREATE TABLE export.u (id INT)",
      "CREATE TABLE public.u (id INT)",
    ]) {
      await expect(client.query(refused)).rejects.toMatchObject({ code: "42501" });
    }
  });
});

it.each([
  { name: "MariaDB", handler: rds, secret: "rds/root", engine: "mariadb" },
  { name: "PostgreSQL", handler: hologres, secret: "hologres/owner", engine: "postgres" },
])(
  "$name takes new passwords when its secrets are lost, and shows none",
  async ({ handler, secret, engine }) => {
    const { stackFolder } = stack;
    const secrets = secretsFolder(stackFolder);
    const inputs = handler.inputs.parse({ stackFolder, port: await freePort() });
    const context = recordingContext();
    const { id, outputs } = await handler.create(inputs as never, context);
    const before = readSecret(secrets, secret);
    rmSync(secrets, { recursive: true });
    await handler.update(id, outputs as never, inputs as never, context);
    const after = readSecret(secrets, secret);
    expect(after).not.toBe(before);

    const pid = inspectProcess(stackFolder, engine)?.pid ?? 0;
    const visible = [
      readFileSync(`/proc/${pid}/cmdline`, "utf8"),
      [...processEnvironment(pid).values()].join("\n"),
      readFileSync(path.join(stackFolder, "logs", `${engine}.log`), "utf8"),
      JSON.stringify(outputs),
      context.messages.join("\n"),
    ].join("\n");
    for (const password of [before, after]) {
      expect(visible).not.toContain(password);
    }
    for (const name of readdirSync(secrets, { recursive: true, encoding: "utf8" })) {
      const { mode } = statSync(path.join(secrets, name));
      expect(mode & 0o077).toBe(0);
    }
  },
);

function kafkaClient(port: number): Kafka {
  return new Kafka({ brokers: [`127.0.0.1:${port}`], logLevel: logLevel.NOTHING });
}

async function mariadb(
  port: number,
  folder: string,
  user: string,
  secret: string,
  work: (query: (sql: string) => Promise<readonly unknown[]>) => Promise<void>,
): Promise<void> {
  const password = readSecret(secretsFolder(folder), secret);
  const connection = await createConnection({ host: "127.0.0.1", port, user, password });
  try {
    await work(async (sql) => {
      const [rows] = await connection.query(sql);
      return Array.isArray(rows) ? rows : [];
    });
  } finally {
    await connection.end();
  }
}

async function postgres(
  port: number,
  folder: string,
  user: string,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const password = readSecret(secretsFolder(folder), `hologres/${user}`);
  const client = new Client({ host: "127.0.0.1", port, user, password, database: "warehouse" });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
