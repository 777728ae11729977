// @vitest-environment happy-dom
/** The map of states in a DOM without layout, with a synthetic host. */
import { afterEach, describe, expect, it } from 'vitest';
import { noAnswer } from '../../../src/shared/questions/examples';
import type { StateMap } from '../../../src/shared/questions/stateMap';
import { coloursOf, groupsOf } from '../../../webview/stateMap/mapGroups';
import type { OpenPage } from '../openPage';
import { openPage, shownPanel } from '../openPage';
import { violationsIn } from '../violations';
// Loaded before, so that no test waits for it.
import '../../../webview/stateMap/stateMapTab';
import { syntheticExampleStates } from '../gallery/examples/syntheticStates';

afterEach(() => document.body.replaceChildren());

async function open(options: Parameters<typeof openPage>[0] = {}): Promise<OpenPage> {
  const page = await openPage(options);
  await page.openTab('Map of States');
  await page.settle();
  return page;
}
const asked = (page: OpenPage): string[] =>
  page.host.heard.map(([name]) => name).filter((name) => name.endsWith('States'));

const map: StateMap = {
  ...{ documentVersion: 1, modelVersion: 1 },
  ...syntheticExampleStates(['a b', 'a b c', 'a', 'a b c d', 'a b'], ['good', 'bad']),
};

describe('The map of states', () => {
  it('asks for the sentences when it is opened, and says how much two directions leave out', async () => {
    const page = await open();
    expect(asked(page)).toEqual(['sentenceStates']);
    const said = shownPanel().textContent;
    expect(said).toContain('the 48 numbers that the network holds of it, after its last word');
    expect(said).toContain('Two directions of 48 cannot show everything: these hold 48');
    expect(shownPanel().querySelector('canvas')?.getAttribute('aria-label')).toContain('points');
    expect(await violationsIn(shownPanel())).toEqual([]);
  });

  it('shows the numbers as a table', async () => {
    const page = await open();
    await page.press('Show as table');
    expect(shownPanel().textContent).toContain('First component');
    expect(shownPanel().textContent).toContain('hear me speak');
  });

  it('waits while the network is trained', async () => {
    const page = await open({ state: 'training' });
    expect(asked(page)).toEqual([]);
    expect(shownPanel().textContent).toContain('the map comes afterwards');
  });

  it('asks for the examples of a model that judges, coloured by the class in the text', async () => {
    const page = await open({ judging: 'classes' });
    expect(asked(page)).toEqual(['exampleStates']);
    expect(shownPanel().textContent).toContain('class in the text');
  });
});

describe('The colours of a map', () => {
  it('are by class where there is one, by length and by place', () => {
    expect(coloursOf(map).map(([id]) => id)).toEqual(['wanted', 'given', 'length', 'place']);
    const { classes: _, ...plain } = map;
    expect(coloursOf(plain).map(([id]) => id)).toEqual(['length', 'place']);
    const wanted = Uint16Array.from([noAnswer, noAnswer, noAnswer, noAnswer, noAnswer]);
    const unknown = { ...map, classes: { names: ['good', 'bad'], given: wanted, wanted } };
    expect(coloursOf(unknown).map(([id]) => id)).toEqual(['given', 'length', 'place']);
    expect(groupsOf(unknown, 'given').groups).toEqual(['none']);
  });

  it('put each point into the group that says its length', () => {
    const { groups, of, ordered } = groupsOf(map, 'length');
    expect(ordered).toBe(true);
    expect(Array.from(of, (group) => groups[group])).toEqual(['2 words', '3 words', '1 word', '4 words', '2 words']); // prettier-ignore
  });

  it('put rare classes together where there are too many to tell apart', () => {
    const names = Array.from({ length: 30 }, (_, n) => `class ${n}`);
    const wanted = Uint16Array.from({ length: 60 }, (_, n) => (n < 30 ? n : n % 4));
    const { groups, of } = groupsOf(
      { ...map, classes: { names, wanted, given: wanted } },
      'wanted',
    );
    expect(groups).toHaveLength(12);
    expect(groups.at(-1)).toBe('all others');
    expect(groups[of[33] ?? 0]).toBe('class 1');
    expect(Math.max(...of)).toBe(11);
  });
});
