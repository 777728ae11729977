/**
 * The notification of a training that the user started: time, speed, perplexity, and a cancel
 * button that stops it. It lies over the lines where one types, so it goes when the training is well
 * under way; from then on the status bar tells the same, and its menu stops it. Does not begin for a
 * training that is refused at once.
 */
import * as vscode from 'vscode';
import type { Sessions } from '../sessions/sessions';
import { progressText } from '../status/statusText';

/** In milliseconds: within which a refusal is known, and how long the first figures are shown. */
const times = { refusal: 250, figures: 8000 } as const;

export async function showTrainingProgress<T>(options: {
  readonly key: string;
  readonly name: string;
  readonly sessions: Sessions;
  readonly stop: () => void;
  readonly until: Promise<T>;
}): Promise<T> {
  const { until } = options;
  const over = await Promise.race([until.then(() => true), later(times.refusal, false)]);
  if (!over) void notify(options);
  return until;
}

function notify(options: Parameters<typeof showTrainingProgress>[0]): Thenable<void> {
  const { key, name, sessions, stop, until } = options;
  const place = {
    location: vscode.ProgressLocation.Notification,
    title: `Training on ${name}`,
    cancellable: true,
  };
  return vscode.window.withProgress(place, async (progress, token) => {
    token.onCancellationRequested(stop);
    let shown = 0;
    let seen: () => void = () => undefined;
    const isSeen = new Promise<void>((resolve) => (seen = resolve));
    const listening = sessions.onDidChange(({ session }) => {
      if (session.key !== key || !session.before) return;
      const { report, metric } = session;
      const done = 100 * (report?.progress ?? 0);
      progress.report({
        message: session.message ?? progressText(session),
        increment: Math.max(0, done - shown),
      });
      shown = Math.max(shown, done);
      if (metric) seen();
    });
    const read = isSeen.then(() => later(times.figures, undefined));
    await Promise.race([Promise.allSettled([until]), read]);
    listening.dispose();
  });
}

const later = <T>(milliseconds: number, then: T): Promise<T> =>
  new Promise((resolve) => setTimeout(() => resolve(then), milliseconds));
