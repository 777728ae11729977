import { describe, expect, it } from 'vitest';
import {
  silenceLine,
  silenceReasons,
  type SilenceFacts,
} from '../../../src/host/silence/silenceReasons';
import { parseSettings } from '../../../src/shared/settings';

const guess = {
  ...{ word: 'lighthouse', probability: 0.41, saved: 7 },
  ...{ needed: 0.62, learnt: 0.62, followed: 0.62 },
};
const short = { ...guess, word: 'light', probability: 0.5, saved: 2 };
const answer = {
  ...{ start: 10, letters: 3, mayStand: true, insideWord: false, best: guess, worthwhile: guess },
  ...{ documentVersion: 1, modelVersion: 1 },
};
const usual: SilenceFacts = {
  ...{ name: 'a.txt', languageId: 'plaintext', settings: parseSettings(() => undefined) },
  ...{ maturity: { kind: 'trained' }, isWriting: true, inlineOn: true, isSelected: false },
  ...{ listOpens: false, isHidden: false, answer },
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

  it('says why it needs more or less than as it was learnt', () => {
    const needing = (learnt: number, followed: number) => {
      const now = { ...guess, learnt, followed };
      return said({ answer: { ...answer, best: now, worthwhile: now } });
    };
    const stricter = 'It needs 62%, usually 50%: ';
    expect(needing(0.5, 0.62)).toContain(`${stricter}recent ones were wrong or too many.`);
    expect(needing(0.5, 0.5)).toContain(`${stricter}the text is short.`);
    expect(needing(0.5, 0.56)).toMatch(/wrong or too many; the text is short\.$/);
    expect(needing(0.6, 0.5)).toMatch(/usually 60%: the text is short/);
    expect(needing(0.7, 0.62)).toMatch(/usually 70%: recent ones were right or few\.$/);
    expect(needing(0.62, 0.62)).not.toContain('usually');
  });

  it('is not that a word is in doubt which stays because it was suggested already', () => {
    const staying = { answer: { ...answer, staying: guess } };
    expect(said(staying)).toMatch(/“lighthouse”, 41%, is suggested here.*stays while its letters/);
    expect(said(staying)).not.toContain('not sure');
    expect(silenceLine({ ...usual, ...staying })).toBe('Suggested here: “lighthouse” (41%).');
  });

  it('never says that a word is suggested where something stands in the way of all', () => {
    const sure = { ...guess, probability: 0.9 };
    const shown = { ...answer, best: sure, worthwhile: sure };
    for (const one of [shown, { ...shown, staying: sure }]) {
      const blocked = said({ answer: one, isHidden: true });
      expect(blocked).toMatch(/hidden with Esc.*“lighthouse”, 90%, would be suggested here/);
      expect(blocked).not.toContain('is suggested');
    }
  });

  it('is the answer that did not come, with its reason', () => {
    const { answer: _, ...none } = usual;
    const [reason] = silenceReasons({ ...none, unanswered: 'a.txt has no model yet.' });
    expect(reason).toEqual({ label: 'No answer came', detail: 'a.txt has no model yet.' });
  });

  it('speaks of no vocabulary where there is no model', () => {
    const { best: _, worthwhile: __, ...nothing } = answer;
    for (const kind of ['counts', 'tooShort', 'nothingLearnt'] as const) {
      expect(said({ maturity: { kind }, answer: nothing })).not.toContain('vocabulary');
    }
    expect(said({ answer: nothing })).toContain('vocabulary');
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
    [
      'it would read in both directions',
      {
        maturity: { kind: 'none' },
        settings: parseSettings((name) => (name === 'model.direction' ? 'both' : undefined)),
      },
      /^A network that reads in both directions suggests nothing.*model\.direction.*no model yet/,
    ],
    [
      'there are only counts',
      { maturity: { kind: 'counts' } },
      /only begun to learn.*counts alone/,
    ],
    [
      'the text is too short',
      { maturity: { kind: 'tooShort' } },
      /too short to be learnt.*no model/,
    ],
    ['nothing was learnt', { maturity: { kind: 'nothingLearnt' } }, /learnt nothing from the text/],
    [
      'it is training',
      { maturity: { kind: 'training', progress: 0.12, isPaused: false } },
      /training is at 12%\..* while it continues/,
    ],
    [
      'the training is paused',
      { maturity: { kind: 'training', progress: 0.12, isPaused: true } },
      /training is paused at 12%\..* when it continues/,
    ],
    ['text is selected', { isSelected: true }, /Text is selected/],
    ['the cursor is inside a word', { follows: 'restOfWord' }, /inside a word/],
    ['a letter follows, as in Chinese', { follows: 'letter' }, /A letter or digit follows/],
    ['Esc was pressed', { isHidden: true }, /hidden with Esc/],
    ['the mode is Inspecting', { isWriting: false }, /in the mode Inspecting/],
    ['VS Code shows none', { inlineOn: false }, /editor\.inlineSuggest\.enabled/],
    [
      'a number is typed',
      { answer: { ...answer, mayStand: false } },
      /are a number, or not part of a word/,
    ],
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

  it('is said in lines that a pick list does not cut', () => {
    const long = { ...guess, word: 'misunderstanding', learnt: 0.5, followed: 0.56 };
    const never = { ...long, needed: 1, learnt: 1, followed: 1 };
    const kinds = ['counts', 'tooShort', 'nothingLearnt'] as const;
    const lines = [
      ...[long, never].flatMap((one) =>
        reasons({ answer: { ...answer, best: short, worthwhile: one, stem: long } }),
      ),
      ...reasons({ answer: { ...answer, staying: long } }),
      ...reasons({ answer: { ...answer, mayStand: false } }),
      ...kinds.flatMap((kind) => reasons({ maturity: { kind } })),
      ...reasons({ isWriting: false, inlineOn: false, isSelected: true, follows: 'letter' }),
    ].flatMap(({ label, detail }) => [label, detail]);
    expect(lines.filter((line) => line.length > 85)).toEqual([]);
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
    expect(line({ answer: nothing })).toBe('No suggestion here: no known word begins like this.');
    const { worthwhile: ___, ...little } = { ...answer, best: short };
    expect(line({ answer: little })).toBe(
      'Best guess here: “light” (50%); it saves 2 letters, and 4 are asked for.',
    );
    const stem = { ...guess, word: 'light', probability: 0.9, needed: 0.8 };
    expect(line({ answer: { ...answer, stem } })).toBe('Suggested here: “light…” (90%).');
    const never = { ...guess, needed: 1 };
    expect(line({ answer: { ...answer, worthwhile: never } })).toContain(
      'no suggestion that saves so little',
    );
  });
});
