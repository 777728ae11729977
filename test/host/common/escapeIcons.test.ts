import { describe, expect, it } from 'vitest';
import { escapeIcons } from '../../../src/host/common/escapeIcons';

describe('A name as a label of a quick pick', () => {
  it.each([
    ['$(heart).weight', '\\$(heart).weight'],
    ['a $(sync~spin) b $(x)', 'a \\$(sync~spin) b \\$(x)'],
    ['\\$(heart)', '\\\\$(heart)'],
    ['$(not an icon) $5 (x)', '$(not an icon) $5 (x)'],
  ])('shows no icon: %s', (name, label) => {
    expect(escapeIcons(name)).toBe(label);
  });
});
