// @vitest-environment happy-dom
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openPage, shownPanel } from '../openPage';
import { violationsIn } from '../violations';

beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
});
afterEach(() => document.body.replaceChildren());

/** The help that is called so, in the tab that is shown. */
function help(about: string): HTMLDetailsElement {
  const all = [...shownPanel().querySelectorAll<HTMLDetailsElement>('details.help')];
  const found = all.find((one) => one.querySelector('summary')?.textContent.includes(about));
  if (!found) throw new Error(`no help about ${about}`);
  return found;
}

describe('The help beside a control', () => {
  it.each([
    ['Gates', 'the gates', /Gers, Schmidhuber and Cummins, 2000/],
    ['Gates', 'the gates', /an input gate of 0\.99 stores nothing/],
    ['Gates', 'the gates', /σ\(1\) = 0\.73/],
    ['Gates', 'the colours', /intervals are open.* saturation/],
    ['Walk-through', 'the equations', /softmax\(W h \+ b\)/],
    ['Walk-through', 'the equations', /Gers, Schmidhuber and Cummins, 2000/],
    ['Training', 'training', /smaller than 1 in magnitude/],
    ['Training', 'training', /says nothing about small data/],
  ])('corrects in %s what is said about %s', async (tab, about, correction) => {
    const page = await openPage();
    await page.openTab(tab);
    const found = help(about);
    expect(found.open).toBe(false);
    expect(found.textContent).toMatch(correction);
  });

  it('is accessible when it is open', async () => {
    await openPage();
    help('the gates').open = true;
    const violations = await violationsIn(help('the gates'));
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
