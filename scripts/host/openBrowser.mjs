/** Opens an address in the user's browser. Fails in silence: the address stands on the terminal. */
import { spawn } from 'node:child_process';
import { cleanEnvironment } from '../setup/environment.mjs';

const openers = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  linux: ['xdg-open'],
};

/** @param {string} url */
export function openBrowser(url) {
  const [command, ...args] = openers[process.platform] ?? openers.linux;
  const child = spawn(command, [...args, url], {
    detached: true,
    stdio: 'ignore',
    env: cleanEnvironment(),
  });
  child.on('error', () => {});
  child.unref();
}
