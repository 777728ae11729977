/**
 * Child processes for the scripts: no shell where it can be avoided, no stdin (so nothing can ask
 * a question that nobody answers), a clean environment, and a {@link Failure} when one fails.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cleanEnvironment } from './environment.mjs';
import { Failure } from './failure.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env] added to the clean environment
 * @property {'inherit' | 'quiet'} [output] quiet: kept, and shown only when the command fails
 * @property {string} [failure] the sentence for when it fails
 */

/**
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} what a quiet command printed
 * @throws {Failure} when it cannot be started or its exit code is not 0
 */
export function run(command, args, { cwd, env = {}, output = 'inherit', failure } = {}) {
  const sentence = failure ?? `\`${path.basename(command)} ${args.join(' ')}\` failed.`;
  return new Promise((resolve, reject) => {
    const stdio = output === 'inherit' ? ['ignore', 2, 2] : ['ignore', 'pipe', 'pipe'];
    const shell = process.platform === 'win32' && /\.cmd$/i.test(command);
    const child = spawn(command, args, { cwd, env: cleanEnvironment(env), stdio, shell });
    let printed = '';
    const collect = (chunk) => (printed += chunk);
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => reject(new Failure(`${sentence} (${error.message})`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(printed);
      else reject(new Failure(`${printed.slice(-4000)}${sentence} (${signal ?? `exit ${code}`})`));
    });
  });
}

/** Runs one of our own scripts, or a package's, with the Node that runs us. */
export const runNode = (script, args = [], options = {}) =>
  run(process.execPath, [script, ...args], options);

/** The npm that started us, else the one on the PATH. */
export function runNpm(args, options = {}) {
  const quieter = [...args, '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const started = process.env.npm_execpath;
  if (started && /npm-cli\.[cm]?js$/.test(started) && existsSync(started)) {
    return runNode(started, quieter, options);
  }
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', quieter, options);
}

/** @returns {string | undefined} the absolute path of an executable on the PATH */
export function findOnPath(...names) {
  const environment = cleanEnvironment();
  const folders = (environment.PATH ?? environment.Path ?? '').split(path.delimiter);
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  for (const name of names)
    for (const folder of folders.filter(Boolean))
      for (const ending of endings) {
        const candidate = path.join(folder, name + ending);
        if (existsSync(candidate)) return candidate;
      }
  return undefined;
}
