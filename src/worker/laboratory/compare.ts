/** Runs *Compare*: two models from their files, each as it is or at a mark of its time-lapse, on one text. */
import * as v from 'valibot';
import {
  compare,
  type ComparedModel as OpenedModel,
  type Comparison,
} from '../../engine/comparison/comparison';
import { decodeModelFile, type StoredModel } from '../../engine/files/modelFile';
import { describeFileFailure } from '../../engine/files/safetensors/fileFailures';
import { initialise, loadFlat, loadTensors } from '../../engine/network/network';
import { random } from '../../engine/random';
import { cutOfShape } from '../../engine/text/tokens/cut';
import { tokenizedText } from '../../engine/text/tokens/tokenizedText';
import { planSchema } from '../../engine/training/plan';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Furnished } from '../../shared/laboratory/materials';
import type { CompareNews, CompareOutcome } from '../../shared/laboratory/compare';
import { openNetwork } from '../models/models';
import { snapshotHeader, snapshotWeights } from '../models/snapshotModel';
import type { Called, LaboratoryTools } from './running';

const limits = { words: 60, passages: 6 } as const;

export async function runCompare(
  { run, choice, material }: Furnished<'compare'>,
  called: Called,
  tools: LaboratoryTools,
): Promise<Result<CompareOutcome, Failure>> {
  const { clock, stepping, tell } = tools;
  const { models, judged } = choice;
  if (!models) return failed({ kind: 'noOtherModel' });
  const from = clock.now();
  const [first, second] = material.paths;
  const one = await openAt(first, models[0].mark, material, tools);
  if (!one.ok) return one;
  const other = await openAt(second, models[1].mark, material, tools);
  if (!other.ok) return other;
  const news: CompareNews = { kind: 'marks', marks: [one.value.marks, other.value.marks] };
  tell({ section: 'compare', run, news: [news] });
  if (one.value.text.count === 0) return failed({ kind: 'noText', name: material.name });
  const comparing = compare(one.value, other.value, {
    ...limits,
    ...(judged !== undefined && { judged }),
  });
  for (let next = comparing.next(); ; next = comparing.next()) {
    if (next.done) return success(outcomeOf(next.value, (clock.now() - from) / 1000));
    stepping();
    await clock.nextTurn();
    if (called.cancelled) return failed({ kind: 'stale' });
  }
}

type Marks = CompareNews['marks'][number];

async function openAt(
  path: string,
  mark: number | undefined,
  { name, text: raw }: { readonly name: string; readonly text: string },
  { engine, files }: LaboratoryTools,
): Promise<Result<OpenedModel & { readonly marks: Marks }, Failure>> {
  const bytes = await files.read(path);
  if (!bytes.ok) return bytes;
  if (!bytes.value) return failed({ kind: 'noModel', name });
  const decoded = decodeModelFile(bytes.value);
  if (!decoded.ok) {
    return failed({ kind: 'otherModel', reason: describeFileFailure(decoded.failure) });
  }
  const { model } = decoded;
  if (model.shape.direction === 'both') {
    const reason = 'It reads in both directions, so it has seen the word that it would predict.';
    return failed({ kind: 'otherModel', reason });
  }
  const network = openNetwork(model.shape, engine);
  loadTensors(network, model.weights);
  const header = await snapshotHeader(path, model.shape, files);
  const kept = header?.facts.modelVersion === model.version ? header : undefined;
  const plan = v.safeParse(planSchema, model.plan);
  const marks: Marks = [
    ...(plan.success ? [{ index: 0, step: 0 }] : []),
    ...(kept?.facts.snapshots ?? []).map(({ step }, n) => ({ index: n + 1, step })),
  ];
  if (mark === 0 && plan.success) {
    const { seed, memory } = plan.output;
    initialise(network, random(seed), model.vocabulary.counts, memory);
  } else if (mark !== undefined) {
    const place = kept?.places[mark - 1];
    const weights = place && (await snapshotWeights(path, place, files));
    if (!weights) return failed({ kind: 'noSnapshot' });
    loadFlat(network, weights);
  }
  return success({ network, marks, ...readingOf(model, raw) });
}

const readingOf = ({ shape, vocabulary }: StoredModel, raw: string) => ({
  vocabulary,
  text: tokenizedText(raw, cutOfShape(shape)),
});

/** A copy as the wall has it: lists that are its own, no number where there is none. */
function outcomeOf(
  { tokens, common, judged, bits, groups, words, units, tensors, passages }: Comparison,
  seconds: number,
): CompareOutcome {
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const listed = ({
    frequency,
    kind,
    distance,
  }: Comparison['groups']): CompareOutcome['groups'] => ({
    frequency: frequency.map((group) => ({ ...group, bits: [...group.bits] })),
    kind: kind.map((group) => ({ ...group, bits: [...group.bits] })),
    distance: distance.map((group) => ({ ...group, bits: [...group.bits] })),
  });
  return {
    ...{ tokens: [...tokens], common: { ...common }, judged, seconds },
    bits: [finite(bits[0]), finite(bits[1])],
    groups: listed(groups),
    words: words.map((word) => ({ ...word, bits: [...word.bits] })),
    ...(units && { units: { units: [...units.units], byChance: { ...units.byChance } } }),
    tensors: tensors.map(({ name, relative, cosine }) => ({
      ...{ name, relative: Number.isFinite(relative) ? relative : 0, cosine: finite(cosine) },
    })),
    passages: passages.map(({ from, words: own }) => ({
      from,
      words: own.map((word) => ({ ...word, bits: [...word.bits] })),
    })),
  };
}
