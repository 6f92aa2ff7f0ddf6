import { type AddressInfo, createServer, type Server } from "node:net";
import { afterEach, expect, it } from "vitest";
import { portHolder, requireFreePorts } from "../../../components/process/port-holder";

let server: Server | undefined;
afterEach(() => server?.close());

function listen(host: string): Promise<number> {
  const started = createServer();
  server = started;
  return new Promise((resolve) => {
    started.listen(0, host, () => resolve((started.address() as AddressInfo).port));
  });
}

it.each(["127.0.0.1", "0.0.0.0", "::"])("names who listens on %s", async (host) => {
  const port = await listen(host);
  expect(portHolder(port)).toMatchObject({ pid: process.pid, command: expect.stringContaining("node") });
  await expect(requireFreePorts([{ setting: "kafka", port }], "local")).rejects.toThrow(
    new RegExp(
      `^port ${port} \\(kafka\\) is in use by pid ${process.pid} \\(.*node.*\\); stop it or set ports\\.kafka in stacks/local\\.yaml$`,
    ),
  );
});

it("takes a port that nobody listens on as free", async () => {
  const port = await listen("127.0.0.1");
  await new Promise((resolve) => server?.close(resolve));
  server = undefined;
  expect(portHolder(port)).toBeUndefined();
  await expect(requireFreePorts([{ setting: "kafka", port }], "local")).resolves.toBeUndefined();
});
