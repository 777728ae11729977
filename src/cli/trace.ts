/**
 * `trace`: the record of every token of a text, one per line; the same reader as a hover's, so the same
 * numbers.
 */
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeFileFailure } from '../engine/files/safetensors/fileFailures';
import { decodeModelFile } from '../engine/files/modelFile';
import { tokenizedText } from '../engine/text/tokens/tokenizedText';
import { cutOfShape, type Cut } from '../engine/text/tokens/cut';
import type { LayerValues } from '../shared/api';
import type { TokenReading } from '../shared/questions/editor/hover';
import type { Handlers } from '../shared/wire/rpc';
import type { ReaderContract } from '../shared/contracts/reader';
import { createDocuments } from '../worker/documents/documents';
import { createLooking, createCompletionLooking } from '../worker/documents/look';
import { createModels } from '../worker/models/models';
import { systemClock as clock } from '../worker/platform/clock';
import { createFiles } from '../worker/platform/disk/files';
import { platformEngine } from '../worker/platform/wasm';
import { createReader } from '../worker/reader';
import { createSlices } from '../worker/scheduling/slices';
import {
  oneFile,
  readInput,
  readText,
  refuse,
  UsageError,
  wholeOption,
  type Command,
  type Console,
} from './command';

export const trace: Command = {
  usage: 'trace FILE --model M.safetensors [--from N] [--count N]',
  help: `Prints what a hover shows of every token of a text, one line of JSON for each.

  --model M          the file of the model
  --from N           the first token, from 0 (0)
  --count N          how many (all)
  --json             the default: there is no other form

Tokens, layers and units count from 0; a range is in offsets of UTF-16 units, its end just after.`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        model: { type: 'string' },
        from: { type: 'string' },
        count: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const file = oneFile(positionals);
    if (values.model === undefined) throw new UsageError('--model names the file of the model.');
    const path = resolve(values.model);
    const raw = await readText(file);
    const text = tokenizedText(raw, await cutOfModel(path));
    const all = { from: 0, to: text.count, otherwise: 0 };
    const from = wholeOption('from', values.from, all);
    const rest = { from: 0, to: text.count - from, otherwise: text.count - from };
    const count = wholeOption('count', values.count, rest);
    terminal.log('Tokens, layers, units and offsets count from 0.');
    const reader = readerOf(path, { documentKey: basename(file), version: 1, text: raw }, terminal);
    for (let token = from; token < from + count; token++) {
      const request = { documentKey: basename(file), offset: text.start(token) };
      const reading = await reader.inspect(request, { cancelled: false });
      if (!reading.ok) refuse(reading.failure);
      terminal.print(JSON.stringify(plain(reading.value)));
    }
    return 0;
  },
};

/** @throws UsageError for a file that is no model of ours; unlike in VS Code it stays where it is */
async function cutOfModel(path: string): Promise<Cut> {
  const decoded = decodeModelFile(await readInput(path));
  if (!decoded.ok) throw new UsageError(`${path}: ${describeFileFailure(decoded.failure)}`);
  return cutOfShape(decoded.model.shape);
}

function readerOf(
  path: string,
  document: { documentKey: string; version: number; text: string },
  terminal: Console,
): Handlers<ReaderContract> {
  const files = createFiles({ clock, fault: () => undefined });
  const { createKernels } = platformEngine();
  const models = createModels({ files, createKernels, log: terminal.log });
  const documents = createDocuments({
    models,
    counting: false,
    changed: () => undefined,
    clock,
    onBug: (error) => terminal.log(String(error)),
  });
  const slices = createSlices(clock);
  // However long it takes: a record here is never approximate.
  const looks = { documents, slices, clock, patience: Infinity };
  const [looking, lookingForCompletion] = [createLooking(looks), createCompletionLooking(looks)];
  const job = { cancelled: false };
  void documents.handlers.openDocument(document, job);
  const source = { kind: 'file', path } as const;
  void documents.handlers.useModel({ documentKey: document.documentKey, source }, job);
  return createReader({ documents, looking, lookingForCompletion, clock, asked: () => undefined });
}

/** A TokenRecord as the design has it, and no more; typed arrays become lists. */
function plain(reading: TokenReading) {
  const { index, token, range, known, seen, bits, rank, expected } = reading;
  const { documentVersion, modelVersion, layers } = reading;
  return {
    ...{ index, token, range, known, seen, bits, rank, expected },
    ...{ documentVersion, modelVersion, layers: layers.map(listed) },
  };
}

function listed(layer: LayerValues): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(layer).map(([name, values]: [string, Float32Array]) => [name, [...values]]),
  );
}
