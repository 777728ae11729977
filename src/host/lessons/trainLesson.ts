/**
 * The same lesson trained again with another seed, and its claims measured in what came of it. A
 * training here is an ordinary one, on a text that no editor has, under a key of its own.
 */
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Lesson, LessonId } from '../../shared/lessons/lessons';
import type { ClassroomTraining } from '../../shared/pages/panelLesson';
import { lessonScheme } from '../sessions/keySchemes';
import type { ModelFiles } from '../sessions/modelFiles';
import type { Sessions } from '../sessions/sessions';
import type { OpenText } from '../texts/openText';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, deadlines } from '../threads/threadCalls';
import type { TrainingOrder } from '../training/trainingRequest';
import type { Trainings } from '../training/trainings';

export interface LessonTrainingNeeds {
  readonly sessions: Pick<Sessions, 'onDidChange' | 'apply'>;
  readonly trainings: Pick<Trainings, 'train'>;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly files: Pick<ModelFiles, 'pathOf'>;
}

/** What the page is told about it, and asks of it. */
interface Observer {
  /** From 0 to 1. */
  follow(progress: number): void;
  isCalledOff(): boolean;
}

const stopped: Failure = { kind: 'stoppedEarly' };
const patient = { deadline: deadlines.long };

/** Under which a training in the classroom is kept. */
export const trainingKey = (id: LessonId, seed: number): string =>
  `${lessonScheme}${id}, seed ${seed}`;

/** @returns what the claims are in it; of one that was called off nothing is kept */
export async function trainLesson(
  needs: LessonTrainingNeeds,
  lesson: Pick<Lesson, 'id' | 'title'>,
  seed: number,
  observer: Observer,
): Promise<Result<ClassroomTraining>> {
  const { sessions, analyst, files } = needs;
  const asked = { lesson: lesson.id, seed };
  const given = await answerOf(analyst.call('lessonTraining', asked, patient));
  if (!given.ok) return given;
  if (observer.isCalledOff()) return failed(stopped);
  const { text: words, plan, options, task } = given.value;
  const text = textOf(lesson, seed, words);
  const path = files.pathOf(text.key);
  const learnt = { ...(task && { task }), sizes: options };
  const order: TrainingOrder = { start: 'afresh', budget: { plan }, seed, ...learnt };
  const trained = await followed(needs, text, order, observer);
  if (!trained.ok) return trained;
  if (observer.isCalledOff() || trained.value.stopped === 'user') {
    await answerOf(analyst.call('deleteModel', { path }));
    sessions.apply(text, { kind: 'deleted' });
    return failed(stopped);
  }
  observer.follow(1);
  const claims = await answerOf(analyst.call('measureLesson', { ...asked, path }, patient));
  if (!claims.ok) return claims;
  return success({ seed, seconds: trained.value.seconds, claims: claims.value });
}

function textOf(
  { id, title }: Pick<Lesson, 'id' | 'title'>,
  seed: number,
  words: string,
): OpenText {
  const name = `“${title}”, seed ${seed}`;
  return { key: trainingKey(id, seed), name, version: 1, untitled: false, text: () => words };
}

async function followed(
  { sessions, trainings }: LessonTrainingNeeds,
  text: OpenText,
  order: TrainingOrder,
  { follow }: Observer,
): ReturnType<Trainings['train']> {
  const following = sessions.onDidChange(({ session, event }) => {
    if (session.key === text.key && event.kind === 'progress') follow(event.report.progress);
  });
  const trained = await trainings.train(text, order);
  following.dispose();
  return trained;
}
