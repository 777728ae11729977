/**
 * What the page of a lesson asks for: the same lesson trained again with another seed, one network
 * or another shown, the text made for another gap. A training here is an ordinary one, on a text
 * that no editor has, under a key of its own; the network that came with the lesson is never
 * touched. Knows nothing of VS Code.
 */
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { TrainingSummary } from '../../shared/api';
import type { Failure, Result } from '../../shared/failures';
import { failed, sentence, success } from '../../shared/failures';
import type { LessonId } from '../../shared/lessons/lessons';
import { lessonIds } from '../../shared/lessons/lessons';
import type { ClassroomTraining, LessonWish, PanelLesson } from '../../shared/pages/panelLesson';
import type { BorrowedModels } from '../models/borrowedModels';
import { answerOf, deadlines } from '../threads/threadCalls';
import { lessonScheme } from '../sessions/keySchemes';
import type { Listen, Subscription } from '../common/listeners';
import type { ModelFiles } from '../sessions/modelFiles';
import { modelId } from '../sessions/modelFiles';
import type { OpenLesson, LessonTexts } from './lessonTexts';
import type { OpenText } from '../texts/openText';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import type { SupervisedThread } from '../threads/supervisor';
import type { Trainings } from '../training/trainings';

export interface LessonRequests extends Subscription {
  /** For the page of the text; none where it is no lesson's. */
  of(key: string): PanelLesson | undefined;
  /** Carries out what the page asks for; what cannot be done is said there. */
  wish(key: string, wish: LessonWish): void;
  readonly onDidChange: Listen<string>;
}

interface Needs {
  readonly lessons: LessonTexts;
  readonly sessions: Sessions;
  readonly trainings: Pick<Trainings, 'train' | 'stop'>;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly restoring: Pick<RestoreModel, 'refresh'>;
  readonly borrowed: Pick<BorrowedModels, 'choose'>;
  readonly files: Pick<ModelFiles, 'pathOf'>;
  readonly find: (key: string) => OpenText | undefined;
  /** Puts another text in the place of all that the document holds. */
  readonly rewrite: (key: string, text: string) => Promise<void>;
}

/** Under which a training in the classroom is kept. */
const trainingKey = (id: LessonId, seed: number): string => `${lessonScheme}${id}, seed ${seed}`;

