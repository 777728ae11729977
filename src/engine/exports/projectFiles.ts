/**
 * A model as a PyTorch project: the files of a folder by name. Each is whole by itself and readable;
 * what Python is the same for every model stands in `python`.
 */
import type { ParityRecord } from '../files/foreign/parityRecord';
import { encodeModelFile, type StoredModel } from '../files/modelFile';
import { classRuns as classesOfVersion1 } from '../text/tokens/characterClasses';
import { cutOfShape } from '../text/tokens/cut';
import { classRuns as classesOfVersion2 } from '../text/tokens/wordBreakClasses';
import { modelSource } from './modelSource';
import { readMe } from './readMe';
import check from './python/check.py';
import goOn from './python/continue.py';
import tokens from './python/tokens.py';

/** @param parity tokens and what they cost the model here */
export function projectFiles(
  model: StoredModel,
  parity: ParityRecord,
): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const text = (content: string) => new TextEncoder().encode(content);
  return new Map([
    ['README.md', text(readMe(model))],
    ['model.py', text(modelSource(model.shape))],
    ['tokens.py', text(tokens)],
    ['check.py', text(check)],
    ['continue.py', text(goOn)],
    ['vocabulary.json', text(vocabularyJson(model))],
    ['parity.json', text(`${JSON.stringify(parity)}\n`)],
    // With what a training needs to go on, where there is that.
    ['weights.safetensors', encodeModelFile(model)],
  ]);
}

/** The words in the order of the rows, and what a scanner must know to cut a text into them. */
function vocabularyJson({ shape, vocabulary }: StoredModel): string {
  const { kind, version } = cutOfShape(shape);
  const runs = version === 1 ? classesOfVersion1 : classesOfVersion2;
  return [
    '{',
    `"tokens": ${JSON.stringify(kind)},`,
    `"cut": ${version},`,
    ...(kind === 'words' ? [`"classes": ${JSON.stringify(runs().flat())},`] : []),
    '"unknown": 0,',
    `"words": ${JSON.stringify(vocabulary.words)}`,
    '}',
    '',
  ].join('\n');
}
