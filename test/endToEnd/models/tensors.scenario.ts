/**
 * The editor of `.safetensors` files: a model of PyTorch with its gates, a file of many tensors, one
 * that changes and goes while it is shown, and malformed ones.
 */
import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, FrameLocator } from 'playwright-core';
import { serialiseSafetensors } from '../../../src/engine/files/safetensors/safetensors';
import type { StoredTensor } from '../../../src/engine/files/safetensors/safetensors';
import { crafted, entry } from '../../engine/files/safetensors/craftedFile';
import type { Scenario } from '../stage/scenario';

const fixtures = path.resolve('test/fixtures');
const bell = (n: number): number => Math.sin(n * 12.9898) + Math.sin(n * 78.233) / 2;
const floats = (shape: number[], number: (n: number) => number): StoredTensor => {
  const count = shape.reduce((product, size) => product * size, 1);
  return {
    dtype: 'F32',
    shape,
    bytes: new Uint8Array(Float32Array.from({ length: count }, (_, n) => number(n)).buffer),
  };
};

/** As a transformer calls its tensors: more than a page of them. */
const many = serialiseSafetensors(
  new Map([['format', 'pt']]),
  new Map(
    Array.from({ length: 60 }, (_, layer) => layer).flatMap((layer): [string, StoredTensor][] => [
      [`model.layers.${layer}.attn.weight`, floats([32, 32], (n) => bell(n + layer))],
      [`model.layers.${layer}.norm.weight`, floats([32], () => 1)],
      [`model.layers.${layer}.norm.bias`, floats([32], () => 0)],
    ]),
  ),
);
const strange = crafted(
  `{"diverged":${entry('F32', [4], 0, 16)},"mask":${entry('BOOL', [8], 16, 24)},"empty":${entry('F16', [0, 7], 24, 24)},"scalar":${entry('I64', [], 24, 32)}}`,
  Uint8Array.from([
    ...new Uint8Array(Float32Array.of(0.5, NaN, Infinity, -1).buffer),
    ...[1, 0, 1, 1, 0, 0, 0, 1],
    ...new Uint8Array(BigInt64Array.of(-42n).buffer),
  ]),
);

