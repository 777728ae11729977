import { describe, expect, it } from 'vitest';
import { forgottenSentence, learntSentence, rowTexts } from '../../../src/host/learnt/learntRows';

const row = { tokens: 1, count: 1_090, places: [], unknown: 0 };

describe('A row of what was learnt', () => {
  it('says how often, and what the network does not know', () => {
    expect(rowTexts({ ...row, text: 'king' })).toEqual({ label: '1,090 ×', description: 'king' });
    const stranger = rowTexts({ ...row, text: 'Zanzibar', count: 1, unknown: 1 });
    expect(stranger.description).toBe('Zanzibar · unknown to the network');
    const passage = rowTexts({ ...row, text: 'my Lord of Derby', tokens: 4, unknown: 1 });
    expect(passage.description).toMatch(/1 of its words is unknown/u);
  });

  it('draws no icon that the text spells', () => {
    expect(rowTexts({ ...row, text: '$(trash)' }).description).toBe('\\$(trash)');
  });
});

describe('The sentences', () => {
  const answer = { documentVersion: 1, modelVersion: 1, rows: [], forgotten: [] };
  it('say what was counted', () => {
    const all = { ...answer, counted: 51_197, tokens: 51_197, differentWords: 5_406 };
    expect(learntSentence(all)).toBe('5,406 different words in 51,197 tokens');
    expect(learntSentence({ ...all, counted: 10 })).toMatch(/in the first 10 of 51,197/u);
  });

  it('say of a word and of a passage what stays in the weights', () => {
    expect(forgottenSentence(' king ')).toMatch(
      /^“king” is no longer suggested .* with this model.* training afresh/u,
    );
    expect(forgottenSentence('my lord')).toMatch(/this passage.*training afresh/u);
  });
});
