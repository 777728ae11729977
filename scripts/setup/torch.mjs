/**
 * A Python with PyTorch 2.0 or newer for the tests: one that is there, or an environment of its own (in `.host`)
 * where pip finds PyTorch for processors soon. Every question has an end, and “there is none” is an answer.
 */
import { spawn } from 'node:child_process';
import { existsSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { cleanEnvironment } from './environment.mjs';
import { hostFolder } from './places.mjs';

/** Seconds. */
const patience = { import: 60, pip: 20, environment: 60, install: 150 };
/** Bytes that an environment takes while it is made. */
const room = 3e9;

const folder = path.join(hostFolder, 'python');
const inEnvironment =
  process.platform === 'win32'
    ? path.join(folder, 'Scripts', 'python.exe')
    : path.join(folder, 'bin', 'python');
const wheels = ['--extra-index-url', 'https://download.pytorch.org/whl/cpu'];
/** One try each: without a network the answer is no, at once. */
const soon = ['--disable-pip-version-check', '--no-input', '--retries', '0', '--timeout', '5'];
const works = `
import torch
assert int(torch.__version__.split(".")[0]) >= 2
torch.nn.LSTM(2, 3)(torch.zeros(1, 1, 2))
print(torch.__version__)
`;

/** @returns {Promise<string | undefined>} what it printed; undefined where it fails or takes too long */
function asked(python, args, seconds) {
  return new Promise((resolve) => {
    const child = spawn(python, args, {
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
      // Of its own group, so that nothing that it started is left.
      detached: process.platform !== 'win32',
    });
    let printed = '';
    const end = (answer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    const timer = setTimeout(() => {
      endGroup(child);
      child.stdout.destroy();
      end(undefined);
    }, 1000 * seconds);
    child.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
    child.on('error', () => end(undefined));
    child.on('close', (code) => end(code === 0 ? printed : undefined));
  });
}

function endGroup({ pid }) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

/** @returns {Promise<string | undefined>} its version of PyTorch */
export const torchOf = async (python) =>
  (await asked(python, ['-c', works], patience.import))?.trim();

/** What pip would install for this, a specifier. */
async function offered(wanted) {
  const args = ['-m', 'pip', 'install', '--dry-run', '--no-deps', '--quiet', '--report', '-'];
  const report = await asked('python3', [...args, ...soon, ...wheels, wanted], patience.pip);
  try {
    const [{ metadata }] = JSON.parse(report ?? '').install;
    const isLarge = (metadata.requires_dist ?? []).some((one) =>
      /^(?:nvidia|cuda|triton)/i.test(one),
    );
    return { version: metadata.version, isSmall: process.platform !== 'linux' || !isLarge };
  } catch {
    return undefined;
  }
}

/** The newest for processors, or the one before: a build for graphics cards is gigabytes. */
async function offeredSmall() {
  const newest = await offered('torch>=2');
  if (!newest || newest.isSmall) return newest;
  const before = await offered(`torch>=2,<${newest.version}`);
  return before?.isSmall ? before : newest;
}

async function makeEnvironment(version) {
  const made = await asked('python3', ['-m', 'venv', folder], patience.environment);
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-compile', ...soon, ...wheels];
  const done =
    made !== undefined &&
    (await asked(inEnvironment, [...pip, `torch==${version}`], patience.install));
  const found = done === undefined || done === false ? undefined : await torchOf(inEnvironment);
  if (found === undefined) rmSync(folder, { recursive: true, force: true });
  return found;
}

/**
 * @typedef {{ python: string, version: string }} Found
 * @returns {Promise<Found | { missing: string }>} missing: why there is none, a sentence
 */
export async function findTorch(named = process.env.GATESCOPE_PYTHON) {
  if (named !== undefined) {
    const version = await torchOf(named);
    if (version) return { python: named, version };
    return { missing: `GATESCOPE_PYTHON (${named}) has no PyTorch 2.0 or newer.` };
  }
  for (const python of [...(existsSync(inEnvironment) ? [inEnvironment] : []), 'python3']) {
    const version = await torchOf(python);
    if (version) return { python, version };
  }
  const offer = await offeredSmall();
  if (!offer) {
    return { missing: 'There is no Python with PyTorch 2.0 or newer, and pip finds none soon.' };
  }
  const { version, isSmall } = offer;
  if (!isSmall) {
    return { missing: `pip finds PyTorch ${version}, which is for graphics cards and too large.` };
  }
  const { bavail, bsize } = statfsSync(path.dirname(hostFolder));
  if (bavail * bsize < room) return { missing: 'There is no room on this disk for PyTorch.' };
  const made = await makeEnvironment(version);
  if (made) return { python: inEnvironment, version: made };
  return { missing: `pip finds PyTorch ${version}, and could not install it soon.` };
}
