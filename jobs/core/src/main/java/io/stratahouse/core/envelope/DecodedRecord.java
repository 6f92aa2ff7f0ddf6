package io.stratahouse.core.envelope;

import org.apache.flink.table.data.GenericRowData;

/**
 * One decoded change.
 *
 * @param operation what the record does
 * @param timeMs event time in milliseconds since 1970 UTC, or null when unknown
 * @param row the columns of the contract, in its order; on delete possibly only the key columns are set
 */
public record DecodedRecord(Operation operation, Long timeMs, GenericRowData row) {}
