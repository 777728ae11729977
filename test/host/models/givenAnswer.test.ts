import { describe, expect, it } from 'vitest';
import { givenAnswer } from '../../../src/host/models/givenAnswer';

describe('the answer that comes with the command', () => {
  it.each([
    undefined,
    null,
    true,
    { confirmed: true },
    { confirm: true },
    { confirm: 'yes' },
    [true],
  ])('is none where it can stand in a link: %j', (given) => {
    expect(givenAnswer(given)).toBeUndefined();
  });

  it('is a function of code in this process', async () => {
    const confirm = () => Promise.resolve(true);
    expect(await givenAnswer({ id: 'x', confirm })?.('Delete?', 'Delete')).toBe(true);
  });
});
