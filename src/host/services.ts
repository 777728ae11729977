/** Builds what the features share: threads (not started yet), texts, sessions, models, trainings. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { AnalystContract } from '../shared/contracts/analyst';
import type { LaboratoryContract, LaboratoryNews } from '../shared/contracts/laboratory';
import type { ReaderContract } from '../shared/contracts/reader';
import type { Handlers } from '../shared/wire/rpc';
import type { ThreadNews, ThreadRole } from '../shared/wire/threads';
import type { AnalystNews } from '../shared/questions/editor/similar';
import type { TrainerContract, TrainerNews } from '../shared/contracts/trainer';
import { chosenCells } from './cells/cellFiles';
import { followChosen, rememberChosen } from './models/chosenModels';
import { chapterFiles } from './mirroring/chapterFiles';
import { mirrorChapters } from './mirroring/chapterMirrors';
import { showFailure } from './common/showFailure';
import { followCurrentText } from './texts/currentText';
import { showIndexProgress } from './search/indexProgress';
import { createLessonRequests } from './lessons/lessonRequests';
import { together } from './common/listeners';
import type { Log } from './common/log';
import { createOffers } from './ghostText/offers';
import { mirrorDocuments } from './mirroring/documentMirrors';
import { rememberModes } from './sessions/documentMode';
import { createModelFiles } from './sessions/modelFiles';
import { createLessonTexts } from './lessons/lessonTexts';
import { hostTimer } from './threads/workerPort';
import { createDocumentMemories } from './sessions/documentMemory';
import { folderText, isFolderKey } from './sessions/folderModel';
import { createRestoreModel } from './sessions/restoreModel';
import { rewriteText } from './texts/rewriteText';
import { createBundledSamples } from './lessons/bundledSamples';
import { createSessions } from './sessions/sessions';
import { readSettings } from './common/settings';
import { followTexts } from './texts/texts';
import { startThread } from './threads/supervisor';
import { rememberTasks } from './tasks/chosenTasks';
import { createModelChoice } from './training/modelChoice';
import { createKeeper } from './training/keptModels';
import { createTrainings } from './training/trainings';
import { rememberUnits } from './units/chosenUnits';
import { createLastSearch } from './units/lastSearch';

export function createServices(context: vscode.ExtensionContext, { line: log }: Log) {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.js').fsPath;
  const fault = process.env['GATESCOPE_FAULT'];
  const thread = <C, N>(role: ThreadRole, news: Handlers<N>) =>
    startThread<C, N>({ role, script, news, timer: hostTimer, log, fault });

  const settings = readSettings;
  const files = createModelFiles(context.globalStorageUri.fsPath);
  const texts = followTexts();
  const current = followCurrentText(texts);
  const sessions = createSessions();
  const reader = thread<ReaderContract, ThreadNews>('reader', { log });
  const indexing = showIndexProgress({ timer: hostTimer, find: texts.find });
  const analyst = thread<AnalystContract, AnalystNews>('analyst', {
    log,
    indexing: indexing.heard,
  });
  const modelChoice = createModelChoice({ reader, settings, chosenCells });
  const keep = createKeeper({ analyst, now: () => Date.now(), log });
  const trainings = createTrainings({
    startTrainer: (news) => thread<TrainerContract, TrainerNews>('trainer', news),
    usualThreads: Math.max(1, Math.min(availableParallelism() - 1, 4)),
    keep: (path) => void keep(path),
    reread: ({ key }) => {
      const text = texts.find(key) ?? (isFolderKey(key) ? folderText(key) : undefined);
      return text ? restoring.refresh(text) : Promise.resolve();
    },
    ...{ sessions, files, settings, log },
  });
  const mirrors = mirrorDocuments({
    ...{ texts, sessions, threads: [reader, analyst], timer: hostTimer },
  });
  const chapters = mirrorChapters({
    ...{ texts, sessions, threads: [reader, analyst], timer: hostTimer, log },
    files: chapterFiles(texts),
  });
  const memories = createDocumentMemories(context.workspaceState);
  const chosen = rememberChosen(memories, files);
  const tasks = rememberTasks({ memories, analyst });
  const find = texts.find;
  const media = join(context.extensionUri.fsPath, 'media');
  const lessons = createLessonTexts(join(media, 'lessons'), memories);
  const samples = createBundledSamples(join(media, 'samples'));
  const restoring = createRestoreModel({
    ...{ analyst, sessions, files, log, showFailure: showFailure },
    shippedName: (path) => lessons.shippedName(path),
    async chosen(key) {
      const path = await chosen.pathFor(key);
      const isOthers = path !== undefined && !files.isOf(path, key);
      const text = isOthers ? undefined : find(key);
      if (text) await lessons.resume(text);
      return path ?? lessons.shippedPath(key);
    },
  });
  const lessonRequests = createLessonRequests({
    ...{ lessons, sessions, trainings, analyst, restoring, chosen, files, find },
    async rewrite(key, content) {
      const text = find(key);
      if (text) await rewriteText(text, content);
    },
  });
  const closing = texts.onDidClose(({ key }) => {
    lessons.close(key);
    samples.close(key);
  });
  const followers = followChosen({ chosen, sessions, files, restoring, find });
  const threads = [trainings, reader, analyst];

  return {
    ...{ extensionUri: context.extensionUri, workspaceState: context.workspaceState },
    ...{ globalState: context.globalState, offers: createOffers() },
    now: () => Date.now(),
    ...{ timer: hostTimer, log, showFailure: showFailure, settings, files, memories },
    ...{ modelChoice, modes: rememberModes(memories) },
    ...{ units: rememberUnits(memories), lastSearch: createLastSearch() },
    ...{
      chosen,
      followers,
      tasks,
      texts,
      current,
      sessions,
      reader,
      analyst,
      trainings,
      restoring,
    },
    ...{ lessons, lessonRequests, samples },
    /** One for each page, which ends it. */
    startLaboratory: (news: Handlers<LaboratoryNews>) =>
      thread<LaboratoryContract, LaboratoryNews>('laboratory', news),
    /** Ends the threads too; a training in progress keeps its last checkpoint. */
    dispose() {
      together(
        texts,
        current,
        mirrors,
        chapters,
        followers,
        lessonRequests,
        indexing,
        closing,
      ).dispose();
      for (const one of threads) void one.dispose();
    },
  };
}

export type Services = ReturnType<typeof createServices>;
