/**
 * The same word's loss in other models of the text: read from their files, kept open while they are asked
 * for, and closed as soon as they are not.
 */
import * as v from 'valibot';
import { decodeModelFile } from '../../../engine/files/modelFile';
import { describeFileFailure } from '../../../engine/files/safetensors/fileFailures';
import { viewFloats } from '../../../engine/files/safetensors/storedTensor';
import { mostWordsFor } from '../../../engine/inspection/gradient/gradientFlow';
import { loadTensors, type Network } from '../../../engine/network/network';
import { createPredictor, type Predictor } from '../../../engine/network/predictor';
import { cutOfShape, isSameCut, type Cut } from '../../../engine/text/tokens/cut';
import type { Vocabulary } from '../../../engine/text/words/vocabulary';
import { planSchema } from '../../../engine/training/plan';
import type { BesideGradient, Gradient } from '../../../shared/questions/gradient';
import type { Look } from '../../documents/look';
import { openNetwork, type ModelsOptions } from '../../models/models';
import { follow, gradientOf } from './following';

export interface BesideNeeds extends Pick<ModelsOptions, 'createKernels'> {
  readonly files: Pick<ModelsOptions['files'], 'read' | 'stamp'>;
}

export interface AskedBeside {
  readonly token: number;
  /** The first word that is followed. */
  readonly from: number;
  readonly ids: readonly string[];
  /** In the order of the ids. */
  readonly paths: readonly string[];
}

interface OpenModel {
  readonly stamp: string | undefined;
  readonly network: Network;
  readonly predictor: Predictor;
  readonly vocabulary: Vocabulary;
  readonly cut: Cut;
  readonly plan: unknown;
}

/** Words that are read before those that are followed. */
const warmUp = 512;

export function createBeside(
  needs: BesideNeeds,
): (look: Look, asked: AskedBeside) => Promise<BesideGradient[]> {
  const open = new Map<string, OpenModel>();
  return async (look, { ids, paths, ...place }) => {
    for (const [path, { network }] of open) {
      if (paths.includes(path)) continue;
      open.delete(path);
      network.kernels.dispose();
    }
    const found: BesideGradient[] = [];
    for (const [n, id] of ids.entries()) {
      const model = await opened(open, paths.at(n), needs);
      found.push(
        typeof model === 'string'
          ? { id, problem: model }
          : { id, ...(await gradientBeside(look, model, place)) },
      );
    }
    return found;
  };
}

/** @returns a sentence where it cannot be read */
async function opened(
  open: Map<string, OpenModel>,
  path: string | undefined,
  { files, ...needs }: BesideNeeds,
): Promise<OpenModel | string> {
  if (path === undefined) return gone;
  const stamp = await files.stamp(path);
  const known = open.get(path);
  if (known && known.stamp === stamp) return known;
  known?.network.kernels.dispose();
  open.delete(path);
  const bytes = await files.read(path);
  if (!bytes.ok || !bytes.value) return gone;
  const decoded = decodeModelFile(bytes.value, viewFloats);
  if (!decoded.ok) return `It cannot be read: ${describeFileFailure(decoded.failure)}`;
  const { shape, weights, vocabulary, plan } = decoded.model;
  if (shape.direction === 'both')
    return 'It reads in both directions, so it predicts no next word.';
  const network = openNetwork(shape, needs);
  loadTensors(network, weights);
  const predictor = createPredictor(network);
  const model = { ...{ stamp, network, predictor, vocabulary, plan }, cut: cutOfShape(shape) };
  open.set(path, model);
  return model;
}

const gone = 'Its file is not there any more.';

async function gradientBeside(
  look: Look,
  { network, predictor, vocabulary, cut, plan }: OpenModel,
  { token, from }: Pick<AskedBeside, 'token' | 'from'>,
): Promise<{ problem: string } | (Pick<Gradient, 'loss' | 'layers' | 'truncation'> & object)> {
  const { view } = look;
  if (!isSameCut(cut, view.model.cut)) {
    return { problem: 'It cuts the text into other tokens, so its steps are not these words.' };
  }
  const idAt = (at: number): number => vocabulary.id(view.text.token(at));
  const first = Math.max(from, token - mostWordsFor(network));
  const state = predictor.start();
  let at = Math.max(0, first - warmUp);
  await look.until(() => {
    if (at < first) predictor.read(idAt(at++), state);
    return at >= first;
  });
  const ids = Array.from({ length: token - first }, (_, n) => idAt(first + n));
  const target = token < view.text.count ? idAt(token) : vocabulary.unknown;
  const found = await follow(look, { predictor, ids, state, target });
  return { ...gradientOf(network, found), ...truncationOf(plan) };
}

export function truncationOf(plan: unknown): Pick<Gradient, 'truncation'> {
  const read = v.safeParse(planSchema, plan);
  return read.success ? { truncation: read.output.T } : {};
}
