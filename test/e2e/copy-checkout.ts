import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { checkout, root } from "./strata";

/** Copies what git knows of the checkout (changes and new files included) and shares its node_modules. */
export function copyCheckout(): void {
  rmSync(root, { recursive: true, force: true });
  const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: checkout,
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const file of list.toString("utf8").split("\0")) {
    const from = path.join(checkout, file);
    if (file === "" || !existsSync(from)) continue; // deleted in the work tree, not yet in the index
    const to = path.join(root, file);
    mkdirSync(path.dirname(to), { recursive: true });
    copyFileSync(from, to);
  }
  symlinkSync(path.join(checkout, "node_modules"), path.join(root, "node_modules"), "dir");
}