const scenario: Scenario = {
  title: 'Tensors',
  stage: 'shared',
  files: {
    'words.safetensors': readFileSync(path.join(fixtures, 'import/words.safetensors')),
    'words.vocabulary.json': readFileSync(path.join(fixtures, 'import/words.vocabulary.json')),
    'words.parity.json': readFileSync(path.join(fixtures, 'import/words.parity.json')),
    'many.safetensors': many,
    'strange [1].safetensors': strange,
    'broken.safetensors': crafted(
      `{"rnn.weight_ih_l0":${entry('F32', [1 << 20], 0, 1 << 22)}}`,
      64,
    ),
  },
  async play({ workbench, step, leg }) {
    const { page } = workbench;
    let frame: FrameLocator;
    const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
    const rowOf = (name: string) => frame.locator('tr[data-place]', { hasText: name }).first();
    /** As soon as its numbers were read. */
    const figures = async (name: string): Promise<string> =>
      workbench.until(
        async () => (await rowOf(name).innerText()).replace(/\s+/g, ' '),
        (text) => !text.includes('…'),
        `the figures of ${name}`,
      );
    /** In the explorer: keys pressed in a page reach the workbench late. */
    const openFile = async (name: string): Promise<void> => {
      const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
      // The folder is new: where the explorer did not know it yet, it was not unfolded for its text.
      await row.waitFor({ timeout: 5_000 }).catch(() => unfold());
      await row.click();
      // The explorer lists a file that was just saved, and may do so under the mouse.
      const isOpen = workbench.tab(name).waitFor({ timeout: 5_000 });
      await isOpen.catch(() => row.click().then(() => workbench.tab(name).waitFor()));
      // A folder of a scenario before may be listed a moment longer than it is there.
      const own = page.locator('.monaco-breadcrumbs:visible', {
        hasText: path.basename(workbench.folder),
      });
      await own
        .first()
        .waitFor({ timeout: 5_000 })
        .catch(async () => {
          await workbench.closeTab(name);
          await unfold();
          await row.click();
          await own.first().waitFor();
        });
      frame = await workbench.panelFrame();
      await frame.locator('h1', { hasText: name }).waitFor();
    };
    const unfold = async (): Promise<void> => {
      await workbench.palette('File: Reveal Active File in Explorer View');
    };
    const checkAccess = async (): Promise<void> => {
      const body = await frame.locator('body').elementHandle();
      const inside: Frame | null = (await body?.ownerFrame()) ?? null;
      assert.ok(inside);
      await inside.evaluate(axe);
      const found = await inside.evaluate(
        "axe.run(document).then(({ violations }) => violations.filter(({ impact }) => /serious|critical/.test(impact)).map(({ id, nodes }) => id + ' ' + nodes.map(({ target }) => target).join()))",
      );
      assert.deepEqual(found, []);
    };

    const showsStrange = async (): Promise<void> => {
      await openFile('strange [1].safetensors');
      assert.match(await figures('diverged'), /−1 0.5 −0.25 0.75 0 % 1 NaN, 1 ∞/);
      assert.match(await figures('mask'), /BOOL 8 0 1 0.5 0.5 50.0 % none/);
      assert.match(await figures('scalar'), /I64 one number −42/);
      assert.match(await figures('empty'), /0 × 7 .*–/);
      await workbench.screenshot('65-strange-tensors');
    };
    const follows = async (): Promise<void> => {
      const place = path.join(workbench.folder, 'strange [1].safetensors');
      const next = crafted(`{"after":${entry('U8', [2], 0, 2)}}`, Uint8Array.of(3, 5));
      writeFileSync(`${place}.part`, next);
      renameSync(`${place}.part`, place);
      await rowOf('after').waitFor();
      assert.match(await figures('after'), /3 5 4 1 /);
      rmSync(place);
      await frame
        .getByRole('alert')
        .getByText(/no longer exists/)
        .waitFor();
      await workbench.screenshot('66-tensors-gone');
      writeFileSync(place, strange);
      await rowOf('diverged').waitFor();
      assert.equal(await frame.getByRole('alert').count(), 0);
    };

    await step('opens a model of PyTorch with its gates named', async () => {
      await workbench.open('shakespeare.txt');
      await openFile('words.safetensors');
      await frame.getByText('11 tensors').waitFor();
      assert.match(await figures('encoder.weight'), /F32 13 × 6 78 numbers −\d/);
      await rowOf('rnn.weight_hh_l1')
        .getByText('LSTM layer 2 (l1): weights of the previous state')
        .waitFor();
      const forget = frame.locator('tr.gate', { hasText: 'forget gate of rnn.bias_hh_l1' });
      assert.match((await forget.innerText()).replace(/\s+/g, ' '), /forget gate.* 8 /);
      await checkAccess();
      await workbench.screenshot('60-tensors');
    });

    // The rest is the page, drawn by the same Chromium in both legs.
    if (leg === 'oldest') {
      await step('shows what is not finite, empty, or one number', showsStrange);
      await step('shows the file anew when it is written, and says when it is gone', follows);
      return;
    }

    for (const theme of ['Light Modern', 'Dark High Contrast', 'Light High Contrast'] as const) {
      await step(`is readable in ${theme}`, async () => {
        await workbench.colourTheme(theme);
        await checkAccess();
        await workbench.screenshot(`61-tensors-${theme.replace(/ /g, '-')}`);
      });
    }

    await step('is listed by size and by name with the keyboard', async () => {
      await frame.getByRole('button', { name: 'Shape' }).focus();
      await page.keyboard.press('Enter');
      await frame.locator('th[aria-sort=descending]', { hasText: 'Shape' }).waitFor();
      assert.match(await frame.locator('tbody tr').first().innerText(), /32 × 8/);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Shift+Tab');
      await frame.getByRole('searchbox').fill('BIAS l1');
      await frame.getByText('2 of 11 tensors').waitFor();
      await workbench.screenshot('62-tensors-filtered');
      await frame.getByRole('searchbox').fill('zebra');
      await frame.getByText('No tensor has “zebra” in its name.').waitFor();
      await frame.getByRole('searchbox').fill('');
    });

    await step('saves a table of what is listed', async () => {
      await frame.getByRole('button', { name: 'Save CSV' }).click();
      await workbench.until(
        () => workbench.quickInput.inputValue(),
        (value) => value.endsWith('words-tensors.csv'),
        'the name that is proposed',
      );
      await workbench.screenshot('63-tensors-save');
      await page.keyboard.press('Enter');
      await frame.getByText('Saved as words-tensors.csv.').waitFor();
      await workbench.atRest(30);
      assert.equal(await workbench.quickInput.isVisible(), false, 'it is asked where but once');
      const saved = readFileSync(path.join(workbench.folder, 'words-tensors.csv'), 'utf8');
      const lines = saved.trimEnd().split('\r\n');
      assert.equal(lines.length, 1 + 11 + 8 * 4);
      assert.match(
        lines.find((line) => line.includes('"forget gate"')) ?? '',
        /"F32","8 × 6",48,-0\.943/,
      );
      assert.ok(lines.every((line) => !line.endsWith(',,,,,,')));
    });

    await step('pages through a file of many tensors and reads what is seen', async () => {
      await openFile('many.safetensors');
      await frame.getByText('1 to 100 of 180 tensors').waitFor();
      assert.match(await figures('model.layers.0.norm.bias'), /100\.0 %/);
      await frame.getByRole('button', { name: 'More tensors' }).click();
      await frame.getByText('101 to 180 of 180 tensors').waitFor();
      await checkAccess();
      await workbench.screenshot('64-many-tensors');
    });

    await step('shows what is not finite, empty, or one number', showsStrange);
    await step('shows the file anew when it is written, and says when it is gone', follows);

    await step('names the tensor that is wrong in a malformed file', async () => {
      await openFile('broken.safetensors');
      const said = frame.getByRole('alert');
      await said.waitFor();
      assert.match(await said.innerText(), /"rnn\.weight_ih_l0" ends at byte 4194304 .* has 64/);
      await checkAccess();
      await workbench.screenshot('67-broken-tensors');
    });

    await step('is used narrow and large', async () => {
      await openFile('words.safetensors');
      await workbench.palette('View: Close Primary Side Bar');
      await page.setViewportSize({ width: 420, height: 500 });
      await figures('encoder.weight');
      await workbench.screenshot('68-tensors-narrow');
      const sideways = await frame
        .locator('html')
        .evaluate((html) => html.scrollWidth - html.clientWidth);
      assert.equal(sideways, 0);
      await page.setViewportSize({ width: 1440, height: 900 });
    });

    await step('leads to the import of the model', async () => {
      await frame.getByRole('button', { name: 'Import this model…' }).click();
      const rows = await workbench.quickRows();
      assert.equal(rows.length, 4, rows.join(' | '));
      assert.match(rows[0] ?? '', /At White Space/);
      await page.keyboard.press('Escape');
    });
  },
};
export default scenario;
