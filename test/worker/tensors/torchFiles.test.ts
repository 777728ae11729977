/** Looking into what torch.save wrote, as into a safetensors file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sentence, success } from '../../../src/shared/failures';
import { createTensorFiles } from '../../../src/worker/tensors/tensorFiles';

const folder = join(import.meta.dirname, '../../fixtures/import/pytorch');
const job = { cancelled: false };

async function opened(name: string) {
  const content = Uint8Array.from(readFileSync(join(folder, name)));
  const files = {
    visit: () => Promise.resolve(success(undefined)),
    stamp: () => Promise.resolve(undefined),
  };
  const tensors = createTensorFiles({ files, breathe: () => Promise.resolve() });
  const file = await tensors.openTensors({ key: 1, file: { name, content } }, job);
  const rows = await tensors.tensorRows({ key: 1, from: 0, count: 100 }, job);
  const statisticsOf = (tensor: string) => {
    const place = rows.ok ? rows.value.findIndex(({ name: one }) => one === tensor) : -1;
    return tensors.tensorStatistics({ key: 1, place }, job);
  };
  return { file, rows, statisticsOf };
}

describe('Looking into a file of torch.save', () => {
  it('shows its tensors, their gates and their numbers, and offers the import', async () => {
    const { file, rows, statisticsOf } = await opened('gru.pt');
    expect(file).toMatchObject({ value: { tensors: 11, types: ['F32'], model: 'foreign' } });
    expect(rows).toMatchObject({ ok: true });
    const row = rows.ok ? rows.value.find(({ name }) => name === 'rnn.weight_hh_l1') : undefined;
    expect(row).toMatchObject({ shape: [24, 8], part: { cell: 'gru', layer: 1 } });
    const statistics = await statisticsOf('rnn.weight_hh_l1');
    expect(statistics.ok && statistics.value.blocks).toHaveLength(3);
  });

  it('says what else is in a checkpoint, and shows no numbers of views with others between', async () => {
    const { file } = await opened('checkpoint.pt');
    expect(file.ok && file.value.metadata.map(({ name }) => name)).toContain(
      'optimizer_state_dict',
    );
    const { statisticsOf } = await opened('columns.pt');
    const between = await statisticsOf('encoder.weight');
    expect(between.ok ? '' : sentence(between.failure)).toMatch(/view of another tensor/);
    expect(await statisticsOf('decoder.weight')).toMatchObject({ ok: true });
  });

  it('names what made a tensor that it cannot read, and why a file has none', async () => {
    const { rows } = await opened('quantised.pt');
    const made = rows.ok ? rows.value.map(({ dtype }) => dtype) : [];
    expect(made).toContain('torch._utils._rebuild_qtensor');
    const { file } = await opened('whole-module.pt');
    expect(file.ok ? '' : sentence(file.failure)).toMatch(
      /cannot be shown\. It holds a whole object/,
    );
  });
});
