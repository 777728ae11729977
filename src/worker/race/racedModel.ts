/** The network of a race as the bytes of a model file, so that the text can be read with it. */
import { encodeModelFile } from '../../engine/files/modelFile';
import type { CurvePoint } from '../../engine/files/modelMetadata';
import type { EvaluationText } from '../../engine/evaluation/evaluationText';
import { saveTensors } from '../../engine/network/network';
import type { RaceRow } from '../../engine/race/record';
import { fingerprint } from '../../engine/text/fingerprint';
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';
import { sketchSeen } from '../models/seenText';
import { toBase64 } from '../platform/base64';
import type { Breathe } from '../words/openText';
import type { Entry } from './entry';

/** What all models of a race know of its text. */
export interface RacedFacts {
  readonly documentKey: string;
  readonly text: EvaluationText;
  readonly fingerprint: readonly number[];
  /** Of the part that each learnt from, or part of which. */
  readonly seen: string;
}

/** Looks at the text once. */
export async function racedFacts(
  documentKey: string,
  text: EvaluationText,
  tokens: TokenizedText,
  breathe: Breathe,
): Promise<RacedFacts> {
  const { bytes } = await sketchSeen(tokens, [text.split.train], breathe);
  return { documentKey, text, fingerprint: fingerprint(tokens), seen: toBase64(bytes) };
}

/** @param entry whose network has the weights that were measured */
export function racedModel(
  { documentKey, text, fingerprint: sketch, seen }: RacedFacts,
  row: RaceRow,
  { network }: Entry,
  history: readonly CurvePoint[],
): Uint8Array<ArrayBuffer> {
  const { validationPerplexity } = row;
  return encodeModelFile({
    shape: network.shape,
    vocabulary: text.vocabulary,
    plan: row.plan,
    version: 1,
    steps: row.steps,
    ...(validationPerplexity !== null && { validationPerplexity }),
    documentKey,
    name: `${row.cell}, seed ${row.seed} (race)`,
    fingerprint: sketch,
    history,
    unitNames: {},
    seen,
    weights: saveTensors(network),
  });
}
