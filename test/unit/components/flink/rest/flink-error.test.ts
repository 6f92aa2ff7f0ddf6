import { expect, test } from "vitest";
import { rootCause, withoutSecrets } from "../../../../../components/flink/rest/flink-error";

test("the innermost cause is shown with all of its lines and without frames", () => {
  const trace = [
    "<Exception on server side:",
    "org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: contract differs:",
    "\tat org.apache.flink.client.program.PackagedProgram.callMainMethod(PackagedProgram.java:373)",
    "Caused by: java.lang.IllegalArgumentException: contract differs:",
    "  topic dws.trip has 1 partition, declared 2",
    "  column x is missing",
    "\tat io.example.Main.main(Main.java:12)",
    "\t... 12 more",
    "",
    "End of exception on server side>",
  ].join("\n");
  expect(rootCause(trace)).toBe(
    "contract differs:\n  topic dws.trip has 1 partition, declared 2\n  column x is missing",
  );
});

test("a telling class name stays, a package does not", () => {
  expect(
    rootCause("org.apache.flink.util.StateMigrationException: must not change\n\tat a.b.C.d(C.java:1)"),
  ).toBe("StateMigrationException: must not change");
});

test.each([
  ["jdbc:mysql://h:1/d?user=u&password=hunter2&x=1", "hunter2"],
  ['{"password": "hunter2"}', "hunter2"],
  ["postgres://writer:hunter2@127.0.0.1:5432/w", "hunter2"],
  ["options: 'password'='hunter2'", "hunter2"],
])("secrets are masked in %s", (text, secret) => {
  expect(withoutSecrets(text)).not.toContain(secret);
});
