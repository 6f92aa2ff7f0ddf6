import * as z from "zod";

const MAX_PORT = 65_535;

const port = z.int().min(1024).max(MAX_PORT).describe("A port of 127.0.0.1.");

/** Port of each local process on 127.0.0.1. */
const ports = z
  .strictObject({
    kafka: port.default(19_092),
    kafkaController: port.default(19_093),
    flink: port.default(18_081),
    mariadb: port.default(13_306),
    postgres: port.default(15_432),
    oneservice: port.default(18_080),
  })
  .superRefine((value, context) => {
    const entries = Object.entries(value);
    for (const [i, [name, number]] of entries.entries()) {
      const other = entries.slice(0, i).find(([, taken]) => taken === number);
      if (other === undefined) continue;
      context.addIssue({
        code: "custom",
        path: [name],
        message: `Port ${number} of "${name}" is "${other[0]}"'s port too.`,
        params: { code: "stack/port", hint: "Give each process a port of its own." },
      });
    }
  });

const heap = z.strictObject({
  kafka: z.int().min(192).default(256).describe("MiB. Default: 256."),
  flink: z.int().min(256).default(384).describe("MiB. Default: 384."),
});

const traffic = z.strictObject({
  enabled: z.boolean().default(true).describe("Whether sample traffic is written. Default: yes."),
  speed: z
    .number()
    .positive()
    .max(1_000_000)
    .default(600)
    .describe("Seconds of the recorded business that pass in one second. Default: 600."),
  preloadDays: z
    .number()
    .min(0)
    .max(31)
    .default(7)
    .describe("Days of the recorded business that are loaded at once at the very first start. Default: 7."),
});

/** A file `stacks/<stack>.yaml`. Everything but `target` has a default. */
export const stackSchema = z.strictObject({
  /** Where the stack runs. */
  target: z.enum(["local"]).describe("Where the stack runs. local: this machine."),
  ports: ports.prefault({}).describe("The port of each local process."),
  /** Largest Java heaps in MiB. */
  heap: heap.prefault({}).describe("Largest Java heaps in MiB."),
  /**
   * Sample traffic. `speed`: seconds of the recorded business that pass in one second; `preloadDays`: days of it that
   * are loaded at once at the very first start.
   */
  traffic: traffic.prefault({}).describe("Sample traffic in the business database."),
});

/** The checked content of a stack file, defaults filled in. */
export type StackConfig = z.output<typeof stackSchema>;
