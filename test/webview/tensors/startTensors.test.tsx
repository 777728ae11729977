// @vitest-environment happy-dom
/** The page of a file in a DOM, with a host at the other end of a wire that copies as JSON does. */
import { beforeAll, describe, expect, it } from 'vitest';
import { withFailureSentences } from '../../../src/host/pages/failureSentences';
import { failed, success } from '../../../src/shared/failures';
import type { Handlers } from '../../../src/shared/wire/rpc';
import { connect } from '../../../src/shared/wire/rpc';
import type { TensorFile, TensorRow, TensorStatistics } from '../../../src/shared/model/tensors';
import type {
  ShownFile,
  TensorsHostContract,
  TensorsPageContract,
} from '../../../src/shared/pages/tensorsPage';
import { startTensors } from '../../../webview/tensors/startTensors';
import { hostileWords } from '../hostileWords';
import { letPass, startPageTime } from '../pageTime';
import { violationsIn } from '../violations';

/** Everything is seen at once. */
class EverythingSeen {
  private readonly rows: Element[] = [];
  constructor(private readonly heard: (entries: unknown[]) => void) {}
  observe(target: Element): void {
    this.rows.push(target);
    queueMicrotask(() => this.heard([{ target, isIntersecting: true }]));
  }
  disconnect(): void {
    this.rows.length = 0;
  }
}
beforeAll(() => {
  globalThis.IntersectionObserver = EverythingSeen as never;
});

const figures = {
  ...{ numbers: 6, zeros: 3, nans: 1, infinities: 0 },
  finite: { low: -1.5, high: 2, mean: 0.25, deviation: 0.125 },
  bins: [1, 4, 0, 1],
};
const statistics: TensorStatistics = { whole: figures, blocks: [] };
const row = (place: number, name: string, more: Partial<TensorRow> = {}): TensorRow => ({
  ...{ place, name, dtype: 'F32', shape: [2, 3], dimensionsLeftOut: 0, numbers: 6, bytes: 24 },
  ...more,
});
const header = (tensors: number, more: Partial<TensorFile> = {}): TensorFile => ({
  ...{ bytes: 4096, tensors, numbers: 6 * tensors, types: ['F32'] },
  ...{ metadata: [], metadataLeftOut: 0 },
  ...more,
});

async function open(
  rows: readonly TensorRow[],
  more: Partial<TensorFile> = {},
  change: Partial<Handlers<TensorsHostContract>> = {},
) {
  startPageTime();
  const heard: (readonly [string, unknown])[] = [];
  // Of its own: the pages of the tests before would listen on the window, and draw.
  const messages = new EventTarget();
  const listeners = new Set<(message: unknown) => void>();
  let kept: unknown;
  const json = (message: unknown): unknown => JSON.parse(JSON.stringify(message));
  const shown: ShownFile = {
    ...{ name: 'm.safetensors', reading: 3, gone: false },
    file: header(rows.length, more),
  };
  const handlers: Handlers<TensorsHostContract> = {
    ready: () => shown,
    rows: ({ from }) => success(rows.slice(from, from + 40)),
    statistics: (request) => {
      heard.push(['statistics', request]);
      return success(statistics);
    },
    importModel: () => void heard.push(['importModel', {}]),
    save: (part) => {
      heard.push(['save', part]);
      return success({ name: 'm-tensors.csv' });
    },
    ...change,
  };
  const host = connect<TensorsPageContract, TensorsHostContract>(
    {
      post: (message) =>
        messages.dispatchEvent(new MessageEvent('message', { data: json(message) })),
      listen: (listener) => listeners.add(listener),
    },
    withFailureSentences(handlers),
    { after: () => () => undefined },
    (error) => {
      throw error;
    },
  );
  document.body.innerHTML = '<div id="panel"></div>';
  const root = document.getElementById('panel')!;
  const api = {
    postMessage: (message: unknown) =>
      queueMicrotask(() => listeners.forEach((listener) => listener(message))),
    getState: () => kept,
    setState: (next: unknown) => (kept = next),
  };
  startTensors(api, root, messages as Window);
  const settle = (): Promise<void> => letPass(120);
  await settle();
  const press = async (name: string): Promise<void> => {
    const button = [...document.querySelectorAll('button')].find((one) =>
      one.textContent.trim().startsWith(name),
    );
    if (!button) throw new Error(`no button ${name}`);
    button.click();
    await settle();
  };
  const filter = async (words: string): Promise<void> => {
    const input = document.querySelector<HTMLInputElement>('input[type=search]')!;
    input.value = words;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
  };
  const lines = (): string[] =>
    [...document.querySelectorAll('tbody tr')].map((line) =>
      [...line.children].map((cell) => cell.textContent.trim()).join(' | '),
    );
  return { host, shown, heard, settle, press, filter, lines, kept: () => kept };
}

const lstm = {
  cell: 'lstm',
  layer: 0,
  backwards: false,
  role: 'fromInput',
  gates: ['input', 'forget', 'candidate', 'output'],
} as const;

