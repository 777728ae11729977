/** `export`: a model for other programs, as *Export Model…* writes it. */
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeModelFile } from '../engine/files/modelFile';
import { describeFileFailure } from '../engine/files/safetensors/fileFailures';
import { exportKinds } from '../shared/model/modelFiles';
import { createExporter } from '../worker/exports/exportModel';
import { createModelFiles } from '../worker/models/modelFiles';
import { systemClock as clock } from '../worker/platform/clock';
import { createFiles } from '../worker/platform/disk/files';
import { choiceOption, oneFile, readInput, refuse, UsageError, type Command } from './command';

export const exporting: Command = {
  usage: 'export MODEL.safetensors --to safetensors|project|onnx --out PATH [--json]',
  help: `Writes a model for other programs. It contains the words of the text that it was trained on.

  --to safetensors   the weights by PyTorch's names, without what a further training needs
  --to project       a folder with a PyTorch module, the weights, and a check that both compute the same
  --to onnx          a network for ONNX runtimes: LSTM, GRU and RNN models
  --out PATH         the file, or the folder of a project: a new or an empty one
  --json             one value`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        out: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const model = oneFile(positionals);
    if (values.to === undefined) {
      throw new UsageError(`--to is one of ${exportKinds.join(', ')}.`);
    }
    const to = choiceOption('to', values.to, exportKinds, 'safetensors');
    if (values.out === undefined) throw new UsageError('--out names the file or the folder.');
    await checkModel(model);
    const files = createFiles({ clock, fault: () => undefined });
    const exported = await createExporter({
      ...{ files, modelFiles: createModelFiles({ files }) },
    })({ path: resolve(model), target: resolve(values.out), to, name: basename(model) });
    if (!exported.ok) refuse(exported.failure);
    const { bytes } = exported.value;
    const written = { model, to, out: values.out, bytes };
    terminal.print(
      values.json === true ? JSON.stringify(written) : `${values.out} (${bytes} bytes)`,
    );
    return 0;
  },
};

/** @throws UsageError for a file that is no model of ours; unlike in VS Code it stays where it is */
async function checkModel(path: string): Promise<void> {
  const decoded = decodeModelFile(await readInput(path));
  if (!decoded.ok && decoded.failure.kind === 'otherTask') {
    throw new UsageError(
      `${path} was trained for ${decoded.failure.task}, and projects and ONNX are written of models of the next word. The file itself has its weights by PyTorch's names (rnn.weight_ih_l0, decoder.weight), and its words and answers in the metadata.`,
    );
  }
  if (!decoded.ok) throw new UsageError(`${path}: ${describeFileFailure(decoded.failure)}`);
}
