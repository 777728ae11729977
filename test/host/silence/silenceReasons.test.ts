import { describe, expect, it } from 'vitest';
import {
  silenceLine,
  silenceReasons,
  type SilenceFacts,
} from '../../../src/host/silence/silenceReasons';
import { parseSettings } from '../../../src/shared/settings';

const guess = { word: 'lighthouse', probability: 0.41, needed: 0.62, learnt: 0.62, saved: 7 };
const short = { ...guess, word: 'light', probability: 0.5, saved: 2 };
const answer = {
  ...{ start: 10, letters: 3, mayStand: true, insideWord: false, best: guess, worthwhile: guess },
  ...{ documentVersion: 1, modelVersion: 1 },
};
const usual: SilenceFacts = {
  ...{ name: 'a.txt', languageId: 'plaintext', settings: parseSettings(() => undefined) },
  ...{ maturity: { kind: 'trained' }, isWriting: true, inlineOn: true, isSelected: false },
  ...{ isInsideWord: false, listOpens: false, isHidden: false, answer },
};
const reasons = (changes: Partial<SilenceFacts>) => silenceReasons({ ...usual, ...changes });
const said = (changes: Partial<SilenceFacts>): string =>
  reasons(changes)
    .map(({ label, detail }) => `${label}. ${detail}`)
    .join(' ');

describe('Why there is no suggestion', () => {
  it('is said with the best guess, its probability and what it needs', () => {
    expect(said({})).toMatch(/“lighthouse”, 41%, is not sure enough.*80%.*needs 62%\.$/);
    expect(reasons({})[0].remedy).toEqual({
      kind: 'setting',
      setting: 'gatescope.completion.precision',
    });
  });

  it('says when the text that is being written changed what it needs', () => {
    const afterLearning = (learnt: number) => {
      const now = { ...guess, learnt };
      return said({ answer: { ...answer, best: now, worthwhile: now } });
    };
    expect(afterLearning(0.5)).toContain('more than usual');
    expect(afterLearning(0.7)).toContain('less than usual');
    expect(afterLearning(0.62)).not.toContain('usual');
  });

  it('is that a word saves too little, and where a likelier one does, both are said', () => {
    const { worthwhile: _, ...alone } = { ...answer, best: short };
    expect(said({ answer: alone })).toMatch(/“light”, 50%, saves only 2 letters.*asks for 4/);
    expect(reasons({ answer: { ...answer, best: short } }).map(({ label }) => label)).toEqual([
      expect.stringContaining('“lighthouse”'),
      expect.stringContaining('“light”'),
    ]);
  });

  it.each<[string, Partial<SilenceFacts>, RegExp]>([
    ['there is no model', { maturity: { kind: 'none' } }, /a\.txt has no model yet/],
    ['there are only counts', { maturity: { kind: 'counts' } }, /very young.*counts alone/],
    ['it is training', { maturity: { kind: 'training', progress: 0.12 } }, /training is at 12%/],
    ['text is selected', { isSelected: true }, /Text is selected/],
    ['the cursor is inside a word', { isInsideWord: true }, /inside a word/],
    ['Esc was pressed', { isHidden: true }, /hidden with Esc/],
    ['the mode is Inspecting', { isWriting: false }, /for inspecting/],
    ['VS Code shows none', { inlineOn: false }, /editor\.inlineSuggest\.enabled/],
    ['a number is typed', { answer: { ...answer, mayStand: false } }, /after a digit/],
    [
      'completion is off',
      { settings: parseSettings((name) => (name === 'completion.enabled' ? false : undefined)) },
      /gatescope\.completion\.enabled is off/,
    ],
    [
      'the language is left out',
      { settings: parseSettings((n) => (n === 'completion.languages' ? ['latex'] : undefined)) },
      /“plaintext”/,
    ],
  ])('is that %s', (_, changes, pattern) => {
    expect(said(changes)).toMatch(pattern);
  });

  it('knows when a word is suggested, and that VS Code’s list may hide it', () => {
    const sure = { ...guess, probability: 0.9 };
    const shown = { answer: { ...answer, best: sure, worthwhile: sure } };
    expect(said(shown)).toMatch(/“lighthouse”, 90%, is suggested here.*needs 62%/);
    const [reason] = reasons({ ...shown, listOpens: true });
    expect(reason.remedy).toEqual({ kind: 'command', command: 'toggleWordList' });
  });

  it('says what is known of a beginning where no ending is sure', () => {
    const stem = { ...guess, word: 'light', probability: 0.7, needed: 0.8 };
    expect(said({ answer: { ...answer, stem } })).toMatch(
      /“lighthouse”, 41%, is not sure.*begins with “light”, 70%, is not sure enough either.*needs 80%/,
    );
    const sure = { ...stem, probability: 0.9 };
    expect(reasons({ answer: { ...answer, stem: sure } })[0].label).toBe(
      '“light…”, 90%, is suggested here',
    );
    const shown = { ...guess, probability: 0.9 };
    expect(said({ answer: { ...answer, worthwhile: shown, stem } })).not.toContain('begins with');
  });

  it('offers no other remedy than training where there is no model', () => {
    expect(reasons({ maturity: { kind: 'none' }, isSelected: true })).toHaveLength(1);
  });
});

describe('The line of the tooltip', () => {
  it('names what stands in the way, or else the best guess', () => {
    const line = (changes: Partial<SilenceFacts>): string => silenceLine({ ...usual, ...changes });
    expect(line({})).toBe('Best guess here: “lighthouse” (41%); it needs 62%.');
    expect(line({ isHidden: true })).toBe(
      'No suggestion here: the suggestion was hidden with Esc.',
    );
    const { best: _, worthwhile: __, ...nothing } = answer;
    expect(line({ answer: nothing })).toBe('No suggestion here: no known word begins so.');
    const { worthwhile: ___, ...little } = { ...answer, best: short };
    expect(line({ answer: little })).toBe(
      'Best guess here: “light” (50%); it saves 2 of 4 letters.',
    );
    const stem = { ...guess, word: 'light', probability: 0.9, needed: 0.8 };
    expect(line({ answer: { ...answer, stem } })).toBe('Suggested here: “light…” (90%).');
    const never = { ...guess, needed: 1 };
    expect(line({ answer: { ...answer, worthwhile: never } })).toContain(
      'none that saves so little',
    );
  });
});
