import { loadStack } from "../load-stack";
import { controlTraffic, isTrafficAction, trafficText } from "../status/service-parts";
import { UserError } from "../user-error";

/** `strata traffic pause|resume|status`. When `pause` returns, nothing more is being written. */
export async function trafficCommand(stackName: string, action: string): Promise<number> {
  if (!isTrafficAction(action)) {
    throw new UserError(`there is no "strata traffic ${action}"; write pause, resume or status`);
  }
  const { settings } = loadStack(stackName);
  const status = await controlTraffic(settings, action);
  if (status === null)
    throw new UserError(`sample traffic was never started on stack ${stackName}: npm run up`);
  const running = status.running ? "" : "; its process does not run";
  process.stdout.write(`sample traffic: ${trafficText(status, settings.traffic.speed)}${running}\n`);
  return 0;
}
