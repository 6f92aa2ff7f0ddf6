const fs = require("node:fs");
const path = require("node:path");
const crypto = require("node:crypto");
const { spawnSync } = require("node:child_process");

/** True when what npm has put into node_modules is what the lock file says (someone ran npm himself). */
function isInstalled(root) {
  let hidden;
  let wanted;
  try {
    hidden = JSON.parse(
      fs.readFileSync(path.join(root, "node_modules", ".package-lock.json"), "utf8"),
    ).packages;
    wanted = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8")).packages;
  } catch {
    return false;
  }
  return Object.entries(wanted).every(
    ([where, entry]) => where === "" || entry.optional === true || hidden[where]?.version === entry.version,
  );
}

/** Runs `npm ci` when node_modules is not what package-lock.json says; returns its milliseconds, 0 for "nothing to do". */
function install(root) {
  const hash = crypto
    .createHash("sha256")
    .update(fs.readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  const marker = path.join(root, "node_modules", ".stratahouse-lock");
  try {
    if (fs.readFileSync(marker, "utf8") === hash) return 0;
  } catch {
    // no marker: look closer
  }
  let ms = 0;
  if (!isInstalled(root)) {
    const started = Date.now();
    process.stderr.write("  dependencies (npm ci) …\n");
    const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--include=dev"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 600_000,
    });
    if (npm.error || npm.status !== 0) {
      const why = npm.error ? npm.error.message : `${npm.stderr}${npm.stdout}`.trim();
      throw new Error(`the dependencies could not be installed (npm ci):\n${why}`);
    }
    ms = Date.now() - started;
  }
  fs.writeFileSync(marker, hash);
  return ms;
}

module.exports = { install, isInstalled };
