/**
 * The desktop VS Code, where it can be had: `code` on the PATH (for `npm start`), or the download
 * of @vscode/test-electron. Asks first with a short probe, so that a machine without that network
 * goes on to the served VS Code at once. GATESCOPE_HOST=served keeps to the served one.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { cleanEnvironment } from './environment.mjs';
import { say } from './failure.mjs';
import { hostFolder } from './places.mjs';
import { findOnPath } from './run.mjs';

const releases = 'https://update.code.visualstudio.com/api/releases/stable';
const oldestVersion = '1.100.3';

/** Electron needs a screen: for tests on Linux a virtual one will do. */
function hasScreen({ visible }) {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return true;
  return !visible && Boolean(findOnPath('xvfb-run'));
}

async function canDownload() {
  try {
    return (await fetch(releases, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}

const servedOnly = () => process.env.GATESCOPE_HOST === 'served';

/** Also finds out whether the shared libraries are there: the `--version` of VS Code is Electron's. */
function versionOf(command, args = []) {
  const windows = process.platform === 'win32';
  try {
    const printed = execFileSync(windows ? `"${command}"` : command, [...args, '--version'], {
      encoding: 'utf8',
      timeout: 20_000,
      shell: windows,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: cleanEnvironment(),
    });
    return /^(\d+)\.(\d+)\.\d+/m.exec(printed);
  } catch {
    return null;
  }
}

/**
 * @typedef {object} Desktop
 * @property {string} version
 * @property {string} executable the program itself, for test-electron
 * @property {string[]} cli the command line that installs extensions and opens windows
 */

/**
 * @param {'newest' | 'oldest'} leg
 * @param {{ visible?: boolean }} [options] visible: for a person, so a virtual screen will not do
 * @returns {Promise<Desktop | undefined>} undefined where it cannot be had or does not start
 */
export async function downloadDesktop(leg, { visible = false } = {}) {
  if (servedOnly() || !hasScreen({ visible }) || !(await canDownload())) return undefined;
  const { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } =
    await import('@vscode/test-electron');
  try {
    const executable = await downloadAndUnzipVSCode({
      version: leg === 'oldest' ? oldestVersion : 'stable',
      cachePath: path.join(hostFolder, 'desktop'),
      timeout: 30_000,
    });
    const cli = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
    const profile = profileArguments(path.join(hostFolder, 'profiles', 'probe'));
    const version = versionOf(cli[0], [...cli.slice(1), ...profile]);
    if (version) return { version: version[0], executable, cli };
    say('The desktop VS Code was downloaded but does not start here (a missing library?).');
  } catch (error) {
    say(`The desktop VS Code could not be downloaded (${error.message}).`);
  }
  return undefined;
}

/** @returns {string | undefined} `code` on the PATH, when it is a desktop one of at least 1.100 */
export function findCode() {
  const code = findOnPath('code', 'code-insiders');
  if (servedOnly() || !code || /remote-cli/.test(code)) return undefined;
  if (!hasScreen({ visible: true })) return undefined;
  const version = versionOf(code, profileArguments(path.join(hostFolder, 'profiles', 'probe')));
  const recent = version && (Number(version[1]) > 1 || Number(version[2]) >= 100);
  return recent ? code : undefined;
}

/**
 * A profile of our own, apart from the user's settings and extensions. As root VS Code starts only
 * when told where its data is and to leave the sandbox.
 * @param {string} folder
 */
export function profileArguments(folder) {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [
    `--user-data-dir=${folder}`,
    `--extensions-dir=${path.join(folder, 'extensions')}`,
    ...root,
  ];
}
