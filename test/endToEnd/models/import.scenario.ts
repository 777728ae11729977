/**
 * Bringing a model of PyTorch, as its owner would: a whole pickled module first, which is answered
 * with a snippet; then the three files that the snippet writes; names that leave a choice; a
 * vocabulary of another model; and what Gatescope exports, taken back.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  parseSafetensors,
  serialiseSafetensors,
  type StoredTensor,
} from '../../../src/engine/files/safetensors/safetensors';
import type { Scenario } from '../stage/scenario';

const fixture = (name: string): Uint8Array => {
  const file = path.resolve('test/fixtures/import', name);
  // A view into the bytes of a file must not begin in the middle of a pool.
  return Uint8Array.from(readFileSync(file));
};

/** A copy with the same bytes would be the same network under another name. */
function withAnotherNumber(tensor: StoredTensor): StoredTensor {
  const bytes = Uint8Array.from(tensor.bytes);
  new DataView(bytes.buffer).setFloat32(0, 0.5, true);
  return { ...tensor, bytes };
}

/** The model of words, and beside its LSTM another one that reads something else. */
function twoNetworks(): Uint8Array {
  const parsed = parseSafetensors(fixture('words.safetensors'));
  if (!parsed.ok) throw new Error(parsed.failure.kind);
  const { tensors } = parsed.file;
  const twice = [...tensors].flatMap(([name, tensor]) =>
    name.startsWith('rnn.')
      ? [
          [name.replace('rnn.', 'words.'), tensor] as const,
          [name.replace('rnn.', 'sounds.'), withAnotherNumber(tensor)] as const,
        ]
      : [[name, tensor] as const],
  );
  return serialiseSafetensors(new Map(), new Map(twice));
}

