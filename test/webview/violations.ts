/** What axe finds in the test's DOM. Contrast is looked at where there are pixels, in the gallery. */
import type { Result } from 'axe-core';
import axe from 'axe-core';
import { timeFor } from './pageTime';

/** @param without rules that say nothing here */
export async function violationsIn(element: Element, without: string[] = []): Promise<Result[]> {
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  // What passed would be described element by element, too.
  const { violations } = await timeFor(axe.run(element, { rules, resultTypes: ['violations'] }));
  return violations;
}

/** Those that keep somebody from using the page, a sentence each. */
export async function seriousViolations(): Promise<string[]> {
  const violations = await violationsIn(document.body, ['color-contrast']);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} ${nodes[0].html}`);
}
