import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { allPids, commandLine, readProc, readProcLink } from "./proc-filesystem";
import type { ListenPort } from "./process-spec";

const LISTEN = "0A";
const POLL = 50;

/** Who listens on a TCP port of this machine. */
export interface PortHolder {
  /** Undefined when the process belongs to another user and can't be seen. */
  readonly pid?: number;
  readonly command?: string;
}

/** Who listens on `port` where 127.0.0.1 would be refused, or undefined when it is free. */
export function portHolder(port: number): PortHolder | undefined {
  const inodes = listeningInodes(port);
  if (inodes.size === 0) {
    return undefined;
  }
  for (const pid of allPids()) {
    if (holdsSocket(pid, inodes)) {
      return { pid, command: commandLine(pid) };
    }
  }
  return {};
}

/**
 * Throws when one of `ports` is held, with who holds it and what to do. `stack` names the configuration file. A port whose holder
 * can't be seen may belong to a process that is just ending: it is looked at again for `patience` milliseconds.
 */
export async function requireFreePorts(
  ports: readonly ListenPort[],
  stack: string,
  patience = 3_000,
): Promise<void> {
  const end = Date.now() + patience;
  for (const { port } of ports) {
    for (let holder = portHolder(port); holder !== undefined && Date.now() < end; holder = portHolder(port)) {
      if (holder.pid !== undefined) {
        break;
      }
      await sleep(POLL);
    }
  }
  const problems = ports.flatMap(({ setting, port }) => {
    const holder = portHolder(port);
    if (holder === undefined) {
      return [];
    }
    const who =
      holder.pid === undefined ? "a process of another user" : `pid ${holder.pid} (${holder.command ?? "?"})`;
    return [
      `port ${port} (${setting}) is in use by ${who}; stop it or set ports.${setting} in stacks/${stack}.yaml`,
    ];
  });
  if (problems.length > 0) {
    throw new Error(problems.join("\n"));
  }
}

function listeningInodes(port: number): ReadonlySet<string> {
  const wanted = port.toString(16).toUpperCase().padStart(4, "0");
  const inodes = new Set<string>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of (readProc(table) ?? "").split("\n").slice(1)) {
      const fields = line.trim().split(/\s+/);
      const [address, localPort] = (fields[1] ?? "").split(":");
      const inode = fields[9];
      if (
        localPort === wanted &&
        fields[3] === LISTEN &&
        inode !== undefined &&
        blocksLoopback(address ?? "")
      ) {
        inodes.add(inode);
      }
    }
  }
  return inodes;
}

/** Whether a listener on this address (hexadecimal, host byte order) keeps 127.0.0.1 from being bound. */
function blocksLoopback(address: string): boolean {
  return (
    /^0+$/.test(address) ||
    address === "0100007F" || // 127.0.0.1
    address.endsWith("FFFF00000100007F") // ::ffff:127.0.0.1
  );
}

function holdsSocket(pid: number, inodes: ReadonlySet<string>): boolean {
  let descriptors: string[];
  try {
    descriptors = readdirSync(`/proc/${pid}/fd`);
  } catch {
    return false; // ended, or another user's
  }
  return descriptors.some((descriptor) => {
    const inode = /^socket:\[(\d+)\]$/.exec(readProcLink(`/proc/${pid}/fd/${descriptor}`) ?? "")?.[1];
    return inode !== undefined && inodes.has(inode);
  });
}
