import * as language from "@pulumi/pulumi/proto/language_pb";
import { expect, test } from "vitest";
import { programArguments, programEnvironment } from "../../../../cli/toolchain/language-host/program-run";

function request(): language.RunRequest {
  const info = new language.ProgramInfo();
  info.setRootDirectory("/p");
  info.setProgramDirectory("/p/dist/stacks");
  info.setEntryPoint("program.js");
  const run = new language.RunRequest();
  run.setInfo(info);
  run.setProject("stratahouse");
  run.setStack("local");
  run.setPwd("/p/dist/stacks");
  run.setMonitorAddress("127.0.0.1:1");
  run.setParallel(4);
  return run;
}

test("passes the SDK what it needs, the program last", () => {
  const args = programArguments(request(), "127.0.0.1:2");
  expect(args.join(" ")).toBe(
    "--monitor 127.0.0.1:1 --engine 127.0.0.1:2 --project stratahouse --root-directory /p --stack local " +
      "--pwd /p/dist/stacks --parallel 4 program.js",
  );
});

test("a preview is a dry run, and the flag stands before the program", () => {
  const preview = request();
  preview.setDryrun(true);
  const args = programArguments(preview, "");
  expect(args.indexOf("--dry-run")).toBeGreaterThan(-1);
  expect(args.indexOf("--dry-run")).toBeLessThan(args.indexOf("program.js"));
  expect(args).not.toContain("--engine");
});

test("configuration goes through the environment, and TypeScript is never loaded", () => {
  const run = request();
  run.getConfigMap().set("stratahouse:a", "1");
  run.setConfigsecretkeysList(["stratahouse:b"]);
  expect(programEnvironment(run)).toEqual({
    PULUMI_CONFIG: '{"stratahouse:a":"1"}',
    PULUMI_CONFIG_SECRET_KEYS: '["stratahouse:b"]',
    PULUMI_NODEJS_TYPESCRIPT: "false",
  });
});