const scenario: Scenario = {
  title: 'Importing a model',
  legs: ['newest'],
  stage: 'shared',
  files: {
    'checkpoint.pt': fixture('pytorch/whole-module.pt'),
    'words.safetensors': fixture('words.safetensors'),
    'words.vocabulary.json': fixture('words.vocabulary.json'),
    'words.parity.json': fixture('words.parity.json'),
    'characters.vocabulary.json': fixture('characters.vocabulary.json'),
    'two.safetensors': twoNetworks(),
    'small.txt': 'the cat sees a dog\nthe dog finds the old house\na bird sings near the house\n',
  },
  async play({ workbench, step }) {
    const { page } = workbench;
    const importCommand = async (): Promise<void> => workbench.palette('Gatescope: Import Model…');
    const rows = page.locator('.quick-input-widget:visible .monaco-list-row');
    /** A file dialog, which a browser shows as an input, once it has listed its folder. */
    const fileDialog = async (): Promise<void> => {
      await workbench.until(
        () => workbench.quickInput.inputValue(),
        (value) => value.startsWith('/'),
        'the file dialog',
      );
      await rows.first().waitFor();
    };
    const chooseFile = async (name: string): Promise<void> => {
      await fileDialog();
      await workbench.quickInput.fill(path.join(workbench.folder, name));
      await rows.filter({ hasText: name }).first().waitFor();
      await page.keyboard.press('Enter');
    };

    await step(
      'answers a .pt file of a whole module with a snippet, and builds nothing of it',
      async () => {
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await workbench.open('small.txt');
        await importCommand();
        await fileDialog();
        await workbench.screenshot('70-import-file');
        await chooseFile('checkpoint.pt');
        await workbench.notification(
          /checkpoint\.pt cannot be read as data\. It holds a whole object/,
        );
        await workbench.screenshot('71-import-pickle');
        await workbench.pressNotificationButton('Copy Python Snippet');
        await workbench.notification(/Snippet copied/);
        await workbench.screenshot('72-import-snippet-copied');
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        assert.ok(copied.includes(`PATH = "${path.join(workbench.folder, 'checkpoint.pt')}"`));
        assert.match(copied, /^WORDS = None/m);
        await workbench.clearNotifications();
      },
    );

    await step(
      'imports the three files that the snippet writes, and shows both losses',
      async () => {
        await importCommand();
        await chooseFile('words.safetensors');
        await rows.filter({ hasText: 'At White Space' }).first().waitFor();
        const choices = await workbench.quickRows();
        assert.equal(choices.length, 4, choices.join(' | '));
        await workbench.screenshot('73-import-cut');
        await workbench.choose('At White Space');
        const told = await workbench.notification(/words\.safetensors is imported/);
        assert.match(
          told,
          /Parity over 200 tokens: mean loss 0\.04\d\d there and 0\.04\d\d here, largest difference \d\.\de-\d nats; it is the same model/,
        );
        await workbench.screenshot('74-import-report');
      },
    );

    await step('reads the text with it', async () => {
      await workbench.pressNotificationButton('Use This Model Here');
      await workbench.statusBarText(/^Gatescope ready/);
      assert.match(await workbench.hover('finds'), /Bits|bits/);
      await workbench.screenshot('75-import-used');
      await workbench.clearNotifications();
    });

    await step('asks for what names leave open, and for the vocabulary', async () => {
      await importCommand();
      await chooseFile('two.safetensors');
      await rows.filter({ hasText: '32 × 8' }).first().waitFor();
      const choices = await workbench.quickRows();
      assert.equal(choices.length, 2, choices.join(' | '));
      await workbench.screenshot('76-import-names');
      await workbench.choose('words.');
      const modal = page.locator('.monaco-dialog-box');
      await modal.waitFor();
      await workbench.screenshot('77-import-left-out');
      await modal.getByRole('button', { name: 'Import without Them' }).click();
      await workbench.choose('At White Space');
      await fileDialog();
      await workbench.screenshot('78-import-vocabulary');
      await chooseFile('characters.vocabulary.json');
      await workbench.notification(
        /two\.safetensors was not imported\. The vocabulary has 17 words/,
      );
      await workbench.screenshot('79-import-misfit');
      await workbench.clearNotifications();
    });

    await step('asks before a model of the same name is replaced', async () => {
      await importCommand();
      await chooseFile('words.safetensors');
      await workbench.choose('At White Space');
      await rows.filter({ hasText: 'Keep Both' }).first().waitFor();
      const choices = await workbench.quickRows();
      assert.deepEqual(choices.length, 2, choices.join(' | '));
      await workbench.screenshot('80-import-replace');
      await workbench.choose('Keep Both');
      await workbench.notification(/is imported/);
      await workbench.clearNotifications();
      await page
        .locator('.activitybar .action-item', { has: page.locator('[aria-label*="Gatescope"]') })
        .first()
        .click();
      await page.getByRole('treeitem', { name: /words 2/ }).waitFor();
      await workbench.screenshot('81-import-models');
    });

    await step('takes back what it exports, without a question', async () => {
      await workbench.focusEditor();
      await workbench.palette('Gatescope: Export Model…');
      await rows.filter({ hasText: 'PyTorch project' }).first().waitFor();
      await workbench.screenshot('82-export-kinds');
      await workbench.choose('Weights');
      await workbench.until(
        () => workbench.quickInput.inputValue(),
        (value) => value.endsWith('.safetensors'),
        'the name that is proposed',
      );
      await workbench.screenshot('82-export');
      await workbench.quickInput.fill(path.join(workbench.folder, 'exported.safetensors'));
      await workbench.atRest();
      await page.keyboard.press('Enter');
      await workbench.notification(/is now in exported\.safetensors/);
      assert.ok(existsSync(path.join(workbench.folder, 'exported.safetensors')));
      await workbench.screenshot('83-exported');
      await workbench.clearNotifications();
      await importCommand();
      await chooseFile('exported.safetensors');
      await workbench.notification(/exported\.safetensors is imported: 2 layers of 8 units/);
      await workbench.screenshot('84-import-exported');
    });
  },
};
export default scenario;
