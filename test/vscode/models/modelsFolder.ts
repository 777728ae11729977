/** Where the extension keeps its models: the profile's, in a desktop VS Code or a served one. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

export function modelsFolder(): string {
  const extension = vscode.extensions.getExtension('gatescope.gatescope');
  assert.ok(extension);
  const profile = path.dirname(path.dirname(extension.extensionPath));
  const storages = ['data/User', 'User'].map((user) =>
    path.join(profile, user, 'globalStorage/gatescope.gatescope/models'),
  );
  const found = storages.find((storage) => existsSync(storage));
  assert.ok(found !== undefined, `no models in ${storages.join(', ')}`);
  return found;
}
