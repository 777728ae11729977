// @vitest-environment happy-dom
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { openPage, shownPanel } from '../openPage';

beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
});
afterEach(() => document.body.replaceChildren());

it('The rows of the map stay those of the first answer when a second one comes in another order', async () => {
  let asked = 0;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const page = await openPage({
    change: (handlers) => ({
      ...handlers,
      async gateMap(request, job) {
        if (request.units === 1 || 'chosen' in request) return handlers.gateMap(request, job);
        const round = ++asked;
        const answer = await handlers.gateMap(request, job);
        if (round === 1) await released;
        if (round === 1 || !answer.ok) return answer;
        return handlers.gateMap({ ...request, chosen: answer.value.units.toReversed() }, job);
      },
    }),
  });
  const map = shownPanel().querySelector('.map');
  if (!map) throw new Error('no map');
  map.scrollLeft = 320;
  map.dispatchEvent(new Event('scroll'));
  await page.settle();
  release();
  await page.settle();
  expect(asked).toBe(2);
  const [, read] =
    /(unit \d+)/.exec(shownPanel().querySelector('.reading')?.textContent ?? '') ?? [];
  expect(read).toBeDefined();
  expect(shownPanel().textContent).toContain(`Open the page of U${read?.slice(1)}`);
});
