// @vitest-environment happy-dom
/** What a step asks to look at is brought onto the screen, and only where it is not. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bringIntoView } from '../../../webview/lessons/bringIntoView';

/** Where things are drawn: from and to, in pixels from the top of a screen of 260. */
const drawn = new Map<string, readonly [number, number]>();
const scrolled = vi.fn<(name: string) => void>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('innerHeight', 260);
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => setTimeout(act, 16));
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const [top, bottom] = drawn.get(this.id) ?? [0, 0];
    return new DOMRect(0, top, 100, bottom - top);
  });
  vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    scrolled(this.id);
  });
  document.body.innerHTML =
    '<main id="main"><section role="tabpanel"><p id="first"></p></section>' +
    '<section role="tabpanel" hidden><p class="look" id="other"></p></section></main>';
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  scrolled.mockClear();
  drawn.clear();
});

const page = (): HTMLElement => document.getElementById('main') as HTMLElement;
/** An answer arrives: until then there was nothing to look at. */
async function answer(top: number, bottom: number): Promise<void> {
  drawn.set('verdict', [top, bottom]);
  const verdict = document.createElement('p');
  verdict.id = 'verdict';
  verdict.className = 'look';
  document.getElementById('first')?.after(verdict);
  await vi.advanceTimersByTimeAsync(40);
}

describe('What a step asks to look at', () => {
  it('is scrolled to as soon as it is there below the screen', async () => {
    bringIntoView(page());
    expect(scrolled.mock.calls).toEqual([['main']]);
    await answer(400, 500);
    expect(scrolled.mock.calls.at(-1)).toEqual(['verdict']);
  });

  it('is left where it is when all of it is on the screen', async () => {
    bringIntoView(page());
    await answer(100, 200);
    expect(scrolled.mock.calls).toEqual([['main']]);
  });

  it('is not hidden behind the row of buttons', async () => {
    bringIntoView(page());
    await answer(10, 100);
    expect(scrolled.mock.calls.at(-1)).toEqual(['verdict']);
  });

  it.each([
    ['the reader scrolls', () => page().dispatchEvent(new Event('wheel'))],
    ['the reader clicks', () => page().dispatchEvent(new Event('pointerdown'))],
    ['much time has passed', () => vi.advanceTimersByTime(11_000)],
  ])('is not followed any more once %s', async (_, act) => {
    bringIntoView(page());
    act();
    await answer(400, 500);
    expect(scrolled.mock.calls).toEqual([['main']]);
  });
});
