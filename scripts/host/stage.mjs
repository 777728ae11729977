/**
 * A stage: a served VS Code with a fresh profile, whose window shows a folder that scenarios put
 * their files into. The extension is installed once, into a folder that the stages of a leg share.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hostFolder, vsix } from '../setup/places.mjs';
import { prepareProfile } from './profile.mjs';
import { installExtension, startServer } from './server.mjs';

/** @returns {Promise<string>} the folder of extensions that the stages of this host share */
export async function installOnce(host) {
  const profile = path.join(hostFolder, 'profiles', `endToEnd-${host.leg}`);
  prepareProfile(profile, { afresh: true });
  await installExtension(host, profile, vsix);
  return path.join(profile, 'extensions');
}

/** One key for what leaves a window as it was found; an editor with changes is asked about last. */
const tidying = {
  key: 'ctrl+alt+shift+f12',
  command: 'runCommands',
  args: {
    commands: [
      'notifications.clearAll',
      'workbench.action.closePanel',
      'workbench.view.explorer',
      'workbench.action.closeAllGroups',
    ],
  },
};

/**
 * @typedef {object} Wishes
 * @property {number} lane two stages of one lane are never there at once
 * @property {string} extensions
 * @property {Record<string, string>} [environment]
 * @property {Record<string, unknown>} [settings]
 */

/** @param {import('../setup/servedHost.mjs').ServedHost} host @param {Wishes} wishes */
export async function stageFor(host, { lane, extensions, environment = {}, settings = {} }) {
  const name = `endToEnd-${host.leg}-${lane}`;
  const profile = path.join(hostFolder, 'profiles', name);
  const folder = path.join(hostFolder, 'workspaces', name);
  prepareProfile(profile, { afresh: true, settings });
  const keys = path.join(profile, 'data/User/keybindings.json');
  writeFileSync(keys, JSON.stringify([tidying]));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const server = await startServer(host, profile, { trust: false, extensions, env: environment });
  return {
    folder,
    storage: path.join(profile, 'data/User/globalStorage/gatescope.gatescope'),
    url: (file) => server.url(folder, file ? [['openFile', file]] : []),
    stop: server.stop,
  };
}
