/**
 * How a training begins, decided in one place: from nothing, from the model that is there, or where a
 * training was cut off. A checkpoint is gone on from only where the text is still the one that it was
 * made with; where it is not, the request says what is done instead.
 */
import * as v from 'valibot';
import type { ResumePoint, StoredModel } from '../../engine/files/modelFile';
import type { TrainingSplit } from '../../engine/text/corpus';
import { cutOfShape, newestVersion, type Cut } from '../../engine/text/tokens/cut';
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { Plan } from '../../engine/training/plan';
import { planSchema } from '../../engine/training/plan';
import { flawOfState } from '../../engine/training/stateFlaws';
import type { TrainingProgress, TrainingRequest } from '../../shared/contracts/trainer';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Resumed } from '../models/resumePoint';
import { fromResumePoint } from '../models/resumePoint';
import type { Breathe } from '../words/openText';
import { encodeAll } from '../words/openText';

export type Beginning =
  | (Again & { readonly kind: 'afresh' })
  | (Again & { readonly kind: 'continue'; readonly model: StoredModel })
  | (Checkpoint & {
      readonly kind: 'resume';
      readonly model: StoredModel;
      /** The text in the model's words. */
      readonly ids: Int32Array;
    });

interface Again {
  /** It was to be resumed and could not be: why. */
  readonly beginsAgain?: NonNullable<TrainingProgress['beginsAgain']>;
}

interface Checkpoint {
  readonly plan: Plan;
  readonly resumed: Resumed;
}

export interface CutText {
  readonly text: TokenizedText;
  readonly split: TrainingSplit;
}

type Asked = Pick<TrainingRequest, 'name' | 'start' | 'otherwise' | 'files'>;

/** As a new model of the request's would read. */
export const cutAsked = ({ options }: Pick<TrainingRequest, 'options'>): Cut => ({
  kind: options.tokens,
  version: options.cut ?? newestVersion,
});

/** As the text has to be cut to find out how the training begins. */
export const cutToBegin = (request: TrainingRequest, stored: StoredModel | undefined): Cut =>
  request.start === 'afresh' || !stored ? cutAsked(request) : cutOfShape(stored.shape);

/** @param cutText cut by {@link cutToBegin} */
export async function beginningOf(
  asked: Asked,
  stored: StoredModel | undefined,
  cutText: CutText,
  breathe: Breathe,
): Promise<Result<Beginning, Failure>> {
  const { start, otherwise = 'continue' } = asked;
  switch (start) {
    case 'afresh':
      return success({ kind: 'afresh' });
    case 'continue':
      return success(stored ? { kind: 'continue', model: stored } : { kind: 'afresh' });
    case 'resume': {
      if (!stored?.resume) return success(instead(otherwise, stored, 'nothingKept'));
      const ids = await encodeAll(cutText.text, stored.vocabulary, breathe);
      if (!isTextOf(stored, ids, cutText.split)) {
        return success(instead(otherwise, stored, 'textChanged'));
      }
      const read = readCheckpoint(stored, stored.resume, tokensOf(cutText.split));
      if (!read.ok) return failed(damaged(asked, read.failure));
      return success({ kind: 'resume', model: stored, ids, ...read.value });
    }
    default:
      return start satisfies never;
  }
}

const damaged = ({ name, files }: Asked, problem: string): Failure => ({
  kind: 'damagedCheckpoint',
  ...{ name, problem, ...ofSeveral(files) },
});

export const ofSeveral = (files: Asked['files']): { readonly several?: boolean } =>
  files ? { several: true } : {};

function instead(
  otherwise: NonNullable<TrainingRequest['otherwise']>,
  stored: StoredModel | undefined,
  beginsAgain: NonNullable<Again['beginsAgain']>,
): Beginning {
  return stored && otherwise === 'continue'
    ? { kind: 'continue', model: stored, beginsAgain }
    : { kind: 'afresh', beginsAgain };
}

/** Whether every word is counted in it as often as in the text that the model learnt from. */
function isTextOf({ vocabulary }: StoredModel, ids: Int32Array, split: TrainingSplit): boolean {
  const counts = new Uint32Array(vocabulary.size);
  for (const { from, to } of split.trainRanges) {
    for (let token = from; token < to; token++) counts[ids[token]]++;
  }
  return counts.every((count, id) => count === vocabulary.counts[id]);
}

/** @returns what is wrong with it as the rest of a sentence, so that nothing damaged is ever put back */
function readCheckpoint(
  { shape, plan: stored }: StoredModel,
  point: ResumePoint,
  tokens: number,
): Result<Checkpoint, string> {
  const plan = v.safeParse(planSchema, stored);
  if (!plan.success) return failed('its plan is missing or not what it should be');
  const resumed = fromResumePoint(point);
  if (!resumed) return failed('its state is missing or not what it should be');
  const flaw = flawOfState(resumed.state, { shape, plan: plan.output, reads: { tokens } });
  return flaw === undefined ? success({ plan: plan.output, resumed }) : failed(flaw);
}

/** That are learnt from. */
export const tokensOf = ({ trainRanges }: TrainingSplit): number =>
  trainRanges.reduce((sum, { from, to }) => sum + to - from, 0);
