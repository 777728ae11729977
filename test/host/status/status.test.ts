import { describe, expect, it } from 'vitest';
import { menuEntries } from '../../../src/host/status/statusMenu';
import { failureButtons } from '../../../src/host/common/failureButtons';
import type { Session } from '../../../src/host/sessions/sessionState';
import { idleSession, sessionAfter } from '../../../src/host/sessions/sessionState';
import { progressText, statusSentence, statusText } from '../../../src/host/status/statusText';
import { commands } from '../../../src/shared/manifest';
import { description, liveModel, report, summary } from '../values';

const idle = idleSession('file:///a.txt', 'a.txt');
const training = [
  { kind: 'started', start: 'continue' } as const,
  { kind: 'progress', report: report(0.4251) } as const,
].reduce<Session>(sessionAfter, idle);
const ready = sessionAfter(idle, { kind: 'restored', description: description(), path: '/m' });
const failure = { kind: 'notFinite', step: 3 } as const;

describe('The status bar', () => {
  it.each<[string, Session]>([
    ['Gatescope', idle],
    ['Gatescope 42% · ppl 104.2', training],
    ['Gatescope paused 42%', sessionAfter(training, { kind: 'paused' })],
    ['Gatescope ready · ppl 74.1', ready],
    ['Gatescope failed', sessionAfter(training, { kind: 'broken', failure })],
  ])('says “%s”', (text, session) => {
    expect(statusText(session)).toBe(text);
  });

  it('says “saving”, not “ready”, until the best weights are on disk', () => {
    const live = sessionAfter(training, { kind: 'published', model: liveModel(1) });
    const saving = sessionAfter(live, {
      kind: 'progress',
      report: { ...report(1), state: 'saving' },
    });
    const stopped = sessionAfter(live, { kind: 'stopping' });
    for (const session of [saving, stopped]) {
      expect(statusText(session)).toBe('Gatescope saving · ppl 104.2');
      expect(statusSentence(session)).toMatch(
        /^The training of a\.txt has ended\. .*are being saved/,
      );
      expect(progressText(session)).toMatch(/^saving the best weights/);
    }
    const finished = sessionAfter(saving, { kind: 'finished', summary: summary(), path: '/m' });
    expect(statusText(finished)).toMatch(/^Gatescope ready · ppl/);
    expect(statusSentence(finished)).not.toMatch(/saved/);
  });

  it('says of a model that learnt little that it did', () => {
    const after = (more: Parameters<typeof summary>[0]): string =>
      statusSentence(
        sessionAfter(training, { kind: 'finished', summary: summary(more), path: '/m' }),
      );
    expect(after({ fewWords: 200, countsAlone: true })).toMatch(
      /200 words are few for a network.* from counts alone\.$/,
    );
    expect(after({})).not.toMatch(/few|counts/);
  });

  it('says of a training that another window is at it, or that it was cut off', () => {
    const found = (trainedElsewhere: boolean): string =>
      statusSentence(
        sessionAfter(idle, {
          kind: 'restored',
          description: description({ unfinished: true, trainedElsewhere }),
          path: '/m',
        }),
      );
    expect(found(true)).toMatch(/Another window is training this file/);
    expect(found(true)).not.toMatch(/interrupted/);
    expect(found(false)).toMatch(/was interrupted here.* finishes it, unless the text changes/);
  });

  it('never rounds up to a training that is done', () => {
    const nearly = sessionAfter(training, { kind: 'progress', report: report(0.9999) });
    expect(statusText(nearly)).toContain('99%');
  });

  it('has a sentence with the name of the document in every state', () => {
    for (const session of [idle, training, sessionAfter(training, { kind: 'paused' }), ready]) {
      expect(statusSentence(session)).toContain('a.txt');
    }
    expect(statusSentence(sessionAfter(training, { kind: 'broken', failure }))).toContain('step 3');
  });
});

