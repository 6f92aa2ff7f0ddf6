/** The Pulumi CLI that goes with the `@pulumi/pulumi` of package.json; what is installed or built. */
export const PULUMI_VERSION = "3.259.0";

/** The oldest CLI that is used when it is found on PATH. */
const OLDEST = [3, 100] as const;

/** Whether the output of `pulumi version` (`v3.259.0`) names a CLI that fits. */
export function isUsableVersion(text: string): boolean {
  const match = /^v?(\d+)\.(\d+)\.\d+/.exec(text.trim());
  if (match === null) return false;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major === OLDEST[0] && minor >= OLDEST[1];
}