export function createLessonRequests(room: Needs): LessonRequests {
  const { lessons, sessions, files } = room;
  /** Texts whose training was called off; its weights are thrown away. */
  const cancelled = new Set<string>();

  function shownOf(key: string, { lesson, trainings }: OpenLesson): PanelLesson['shown'] {
    const { model } = sessions.find(key) ?? {};
    if (model?.kind !== 'file') return 'other';
    if (lessons.isShipped(model.path)) return 'shipped';
    const isShown = ({ seed }: ClassroomTraining): boolean =>
      model.path === files.pathOf(trainingKey(lesson.id, seed));
    return trainings.find(isShown)?.seed ?? 'other';
  }

  function tell<T>(key: string, result: Result<T>): T | undefined {
    if (result.ok) return result.value;
    lessons.change(key, { running: undefined, trouble: sentence(result.failure) });
    return undefined;
  }

  async function train(key: string, seed: number): Promise<void> {
    const open = lessons.find(key);
    if (!open || open.running) return;
    lessons.change(key, { running: { seed, progress: 0 }, trouble: undefined });
    cancelled.delete(key);
    const result = await trainedAnew(room, open, seed, follow, called);
    if (called()) return lessons.change(key, { running: undefined });
    const trained = tell(key, result);
    if (!trained) return;
    const others = (lessons.find(key)?.trainings ?? []).filter((one) => one.seed !== seed);
    lessons.change(key, { running: undefined, trainings: [...others, trained] });

    function follow(progress: number): void {
      lessons.change(key, { running: { seed, progress } });
    }
    function called(): boolean {
      return cancelled.has(key);
    }
  }

  function cancel(key: string): void {
    if (!lessons.find(key)?.running) return;
    cancelled.add(key);
    room.trainings.stop();
  }

  async function show(key: string, network: 'shipped' | number): Promise<void> {
    const text = room.find(key);
    const open = lessons.find(key);
    if (!text || !open) return;
    if (sessions.find(key)?.before) {
      const { name } = text;
      tell(key, failed({ kind: 'alreadyTraining', name, sameDocument: true }));
      return;
    }
    const id = network === 'shipped' ? undefined : modelId(trainingKey(open.lesson.id, network));
    room.borrowed.choose(key, id);
    lessons.change(key, { own: false, trouble: undefined });
    sessions.apply(text, { kind: 'deleted' });
    await room.restoring.refresh(text);
    lessons.change(key, {});
  }

  async function makeGap(key: string, place: number): Promise<void> {
    const gap = lessons.find(key)?.lesson.gaps?.[place];
    if (!gap) return;
    await room.rewrite(key, gap.text);
    lessons.change(key, { gap: place, trouble: undefined });
  }

  const training = sessions.onDidChange(({ session: { key }, event }) => {
    if (event.kind === 'finished' && lessons.find(key)) lessons.change(key, { own: true });
  });

  return {
    dispose: training.dispose,
    of(key) {
      const open = lessons.find(key);
      if (!open) return undefined;
      const { lesson, trainings, gap, running, trouble } = open;
      return {
        ...{ number: lessonIds.indexOf(lesson.id) + 1, lesson, trainings },
        shown: shownOf(key, open),
        ...(gap === undefined ? {} : { gap }),
        ...(running ? { running } : {}),
        ...(trouble === undefined ? {} : { trouble }),
      };
    },
    wish(key, wish) {
      switch (wish.do) {
        case 'train':
          return void train(key, wish.seed);
        case 'cancel':
          return cancel(key);
        case 'show':
          return void show(key, wish.network);
        case 'gap':
          return void makeGap(key, wish.place);
        default:
          return wish satisfies never;
      }
    },
    onDidChange: lessons.onDidChange,
  };
}

/** @returns what the claims are in it; of one that was called off nothing is kept */
async function trainedAnew(
  { sessions, trainings, analyst, files }: Needs,
  { lesson }: OpenLesson,
  seed: number,
  follow: (progress: number) => void,
  calledOff: () => boolean,
): Promise<Result<ClassroomTraining>> {
  const asked = { lesson: lesson.id, seed };
  const patient = { deadline: deadlines.long };
  const given = await answerOf(analyst.call('lessonTraining', asked, patient));
  if (!given.ok) return given;
  if (calledOff()) return failed(stopped);
  const { text, plan, options } = given.value;
  const key = trainingKey(lesson.id, seed);
  const path = files.pathOf(key);
  const name = `“${lesson.title}”, seed ${seed}`;
  const lessonText = { key, name, version: 1, untitled: false, text: () => text };
  const following = sessions.onDidChange(({ session, event }) => {
    if (session.key === key && event.kind === 'progress') follow(event.report.progress);
  });
  const order = { start: 'afresh', budget: { plan }, seed, sizes: options } as const;
  const trained = await trainings.train(lessonText, order);
  following.dispose();
  if (!trained.ok) return trained;
  if (calledOff() || trained.value.stopped === 'user') {
    await answerOf(analyst.call('deleteModel', { path }));
    sessions.apply(lessonText, { kind: 'deleted' });
    return failed(stopped);
  }
  follow(1);
  return measured(await answerOf(analyst.call('measureLesson', { ...asked, path }, patient)), {
    seed,
    summary: trained.value,
  });
}

const stopped: Failure = { kind: 'stoppedEarly' };

function measured(
  claims: Result<ClassroomTraining['claims']>,
  { seed, summary }: { readonly seed: number; readonly summary: TrainingSummary },
): Result<ClassroomTraining> {
  if (!claims.ok) return claims;
  return success({ seed, seconds: summary.seconds, claims: claims.value });
}
