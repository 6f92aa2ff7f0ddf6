import type { OperationContext } from "../provider/operation-context";
import type { Change, CheckFailure, ReadResult, ResourceHandler } from "../provider/resource-handler";
import { ShortLivedCache } from "../provider/short-lived-cache";
import {
  allowDeleteHint,
  deletionVerdict,
  isDeletionAllowed,
  refusedDeletion,
} from "../warehouse/deletion-guard";
import { DatabaseUnreachableError } from "./database-unreachable";
import { createTable, declaredTable, qualifiedName } from "./dialect";
import type { TableDefinition } from "./table-definition";
import { destructiveDifferences, diffTable, type TableDifference } from "./table-diff";
import type { StoreTableInputs } from "./table-inputs";
import { addressKey, type DatabaseSnapshot, type TableSystem } from "./table-system";

const SNAPSHOT_MAX_AGE_MS = 1_000;

/**
 * The handler of a store's tables. Columns are added and widened in place; what would lose rows or values is refused
 * unless `STRATA_ALLOW_DELETE` names the table, which then is dropped and created anew.
 */
export function tableHandler<I extends StoreTableInputs, S extends DatabaseSnapshot>(
  system: TableSystem<I, S>,
): ResourceHandler<I, I> {
  const snapshots = new ShortLivedCache<S>(SNAPSHOT_MAX_AGE_MS);
  const queues = new Map<string, Promise<void>>();
  const keyOf = (inputs: I) =>
    `${inputs.host}:${inputs.port}/${inputs.database}/${inputs.user}/${inputs.secretsDir}`;
  const look = (inputs: I) => snapshots.get(keyOf(inputs), () => system.load(inputs));
  const declared = (inputs: I) => declaredTable(system.dialect, inputs.columns, inputs.key);
  const title = (inputs: I) => `${system.system} table ${addressKey(system.address(inputs))}`;
  const idOf = (inputs: I) => inputs.table ?? addressKey(system.address(inputs));

  async function find(
    inputs: I,
  ): Promise<{ readonly snapshot: S; readonly table: TableDefinition | undefined }> {
    const snapshot = await look(inputs);
    return { snapshot, table: snapshot.tables.get(addressKey(system.address(inputs))) };
  }

  /** One change at a time per database: two that make the same schema or grant on it would fail one another. */
  function execute(inputs: I, statements: readonly string[]): Promise<void> {
    const key = keyOf(inputs);
    const turn = (queues.get(key) ?? Promise.resolve()).then(async () => {
      try {
        await system.execute(inputs, statements);
      } finally {
        snapshots.forget(key);
      }
    });
    queues.set(
      key,
      turn.catch(() => undefined),
    );
    return turn;
  }

  function creation(inputs: I, snapshot: S): readonly string[] {
    const address = system.address(inputs);
    return [
      ...system.prepare(inputs, snapshot),
      createTable(system.dialect, address, declared(inputs)),
      ...commentOn(inputs),
      ...system.companions(inputs, snapshot),
    ];
  }

  function commentOn(inputs: I): readonly string[] {
    return inputs.comment === undefined
      ? []
      : [system.dialect.comment(system.address(inputs), inputs.comment)];
  }

  function rebuild(inputs: I, snapshot: S): readonly string[] {
    const drop = `DROP TABLE ${qualifiedName(system.dialect, system.address(inputs))}`;
    return [...system.release(inputs), drop, ...creation(inputs, snapshot)];
  }

  function refusal(inputs: I, differences: readonly TableDifference[]): string {
    const list = differences.map((difference) => difference.text).join("; ");
    return (
      `${title(inputs)}: ${list}. This can't be changed without losing data. Declare it as it is, or to drop the table ` +
      `with its rows and create it anew name it: ${allowDeleteHint(idOf(inputs))}`
    );
  }

  async function converge(inputs: I, context: OperationContext): Promise<void> {
    const { snapshot, table } = await find(inputs);
    if (table === undefined) {
      await execute(inputs, creation(inputs, snapshot));
      context.info(`${title(inputs)} was gone and is created anew, empty`);
      return;
    }
    const differences = diffTable(system.dialect, declared(inputs), table);
    const destructive = destructiveDifferences(differences);
    if (destructive.length > 0) {
      if (!isDeletionAllowed(idOf(inputs))) {
        throw new Error(refusal(inputs, destructive));
      }
      await execute(inputs, rebuild(inputs, snapshot));
      context.warn(
        `${title(inputs)} was dropped with its rows and created anew, as allowed for ${idOf(inputs)}`,
      );
      return;
    }
    const clauses = differences.flatMap((difference) => difference.repair ?? []);
    const alter = `ALTER TABLE ${qualifiedName(system.dialect, system.address(inputs))} ${clauses.join(", ")}`;
    await execute(inputs, [
      ...(clauses.length === 0 ? [] : [...system.release(inputs), alter]),
      ...commentOn(inputs),
      ...system.companions(inputs, snapshot),
    ]);
  }

  function warnOfExternal(inputs: I, table: TableDefinition | undefined, context: OperationContext): void {
    const differences = table === undefined ? [] : diffTable(system.dialect, declared(inputs), table);
    if (table === undefined) {
      context.warn(`${title(inputs)} is external and does not exist`);
    } else if (differences.length > 0) {
      const list = differences.map((difference) => difference.text).join("; ");
      context.warn(`external ${title(inputs)} differs from its declaration (${list}); it is not changed`);
    }
  }

  return {
    type: system.type,
    inputs: system.inputs,
    replaceOn: system.replaceOn,

    async checkChange(olds, news, context): Promise<readonly CheckFailure[]> {
      const missing = news.key.filter((name) => !news.columns.some((column) => column.name === name));
      if (missing.length > 0) {
        return missing.map((name) => ({
          property: "key",
          reason: `${title(news)}: key column ${name} is not declared`,
        }));
      }
      let wanted: TableDefinition;
      try {
        wanted = declared(news);
      } catch (error) {
        return [
          {
            property: "columns",
            reason: `${title(news)}: ${error instanceof Error ? error.message : String(error)}`,
          },
        ];
      }
      const moved =
        olds === undefined || system.replaceOn.some((property) => olds[property] !== news[property]);
      const destructive = moved
        ? []
        : destructiveDifferences(diffTable(system.dialect, wanted, declared(olds)));
      if (destructive.length === 0) {
        return [];
      }
      if (isDeletionAllowed(idOf(news))) {
        context.warn(`${title(news)} will be dropped with its rows and created anew`);
        return [];
      }
      return destructive.map((difference) => ({
        property: difference.property,
        reason: refusal(news, [difference]),
      }));
    },

    async probe(_id, _olds, news, context): Promise<readonly Change[]> {
      try {
        const { snapshot, table } = await find(news);
        if (news.lifecycle === "external") {
          warnOfExternal(news, table, context);
          return [];
        }
        if (table === undefined) {
          context.warn(`${title(news)} is gone; it will be created anew, empty`);
          return [{ property: "name", kind: "add" }];
        }
        const differences = diffTable(system.dialect, declared(news), table);
        return [
          ...differences.map(({ property, kind }) => ({ property, kind })),
          ...system.companionChanges(news, snapshot),
        ];
      } catch (error) {
        if (error instanceof DatabaseUnreachableError) {
          context.warn(`${title(news)} can't be verified: ${error.message}`);
          return [];
        }
        throw error;
      }
    },

    async create(inputs, context) {
      const { snapshot, table } = await find(inputs);
      if (inputs.lifecycle === "external") {
        if (table === undefined) {
          throw new Error(`${title(inputs)} is external but does not exist; create it there first`);
        }
        warnOfExternal(inputs, table, context);
      } else if (table === undefined) {
        await execute(inputs, creation(inputs, snapshot));
      } else {
        await adopt(inputs, snapshot, table, context);
      }
      return { id: system.id(inputs), outputs: inputs };
    },

    async read(id, olds, context): Promise<ReadResult<I, I>> {
      if (olds === undefined) {
        throw new Error(
          `${id} can't be imported: declare the table, an existing one that is identical is taken over`,
        );
      }
      const inputs = system.inputs.parse(olds);
      try {
        const { table } = await find(inputs);
        return table === undefined ? { found: false } : { found: true, inputs, outputs: inputs };
      } catch (error) {
        if (error instanceof DatabaseUnreachableError) {
          context.warn(`${title(inputs)}: ${error.message}; its last known state is kept`);
          return { found: true, inputs, outputs: inputs };
        }
        throw error;
      }
    },

    async update(_id, _olds, news, context): Promise<I> {
      if (news.lifecycle !== "external") {
        await converge(news, context);
      }
      return news;
    },

    async delete(_id, olds, context): Promise<void> {
      const inputs = system.inputs.parse(olds);
      const verdict = deletionVerdict(inputs.lifecycle, idOf(inputs));
      if (verdict === "keep" || (await find(inputs)).table === undefined) {
        return;
      }
      if (verdict === "refuse") {
        throw refusedDeletion(idOf(inputs), `${title(inputs)} with all of its rows`);
      }
      const drop = `DROP TABLE IF EXISTS ${qualifiedName(system.dialect, system.address(inputs))}`;
      await execute(inputs, [...system.release(inputs), drop]);
      context.status(`${title(inputs)} deleted`);
    },
  };

  async function adopt(
    inputs: I,
    snapshot: S,
    table: TableDefinition,
    context: OperationContext,
  ): Promise<void> {
    const differences = diffTable(system.dialect, declared(inputs), table);
    if (differences.length === 0) {
      await execute(inputs, [...commentOn(inputs), ...system.companions(inputs, snapshot)]);
      context.info(`${title(inputs)} existed already as declared and is taken over with its rows`);
      return;
    }
    if (!isDeletionAllowed(idOf(inputs))) {
      throw new Error(refusal(inputs, differences).replace(": ", " exists already and differs: "));
    }
    await execute(inputs, rebuild(inputs, snapshot));
    context.warn(
      `${title(inputs)} existed, was dropped with its rows and created anew, as allowed for ${idOf(inputs)}`,
    );
  }
}