describe('The page of a safetensors file', () => {
  it('lists tensors with their figures, and a row for each gate', async () => {
    const blocks = [1, 2, 3, 4].map((mean) => ({
      ...figures,
      finite: { ...figures.finite, mean },
    }));
    const page = await open(
      [row(0, 'weight_ih_l0', { part: lstm, shape: [8, 3] }), row(1, 'b')],
      {},
      { statistics: ({ place }) => success({ ...statistics, blocks: place === 0 ? blocks : [] }) },
    );
    expect(document.querySelector('h1')?.textContent).toBe('m.safetensors');
    const lines = page.lines();
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(
      /^weight_ih_l0LSTM layer 1 \(l0\): weights of the input \| F32 \| 8 × 3.*\| −1.5 \| 2 \| 0.25 \| 0.125 \| 50.0 % \| 1 NaN$/,
    );
    expect(lines[2]).toMatch(/^forget gate of weight_ih_l0 \| {2}\| 2 × 3 \|.*\| 2 \| 0.125/);
    const bars = document.querySelector('svg[role=img]')!;
    expect(bars.getAttribute('aria-label')).toMatch(
      /^from −1.5 to 2; most between −0.625 and 0.25/,
    );
    const checkbox = document.querySelector<HTMLInputElement>('input[type=checkbox]')!;
    checkbox.click();
    await page.settle();
    expect(page.lines()).toHaveLength(2);
    expect(page.kept()).toMatchObject({ gates: false });
  });

  it('has no finding of axe', async () => {
    await open([row(0, 'weight_ih_l0', { part: lstm })], {
      ...{ model: 'foreign', metadata: [{ name: 'format', text: 'pt', length: 2 }] },
    });
    const violations = await violationsIn(document.body, ['color-contrast', 'region']);
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  it('pages, filters and sorts many tensors, and reads only what is seen', async () => {
    const rows = Array.from({ length: 250 }, (_, n) => row(n, `layer.${n}.weight`, { numbers: n }));
    const page = await open(rows);
    expect(page.lines()).toHaveLength(100);
    await page.settle();
    const read = (): number[] =>
      page.heard.map(([, request]) => (request as { place: number }).place);
    expect(Math.max(...read())).toBeLessThan(100);
    await page.press('More tensors');
    expect(page.lines()[0]).toMatch(/^layer\.100\.weight/);
    await page.filter('21');
    expect(page.lines().map((line) => line.split(' ')[0])).toEqual([
      'layer.21.weight',
      'layer.121.weight',
      ...Array.from({ length: 10 }, (_, n) => `layer.21${n}.weight`),
      'layer.221.weight',
    ]);
    await page.press('Shape');
    expect(page.lines()[0]).toMatch(/^layer\.221/);
    expect(document.querySelector('th[aria-sort=descending]')?.textContent).toMatch(/^Shape/);
    await page.filter('zebra');
    expect(document.body.textContent).toContain('No tensor has “zebra” in its name.');
  });

  it('saves all that is listed, after reading what was not read yet', async () => {
    const rows = Array.from({ length: 130 }, (_, n) => row(n, `t${n}`));
    const page = await open(rows);
    await page.press('Save CSV');
    for (let round = 0; round < 10; round++) await page.settle();
    const saved = page.heard.filter(([method]) => method === 'save');
    expect(saved).toMatchObject([['save', { kind: 'csv', index: 0, last: true }]]);
    expect(page.heard.filter(([method]) => method === 'statistics')).toHaveLength(130);
    expect(document.body.textContent).toContain('Saved as m-tensors.csv.');
  });

  it('leads to the import where the file is a language model, and only there', async () => {
    const page = await open([row(0, 'a')], { model: 'foreign' });
    await page.press('Import this model…');
    expect(page.heard).toContainEqual(['importModel', {}]);
    const plain = await open([row(0, 'a')]);
    await expect(plain.press('Import this model…')).rejects.toThrow(/no button/);
  });

  it('shows the next reading when the host tells of it, and the old one when the file is gone', async () => {
    const page = await open([row(0, 'a')]);
    const gone = { ...page.shown, gone: true, notice: 'm.safetensors no longer exists.' };
    page.host.tell('file', gone);
    await page.settle();
    expect(document.querySelector('[role=alert]')?.textContent).toBe(gone.notice);
    expect(page.lines()[0]).toMatch(/^a \| .* 1 NaN$/);
    page.host.tell('file', {
      name: 'm.safetensors',
      reading: 4,
      gone: false,
      notice: 'It is odd.',
    });
    await page.settle();
    expect(document.querySelector('table')).toBeNull();
    expect(document.querySelector('[role=alert]')?.textContent).toBe('It is odd.');
  });

  it('keeps a sentence beside a tensor that cannot be read', async () => {
    const page = await open(
      [row(0, 'a')],
      {},
      { statistics: () => failed({ kind: 'disk', doing: 'Reading the file', reason: 'EIO' }) },
    );
    expect(page.lines()[0]).toMatch(/^a \| F32 \| .* \| Reading the file failed: EIO/);
  });

  it('refuses what is not as agreed, in a sentence', async () => {
    await open([row(0, 'a')], {}, { statistics: () => success({ whole: 3 } as never) });
    expect(document.querySelector('[role=alert]')?.textContent).toMatch(
      /Something on this page failed: Invalid/,
    );
  });

  it('lets no name and no text of a file become markup', async () => {
    const page = await open(
      hostileWords.map((word, n) => row(n, word, { dtype: word })),
      { metadata: hostileWords.map((word) => ({ name: word, text: word, length: 9 })) },
    );
    await page.settle();
    expect(document.querySelectorAll('script, img, iframe, [onerror], a')).toHaveLength(0);
    expect(document.body.textContent).toContain(hostileWords[0]);
  });
});
