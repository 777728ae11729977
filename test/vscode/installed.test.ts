/** The package as a user has it: installed from the VSIX, activated by VS Code itself. */
import assert from 'node:assert/strict';
import { extensions } from 'vscode';

suite('the installed extension', () => {
  test('is the packaged one, not the source folder', () => {
    const extension = extensions.getExtension('gatescope.gatescope');
    assert.ok(extension, 'gatescope.gatescope is not installed');
    assert.match(extension.extensionPath, /extensions[\\/]gatescope\.gatescope-/);
  });

  test('activates without an error', async () => {
    const extension = extensions.getExtension('gatescope.gatescope');
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });
});
