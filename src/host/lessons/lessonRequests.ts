/**
 * What the page of a lesson asks for: the same lesson trained again with another seed, one network
 * or another shown, the text made for another gap. The network that came with the lesson is never
 * touched. Knows nothing of VS Code.
 */
import type { Failure } from '../../shared/failures';
import { sentence } from '../../shared/failures';
import { lessonIds } from '../../shared/lessons/lessons';
import type { ClassroomTraining, LessonWish, PanelLesson } from '../../shared/pages/panelLesson';
import type { ChosenModels } from '../models/chosenModels';
import type { Listen, Subscription } from '../common/listeners';
import { modelId } from '../sessions/modelFiles';
import type { OpenLesson, LessonTexts } from './lessonTexts';
import type { OpenText } from '../texts/openText';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import type { Trainings } from '../training/trainings';
import type { LessonTrainingNeeds } from './trainLesson';
import { trainLesson, trainingKey } from './trainLesson';

export interface LessonRequests extends Subscription {
  /** For the page of the text; none where it is no lesson's. */
  of(key: string): PanelLesson | undefined;
  /** Carries out what the page asks for; what cannot be done is said there. */
  wish(key: string, wish: LessonWish): void;
  readonly onDidChange: Listen<string>;
}

interface Needs extends LessonTrainingNeeds {
  readonly lessons: LessonTexts;
  readonly sessions: Sessions;
  readonly trainings: Pick<Trainings, 'train' | 'stop'>;
  readonly restoring: Pick<RestoreModel, 'refresh'>;
  readonly chosen: Pick<ChosenModels, 'choose'>;
  readonly find: (key: string) => OpenText | undefined;
  /** Puts another text in the place of all that the document holds. */
  readonly rewrite: (key: string, text: string) => Promise<void>;
}

interface Requests {
  readonly needs: Needs;
  /** Texts whose training was called off; its weights are thrown away. */
  readonly cancelled: Set<string>;
}

export function createLessonRequests(needs: Needs): LessonRequests {
  const { lessons, sessions } = needs;
  const requests: Requests = { needs, cancelled: new Set() };
  const training = sessions.onDidChange(({ session: { key }, event }) => {
    if (event.kind === 'finished' && lessons.find(key)) lessons.change(key, { own: true });
  });
  return {
    dispose: training.dispose,
    of: (key) => pageOf(needs, key),
    wish: (key, wish) => carryOut(requests, key, wish),
    onDidChange: lessons.onDidChange,
  };
}

function carryOut(requests: Requests, key: string, wish: LessonWish): void {
  switch (wish.do) {
    case 'train':
      return void train(requests, key, wish.seed);
    case 'cancel':
      return cancel(requests, key);
    case 'show':
      return void show(requests.needs, key, wish.network);
    case 'gap':
      return void makeGap(requests.needs, key, wish.place);
    default:
      return wish satisfies never;
  }
}

function pageOf(needs: Needs, key: string): PanelLesson | undefined {
  const open = needs.lessons.find(key);
  if (!open) return undefined;
  const { lesson, trainings, gap, running, trouble } = open;
  return {
    ...{ number: lessonIds.indexOf(lesson.id) + 1, lesson, trainings },
    shown: shownOf(needs, key, open),
    ...(gap === undefined ? {} : { gap }),
    ...(running ? { running } : {}),
    ...(trouble === undefined ? {} : { trouble }),
  };
}

function shownOf(
  { sessions, lessons, files }: Needs,
  key: string,
  { lesson, trainings }: OpenLesson,
): PanelLesson['shown'] {
  const { model } = sessions.find(key) ?? {};
  if (model?.kind !== 'file') return 'other';
  if (lessons.isShipped(model.path)) return 'shipped';
  const isShown = ({ seed }: ClassroomTraining): boolean =>
    model.path === files.pathOf(trainingKey(lesson.id, seed));
  return trainings.find(isShown)?.seed ?? 'other';
}

async function train({ needs, cancelled }: Requests, key: string, seed: number): Promise<void> {
  const { lessons } = needs;
  const open = lessons.find(key);
  if (!open || open.running) return;
  lessons.change(key, { running: { seed, progress: 0 }, trouble: undefined });
  cancelled.delete(key);
  const result = await trainLesson(needs, open.lesson, seed, {
    follow: (progress) => lessons.change(key, { running: { seed, progress } }),
    isCalledOff: () => cancelled.has(key),
  });
  if (cancelled.has(key)) return lessons.change(key, { running: undefined });
  if (!result.ok) return complain(lessons, key, result.failure);
  const others = (lessons.find(key)?.trainings ?? []).filter((one) => one.seed !== seed);
  lessons.change(key, { running: undefined, trainings: [...others, result.value] });
}

function cancel({ needs, cancelled }: Requests, key: string): void {
  if (!needs.lessons.find(key)?.running) return;
  cancelled.add(key);
  needs.trainings.stop();
}

async function show(needs: Needs, key: string, network: 'shipped' | number): Promise<void> {
  const { lessons, sessions } = needs;
  const text = needs.find(key);
  const open = lessons.find(key);
  if (!text || !open) return;
  if (sessions.find(key)?.before) {
    const { name } = text;
    return complain(lessons, key, { kind: 'alreadyTraining', name, sameDocument: true });
  }
  const id = network === 'shipped' ? undefined : modelId(trainingKey(open.lesson.id, network));
  needs.chosen.choose(key, id);
  lessons.change(key, { own: false, trouble: undefined });
  sessions.apply(text, { kind: 'deleted' });
  await needs.restoring.refresh(text);
  lessons.change(key, {});
}

async function makeGap({ lessons, rewrite }: Needs, key: string, place: number): Promise<void> {
  const gap = lessons.find(key)?.lesson.gaps?.[place];
  if (!gap) return;
  await rewrite(key, gap.text);
  lessons.change(key, { gap: place, trouble: undefined });
}

function complain(lessons: LessonTexts, key: string, failure: Failure): void {
  lessons.change(key, { running: undefined, trouble: sentence(failure) });
}
