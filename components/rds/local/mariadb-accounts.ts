import { ensureSecret } from "../../process/secrets";

/** An account of the local MariaDB; its password is the secret `secret`. */
interface Account {
  readonly user: string;
  readonly secret: string;
  readonly grants: readonly string[];
}

/** The business database, captured by CDC. */
export const BUSINESS_DATABASE = "business";
/** The database that stands in for ADB. */
export const WAREHOUSE_DATABASE = "warehouse";

const ACCOUNTS: readonly Account[] = [
  { user: "root", secret: "rds/root", grants: ["ALL PRIVILEGES ON *.*"] },
  { user: "business", secret: "rds/business", grants: [`ALL PRIVILEGES ON ${BUSINESS_DATABASE}.*`] },
  {
    user: "cdc",
    secret: "rds/cdc",
    grants: [
      "REPLICATION SLAVE, REPLICATION CLIENT, SHOW DATABASES ON *.*",
      `SELECT ON ${BUSINESS_DATABASE}.*`,
    ],
  },
  {
    user: "traffic",
    secret: "rds/traffic",
    // CREATE is for the table that keeps its own position.
    grants: [`SELECT, INSERT, UPDATE, DELETE, CREATE ON ${BUSINESS_DATABASE}.*`],
  },
  { user: "writer", secret: "adb/writer", grants: [`ALL PRIVILEGES ON ${WAREHOUSE_DATABASE}.*`] },
  { user: "reader", secret: "adb/reader", grants: [`SELECT ON ${WAREHOUSE_DATABASE}.*`] },
];

/**
 * SQL that makes databases, accounts, passwords and grants as declared, whatever was there. The server itself runs it at every start
 * (`init-file`), so a lost secret is healed and no password is ever an argument. One statement a line, as an init file needs.
 */
export function accountStatements(secretsFolder: string): string {
  const lines = [
    "SET SESSION sql_log_bin = 0;",
    ...[BUSINESS_DATABASE, WAREHOUSE_DATABASE].map(
      (name) => `CREATE DATABASE IF NOT EXISTS ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;`,
    ),
    "DROP USER IF EXISTS 'root'@'localhost';",
  ];
  for (const { user, secret, grants } of ACCOUNTS) {
    const account = `'${user}'@'127.0.0.1'`;
    const password = quote(ensureSecret(secretsFolder, secret));
    lines.push(`CREATE USER IF NOT EXISTS ${account} IDENTIFIED BY ${password};`);
    lines.push(`ALTER USER ${account} IDENTIFIED BY ${password};`);
    lines.push(
      ...grants.map((grant) => `GRANT ${grant} TO ${account}${user === "root" ? " WITH GRANT OPTION" : ""};`),
    );
  }
  return `${lines.join("\n")}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
