import { expect, test } from "vitest";
import { newWrites } from "../../../../../components/flink/job/new-writes";

const args = (...inserts: readonly string[]) => ["--job", JSON.stringify({ inserts })];
const kafka = "INSERT INTO `_kafka`.`dwa.trips` SELECT * FROM `dwa`.`trips`";
const adb = "INSERT INTO `_adb`.`dwa.trips` SELECT * FROM `dwa`.`trips`";

test("a store or table that joins a job is found by what is written", () => {
  expect(newWrites(args(kafka), args(kafka, adb))).toEqual(["`_adb`.`dwa.trips`"]);
});

test("what stays, goes or changes its SELECT is no new write", () => {
  expect(newWrites(args(kafka, adb), args(`${kafka} WHERE trips > 0`))).toEqual([]);
});

test("programs of another form are left alone", () => {
  expect(newWrites(["--subscription", "{}"], ["--subscription", '{"a":1}'])).toEqual([]);
  expect(newWrites([], args(kafka))).toEqual([]);
});
