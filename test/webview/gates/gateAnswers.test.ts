import { describe, expect, it } from 'vitest';
import { mostTokens } from '../../../src/shared/questions/gates';
import { tokensToAsk } from '../../../webview/gates/gateAnswers';

const inView = { from: 700, count: 40 };

describe('The words that decide which units come first', () => {
  it('are those in view, where the units that vary most there are wanted', () => {
    expect(tokensToAsk(inView, { by: 'variance' }, 5000)).toBe(inView);
  });

  it('are as many as can be asked for at once, around the view, for another order', () => {
    const asked = tokensToAsk(inView, { by: 'halfLife' }, 5000);
    expect(asked.count).toBe(mostTokens);
    expect(asked.from).toBeLessThanOrEqual(700);
    expect(asked.from + asked.count).toBeGreaterThanOrEqual(740);
  });

  it('are no more than can be asked for at once where more are in view', () => {
    expect(tokensToAsk({ from: 0, count: 3000 }, { by: 'variance' }, 5000).count).toBe(mostTokens);
  });

  it('are around the word whose values are compared, wherever the view is', () => {
    const asked = tokensToAsk(inView, { by: 'value', token: 4000 }, 5000);
    expect(asked.from).toBeLessThanOrEqual(4000);
    expect(asked.from + asked.count).toBeGreaterThan(4000);
  });
});
