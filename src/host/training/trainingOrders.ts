/**
 * What a training of a text is to do: which of its models it writes, and which one makes room for it.
 * The headers of the text's models are read before each training, because another window may have
 * made or trained one.
 */
import type { ChosenCell } from '../../shared/cellChoice';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { ModelListing } from '../../shared/model/modelFiles';
import type { Settings } from '../../shared/settings';
import type { ModelFiles } from '../sessions/modelFiles';
import { drawSlot, slotOf } from '../sessions/modelFiles';
import { listModels } from '../sessions/modelList';
import type { Session } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';
import type { OpenText } from '../texts/openText';
import type { SupervisedThread } from '../threads/supervisor';
import type { AskModelChoice, ModelChoice } from './modelChoice';
import type { TrainingOrder } from './trainingRequest';
import type { OwnModel, Wanted } from './trainingTarget';
import { targetFor } from './trainingTarget';
import type { Trainings } from './trainings';

export interface OrderNeeds {
  readonly sessions: Pick<Sessions, 'of'>;
  readonly files: Pick<ModelFiles, 'of' | 'exists' | 'idOf' | 'isOf'>;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly trainings: Pick<Trainings, 'ended'>;
  readonly settings: () => Settings;
  readonly modelChoice: AskModelChoice;
}

export interface Asked extends Pick<TrainingOrder, 'budget' | 'seed' | 'files' | 'task'> {
  readonly afresh: boolean;
  /** In place of those of the settings. */
  readonly cells?: readonly ChosenCell[];
}

export async function orderTraining(
  needs: OrderNeeds,
  text: Pick<OpenText, 'key' | 'name' | 'untitled'>,
  { afresh, cells, ...asked }: Asked,
): Promise<Result<TrainingOrder>> {
  const { sessions, files, analyst, trainings } = needs;
  const chosen = await needs.modelChoice(cells, asked.task?.id);
  if (!chosen.ok) return chosen;
  // What is being saved is one of the models to choose from.
  if (sessions.of(text).stopping) await trainings.ended();
  const paths = await files.of(text.key);
  const listed = await listModels(paths, analyst);
  if (!listed) return failed({ kind: 'stale' });
  const session = sessions.of(text);
  const target = targetFor(
    ownModels(needs, session, listed),
    wantedBy(needs, asked, chosen.value),
    {
      ...{ afresh, untitled: text.untitled },
    },
  );
  const versions = listed.flatMap(({ facts }) => (facts.ok ? [facts.value.modelVersion] : []));
  const { options: made } = chosen.value;
  const more = { ...asked, made, versionAfter: Math.max(0, ...versions) };
  if (target.kind === 'new') {
    const slot = await freeSlot(files, text.key);
    const kept = afresh ? ownPath(needs, session) : undefined;
    // Of a text without any model the trainer begins one all the same.
    const start = afresh || paths.length > 0 ? 'afresh' : 'continue';
    const forgetsLike = forgetfulPaths(session, text.untitled ? [] : paths);
    return success({
      ...{ ...more, start, slot },
      ...(kept === undefined ? {} : { kept }),
      ...(forgetsLike.length === 0 ? {} : { forgetsLike }),
    });
  }
  // A budget of its own is a plan of its own; only without one is an old plan finished.
  const start = target.start === 'resume' && asked.budget ? 'continue' : target.start;
  return success({ ...more, start, slot: target.slot });
}

/** The first has none; the next ones are drawn. */
export async function freeSlot(
  files: Pick<ModelFiles, 'exists'>,
  key: string,
): Promise<string | undefined> {
  return (await files.exists(key)) ? drawSlot() : undefined;
}

/** Of the model that the text uses, whose ever it is, or is in training with. */
const pathInUse = ({ target, model }: Session): string | undefined =>
  target ?? (model?.kind === 'file' ? model.path : undefined);

/** Of models from which a new one takes what it forgets, the text's in use first: not all have a file yet. */
function forgetfulPaths(session: Session, own: readonly string[]): readonly string[] {
  const used = [session, session.before].flatMap((one) => (one && pathInUse(one)) ?? []);
  return [...new Set([...used, ...own])];
}

/** The same, where it is one of its own. */
function ownPath({ files }: OrderNeeds, session: Session): string | undefined {
  const path = pathInUse(session);
  return path !== undefined && files.isOf(path, session.key) ? path : undefined;
}

function ownModels(
  needs: OrderNeeds,
  session: Session,
  listed: readonly ModelListing[],
): OwnModel[] {
  const used = ownPath(needs, session);
  return listed.flatMap(({ path, facts }) =>
    facts.ok
      ? [{ ...facts.value, slot: slotOf(needs.files.idOf(path)), isInUse: path === used }]
      : [],
  );
}

function wantedBy(
  { settings }: OrderNeeds,
  { seed, task }: Pick<Asked, 'seed' | 'task'>,
  { made: { made, layers }, options: { memory = 0 } }: ModelChoice,
): Wanted {
  const now = settings();
  return {
    seed: seed ?? now['training.seed'],
    task: task?.id ?? 'next',
    variant: variantOf(task),
    tokens: task ? undefined : now['model.tokens'],
    ...{ layers, made, memory },
    hiddenSize: now['model.hiddenSize'],
    // A series has no embedding.
    embeddingSize: task?.id === 'series' ? 0 : now['model.embeddingSize'],
  };
}

/** As a listing says it of the model that comes of it. */
function variantOf(task: Asked['task']): string | undefined {
  if (task?.id === 'pairs') return task.attention ?? 'dot';
  return task?.id === 'series' ? task.columns?.join(',') : undefined;
}
