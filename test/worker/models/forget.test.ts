import { describe, expect, it } from 'vitest';
import { newestCut } from '../../../src/engine/text/tokens/cut';
import { forgottenAs, withForgotten } from '../../../src/worker/models/forget';

const shape = { cell: 'lstm', tokens: 'words', V: 9, E: 3, H: 3, L: 1, tied: false } as const;
const newest = { shape: { ...shape, cut: 2 } } as const;

describe('What a model forgets', () => {
  it('is cut as the model reads: a word of one version can be several of another', () => {
    expect(withForgotten(newest, { text: 'col·legi' }).forgotten).toEqual([['col·legi']]);
    expect(withForgotten({ shape }, { text: 'col·legi' }).forgotten).toEqual([
      ['col', '·', 'legi'],
    ]);
  });

  it('is words also where the model reads characters', () => {
    const characters = { shape: { ...newest.shape, tokens: 'characters' } } as const;
    expect(withForgotten(characters, { text: 'my lord' }).forgotten).toEqual([['my', 'lord']]);
  });

  it('is cut at white space where the model’s text is', () => {
    const atSpaces = { shape: { ...newest.shape, tokens: 'whitespace' } } as const;
    expect(withForgotten(atSpaces, { text: 'Dr. Smith' }).forgotten).toEqual([['Dr.', 'Smith']]);
  });

  it('goes to another model as that one is cut, with spaces and without where both may be meant', () => {
    const older = { shape, forgotten: [['col', '·', 'legi'], ['my', 'lord'], ['king']] };
    expect(forgottenAs(older, newestCut('words'))).toEqual([
      ...[['col', '·', 'legi'], ['col·legi']],
      ...[['my', 'lord'], ['king']],
    ]);
    const atSpaces = { shape: { ...newest.shape, tokens: 'whitespace' as const } };
    const { forgotten } = withForgotten(atSpaces, { text: 'Dr. Smith' });
    expect(forgottenAs({ ...atSpaces, forgotten }, newestCut('words'))).toEqual([
      ['Dr', '.', 'Smith'],
    ]);
    const same = { ...newest, forgotten: [['king']] };
    expect(forgottenAs(same, newestCut('words'))).toEqual([['king']]);
    expect(forgottenAs(same, newestCut('characters'))).toEqual([['king']]);
    expect(forgottenAs(newest, newestCut('words'))).toEqual([]);
  });

  it('is there once, in whatever case it is asked for, and gone when it is taken back', () => {
    const { forgotten } = withForgotten(newest, { text: 'King' });
    expect(withForgotten({ ...newest, forgotten }, { text: 'KING' }).forgotten).toEqual([['KING']]);
    expect(withForgotten({ ...newest, forgotten }, { text: 'king', undo: true }).forgotten).toEqual(
      [],
    );
    expect(withForgotten({ ...newest, forgotten }, { text: ' \n ' }).forgotten).toEqual(forgotten);
  });
});
