/** Builds what the features share: threads (not started yet), texts, sessions, models, trainings. */
import { availableParallelism } from 'node:os';
import * as vscode from 'vscode';
import type { AnalystContract } from '../shared/analyst';
import type { ReaderContract } from '../shared/reader';
import type { Handlers } from '../shared/rpc';
import type { ThreadNews, ThreadRole } from '../shared/threads';
import type { TrainerContract, TrainerNews } from '../shared/trainer';
import { followBorrowed, rememberBorrowed } from './borrowing';
import { complain } from './complaints';
import { followCurrentText } from './currentText';
import { together } from './listeners';
import type { Log } from './log';
import { mirrorDocuments } from './mirrors';
import { createModelFiles } from './modelFiles';
import { hostTimer } from './ports';
import { createRestoring } from './restoring';
import { createSessions } from './sessions';
import { readSettings } from './settings';
import { followTexts } from './texts';
import { startThread } from './threads';
import { createTrainings } from './trainings';

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
  const analyst = thread<AnalystContract, ThreadNews>('analyst', { log });
  const trainings = createTrainings({
    startTrainer: (news) => thread<TrainerContract, TrainerNews>('trainer', news),
    usualThreads: Math.max(1, Math.min(availableParallelism() - 1, 4)),
    ...{ sessions, files, settings, log },
  });
  const mirrors = mirrorDocuments({ texts, sessions, threads: [reader, analyst] });
  const borrowed = rememberBorrowed(context.workspaceState, files);
  const restoring = createRestoring({
    ...{ analyst, sessions, files, log, complain },
    borrowed: borrowed.pathFor,
  });
  const find = texts.find;
  const borrowers = followBorrowed({ borrowed, sessions, files, restoring, find });
  const threads = [trainings, reader, analyst];

  return {
    ...{ extensionUri: context.extensionUri, workspaceState: context.workspaceState },
    ...{ timer: hostTimer, log, complain, settings, files },
    ...{ borrowed, borrowers, texts, current, sessions, reader, analyst, trainings, restoring },
    /** Ends the threads too; a training in progress keeps its last checkpoint. */
    dispose() {
      together(texts, current, mirrors, borrowers).dispose();
      for (const one of threads) void one.dispose();
    },
  };
}

export type Services = ReturnType<typeof createServices>;
