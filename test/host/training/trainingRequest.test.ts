import { describe, expect, it } from 'vitest';
import { trainingRequest } from '../../../src/host/training/trainingRequest';
import { parseSettings } from '../../../src/shared/settings';
import { textOf } from '../stage';

const text = textOf('a', 'words of a');

function needs(set: Record<string, unknown> = {}) {
  return {
    files: { pathOf: (key: string) => `/models/${key}` },
    settings: () => parseSettings((key) => set[key]),
    usualThreads: 3,
  };
}

describe('What the trainer is asked', () => {
  it('is what was ordered, and of the rest what the settings say', () => {
    const set = { 'training.seconds': 90, 'training.seed': 5, 'model.layers': 2 };
    expect(trainingRequest(needs(set), text, { start: 'continue' })).toMatchObject({
      ...{ documentKey: 'a', text: 'words of a', modelPath: '/models/a', start: 'continue' },
      budget: { seconds: 90 },
      options: { seed: 5, layers: 2 },
    });
    const order = { start: 'afresh', seed: 8, budget: { seconds: 7 } } as const;
    expect(trainingRequest(needs(set), text, order)).toMatchObject({
      ...{ start: 'afresh', budget: { seconds: 7 } },
      options: { seed: 8, layers: 2 },
    });
  });

  it('says which models tell what a new one forgets', () => {
    const order = { start: 'afresh', forgetsLike: ['/m/a'] } as const;
    expect(trainingRequest(needs(), text, order).forgetsLike).toEqual(['/m/a']);
    expect(trainingRequest(needs(), text, { start: 'afresh' })).not.toHaveProperty('forgetsLike');
  });

  it('has the usual threads where the settings leave them open', () => {
    expect(trainingRequest(needs(), text, { start: 'continue' }).options.threads).toBe(3);
    const set = { 'training.threads': 2 };
    expect(trainingRequest(needs(set), text, { start: 'continue' }).options.threads).toBe(2);
  });

  it('has the sizes of a lesson in place of those of the settings', () => {
    const sizes = { tokens: 'characters', layers: 1, hiddenSize: 12, embeddingSize: 10 } as const;
    const order = { start: 'afresh', sizes } as const;
    expect(trainingRequest(needs(), text, order).options).toMatchObject(sizes);
  });

  it('names the files that the text is made of only where there are any', () => {
    const files = ['1.md', '2.md'];
    expect(trainingRequest(needs(), text, { start: 'continue', files }).files).toBe(files);
    expect(trainingRequest(needs(), text, { start: 'continue' })).not.toHaveProperty('files');
  });
});