describe('The progress', () => {
  it('tells time, share, speed and perplexity', () => {
    expect(progressText(training)).toBe(
      '0:25 · 43% · 45,000 words/s · validation perplexity 104.2',
    );
  });

  it('says that the training went back to good weights, and how often', () => {
    const after = (recoveries: number): Session =>
      sessionAfter(training, { kind: 'progress', report: { ...report(0.5), recoveries } });
    expect(progressText(after(1))).toMatch(
      /training diverged; continuing from the last good weights/,
    );
    expect(statusSentence(after(1))).toMatch(/at half the learning rate\.$/);
    expect(progressText(after(2))).toMatch(/half the learning rate \(2 times\)$/);
    expect(progressText(after(0))).not.toMatch(/diverged/);
  });

  it('says since when a perplexity stands still, and how much there is to learn from', () => {
    const after = (more: Partial<ReturnType<typeof report>>): string =>
      progressText(
        sessionAfter(training, { kind: 'progress', report: { ...report(0.9), ...more } }),
      );
    expect(after({ best: { seconds: 22, validationsSince: 2 } })).toContain(
      'validation perplexity: best 104.2 at 0:22, no better since',
    );
    expect(after({ best: { seconds: 22, validationsSince: 0 } })).toMatch(/perplexity 104\.2$/);
    expect(after({ fewWords: 66 })).toMatch(/only 66 words to learn from$/);
    expect(after({ beginsAgain: 'textChanged' })).toMatch(
      /begins again, because the text has changed/,
    );
    expect(after({ otherArithmetic: 'missing' })).toMatch(
      /its plan asks for fused multiply-add, which is not available here/,
    );
    expect(after({ otherArithmetic: 'mixed' })).toMatch(
      /the last digits of its weights will differ/,
    );
  });

  it('says that it reads before it learns', () => {
    expect(progressText(sessionAfter(idle, { kind: 'started', start: 'afresh' }))).toBe(
      'reading the text',
    );
  });
});

describe('The menu', () => {
  const possible = (session: Session | undefined): string[] =>
    menuEntries(session, true).map(({ command }) => command);

  it('offers what is possible now', () => {
    expect(possible(undefined)).toEqual(['openSample', 'openLesson', 'showLog']);
    expect(possible(idle)).toEqual(['train', 'openSample', 'openLesson', 'showLog']);
    expect(possible(training)).toEqual([
      'pauseTraining',
      'stopTraining',
      'openSample',
      'openLesson',
      'showLog',
    ]);
    expect(possible(sessionAfter(training, { kind: 'paused' }))).toContain('resumeTraining');
    // Enter on the first row starts no training.
    expect(possible(ready)).toEqual([
      'completeWord',
      'explainSilence',
      'generateText',
      'showLearnt',
      'showGates',
      'colourText',
      'explainWord',
      'toggleCompletion',
      'train',
      'trainAfresh',
      'useModelHere',
      'deleteModel',
      'showLog',
    ]);
  });

  it('offers completion and gates as soon as there are weights, but no deletion meanwhile', () => {
    const live = sessionAfter(training, { kind: 'published', model: liveModel(1) });
    expect(possible(live)).toContain('showGates');
    expect(possible(live)).not.toContain('deleteModel');
  });

  it('offers to finish a training that was cut off', () => {
    const cutOff = sessionAfter(idle, {
      kind: 'restored',
      description: description({ unfinished: true }),
      path: '/m',
    });
    expect(menuEntries(cutOff, true)[0]).toMatchObject({ command: 'train' });
    expect(menuEntries(cutOff, true)[0]?.label).toContain('Finish the Training');
    const elsewhere = sessionAfter(idle, {
      kind: 'restored',
      description: description({ unfinished: true, trainedElsewhere: true }),
      path: '/m',
    });
    const training = menuEntries(elsewhere, true).filter(({ label }) => /Train/.test(label));
    expect(training).toMatchObject([
      { detail: expect.stringMatching(/^Another window/) as string },
    ]);
  });

  it('offers ghost text alone where plain text has a list, and the list again where it has none', () => {
    const label = (opens?: boolean): string | undefined =>
      menuEntries(ready, true, opens).find(({ command }) => command === 'toggleWordList')?.label;
    expect(label()).toBeUndefined();
    expect(label(true)).toContain('Ghost Text Alone');
    expect(label(false)).toContain('Show the Word List');
  });

  it('says which way completion would be switched', () => {
    const label = (on: boolean): string | undefined =>
      menuEntries(ready, on).find(({ command }) => command === 'toggleCompletion')?.label;
    expect(label(true)).toContain('Off');
    expect(label(false)).toContain('On');
  });
});

describe('The buttons of a warning', () => {
  it('offer to start afresh or to leave it where the same document is training', () => {
    const same = failureButtons({ kind: 'alreadyTraining', name: 'a.txt', sameDocument: true });
    expect(same.map(({ label }) => label)).toEqual(['Start Afresh', 'Leave It']);
    const run = { kind: 'command', command: 'trainAfresh', isAboutText: true };
    expect(same[0]?.run).toEqual(run);
    const damaged = { kind: 'damagedCheckpoint', name: 'a.txt', problem: 'x' } as const;
    expect(failureButtons(damaged)[0]?.run).toEqual(run);
    expect(failureButtons({ ...damaged, several: true }), 'a folder’s is asked about').toEqual([]);
  });

  it('offer to stop the training of another document', () => {
    const other = failureButtons({ kind: 'alreadyTraining', name: 'a.txt', sameDocument: false });
    expect(other).toEqual([{ label: 'Stop', run: { kind: 'command', command: 'stopTraining' } }]);
    expect(Object.keys(commands)).toContain('stopTraining');
  });
});
