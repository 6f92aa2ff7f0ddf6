package io.stratahouse.core.udf;

import org.apache.flink.table.api.TableEnvironment;

/** The functions that every job may use in its SQL. */
public final class StrataFunctions {
  private StrataFunctions() {}

  /** Registers the functions for the session, with the prefix {@code strata_}. */
  public static void register(TableEnvironment tables) {
    tables.createTemporarySystemFunction("strata_encode", EncodeFunction.class);
    tables.createTemporarySystemFunction("strata_payload", PayloadFunction.class);
    tables.createTemporarySystemFunction("strata_op", OperationFunction.class);
    tables.createTemporarySystemFunction("strata_ts", TimeFunction.class);
    tables.createTemporarySystemFunction("strata_records", RecordsFunction.class);
  }
}
