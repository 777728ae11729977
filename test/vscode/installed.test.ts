/** The package as a user has it: installed from the VSIX, activated by VS Code itself. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { extensions } from 'vscode';

suite('the installed extension', () => {
  test('is the packaged one, not the source folder', () => {
    const extension = extensions.getExtension('gatescope.gatescope');
    assert.ok(extension, 'gatescope.gatescope is not installed');
    assert.match(extension.extensionPath, /extensions[\\/]gatescope\.gatescope-/);
  });

  test('has every file that its manifest leads to', () => {
    const extension = extensions.getExtension('gatescope.gatescope');
    assert.ok(extension);
    const { contributes, icon } = extension.packageJSON as { contributes: object; icon: string };
    const named =
      JSON.stringify(contributes).match(/(?<=")[^"\\ ]+\.(json|svg|png|md)(?=")/g) ?? [];
    const missing = [icon, ...named]
      .filter((file) => !file.startsWith('*'))
      .filter((file) => !existsSync(join(extension.extensionPath, file)));
    assert.deepEqual(missing, []);
  });

  test('activates without an error', async () => {
    const extension = extensions.getExtension('gatescope.gatescope');
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });
});
