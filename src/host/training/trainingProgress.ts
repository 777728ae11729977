/**
 * The notification of a training that the user started: time, speed, perplexity, and a cancel
 * button that stops it. Ends with the training, and does not begin for one that is refused at once.
 */
import * as vscode from 'vscode';
import type { Sessions } from '../sessions/sessions';
import { progressText } from '../status/statusText';

/** Milliseconds within which a refusal is known. */
const aMoment = 250;

export async function showTrainingProgress<T>(options: {
  readonly key: string;
  readonly name: string;
  readonly sessions: Sessions;
  readonly stop: () => void;
  readonly until: Promise<T>;
}): Promise<T> {
  const { key, name, sessions, stop, until } = options;
  const over = await Promise.race([until.then(() => true), later(aMoment)]);
  if (over) return until;
  const place = {
    location: vscode.ProgressLocation.Notification,
    title: `Training on ${name}`,
    cancellable: true,
  };
  return vscode.window.withProgress(place, async (progress, token) => {
    token.onCancellationRequested(stop);
    let shown = 0;
    const listening = sessions.onDidChange(({ session }) => {
      if (session.key !== key || !session.before) return;
      const done = 100 * (session.report?.progress ?? 0);
      progress.report({
        message: session.message ?? progressText(session),
        increment: Math.max(0, done - shown),
      });
      shown = Math.max(shown, done);
    });
    try {
      return await until;
    } finally {
      listening.dispose();
    }
  });
}

const later = (milliseconds: number): Promise<false> =>
  new Promise((resolve) => setTimeout(() => resolve(false), milliseconds));
