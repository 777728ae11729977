import { describe, expect, it } from 'vitest';
import { listOpens, never } from '../../../src/host/common/listOpens';

describe('VS Code’s word list opens by itself', () => {
  it.each([
    [undefined, true],
    [true, true],
    ['on', true],
    ['offWhenInlineCompletions', true],
    [{ other: 'on' }, true],
    [{ other: true, comments: 'off' }, true],
    [{ comments: 'off' }, true],
    [false, false],
    ['off', false],
    ['inline', false],
    [{ other: false }, false],
    [{ other: 'inline' }, false],
    [never, false],
  ])('where its setting is %j: %s', (value, opens) => {
    expect(listOpens(value)).toBe(opens);
  });
});
