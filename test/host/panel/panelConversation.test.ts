import { describe, expect, it, vi } from 'vitest';
import { createListeners } from '../../../src/host/common/listeners';
import { folderText } from '../../../src/host/sessions/folderModel';
import type { OpenText } from '../../../src/host/texts/openText';
import { createPanelConversation } from '../../../src/host/panel/panelConversation';
import type { SavedFile } from '../../../src/host/exports/savedParts';
import { createSessions } from '../../../src/host/sessions/sessions';
import type { Overview } from '../../../src/shared/questions/gates';
import { failed, sentence, success } from '../../../src/shared/failures';
import type {
  PanelDocument,
  PanelHostContract,
  PanelPageContract,
} from '../../../src/shared/pages/panel';
import type { CallOptions, Port, Timer } from '../../../src/shared/wire/rpc';
import type { CancelSignal } from '../../../src/shared/wire/canceller';
import { connect } from '../../../src/shared/wire/rpc';
import { panelLesson } from '../../webview/gallery/syntheticLesson';
import { createLastSearch } from '../../../src/host/units/lastSearch';
import { rememberUnits } from '../../../src/host/units/chosenUnits';
import { memories, textOf, type Told } from '../stage';
import { description, liveModel, report, summary } from '../values';
import { layerCellOf } from '../../layerCells';

/** Two ends of one wire; messages arrive in the next turn, as between threads. */
function wire(): [Port, Port] {
  const ends = [0, 1].map(() => ({ hear: (_: unknown): void => undefined }));
  const port = (own: number): Port => ({
    post: (message) => void setTimeout(() => ends[1 - own].hear(message), 0),
    listen: (listener) => void (ends[own].hear = listener),
  });
  return [port(0), port(1)];
}

const overview: Overview = {
  documentVersion: 1,
  modelVersion: 9,
  tokens: 20,
  layers: 1,
  hiddenSize: 8,
  cells: [layerCellOf('lstm')],
  tokenKind: 'words',
  unknownShare: 0,
  cursorToken: 4,
  cursorInside: true,
};

function stage() {
  const asked: Told[] = [];
  const explained: CancelSignal[] = [];
  const told: Told[] = [];
  const revealed: unknown[] = [];
  const marked: unknown[] = [];
  const commands: string[] = [];
  const saved: (readonly [string | undefined, SavedFile])[] = [];
  const pending = new Set<() => void>();
  const timer: Timer = {
    after(_, then) {
      pending.add(then);
      return () => pending.delete(then);
    },
  };
  const answers: Record<string, unknown> = {
    overview: success(overview),
    gateMap: success({ spans: [{ start: 12, end: 15 }] }),
    predict: success({ tokens: [] }),
    ledger: success({ passage: {} }),
    whatIf: success({ words: {} }),
    nameUnit: success({
      unitNames: { '0:3': 'quotes' },
      namedWith: { '0:3': description().weights },
    }),
    explain: success({ words: [] }),
  };
  const calledOff: string[] = [];
  const thread = {
    call: ((method: string, request: unknown, options?: CallOptions) => {
      asked.push([method, request]);
      if (method === 'explain' && options?.cancel) explained.push(options.cancel);
      options?.cancel?.whenCancelled(() => calledOff.push(method));
      return method in answers ? Promise.resolve(answers[method]) : new Promise(() => undefined);
    }) as never,
  };
  const sessions = createSessions();
  const texts = new Map<string, OpenText>();
  const [hostEnd, pageEnd] = wire();
  const log: string[] = [];
  const wishes: Told[] = [];
  const lessonChanges = createListeners<string>();
  const lesson = panelLesson();
  const units = rememberUnits(memories());
  const lastSearch = createLastSearch();
  const talk = createPanelConversation(hostEnd, {
    sessions,
    reader: thread,
    analyst: thread,
    timer,
    log: (line) => void log.push(line),
    find: (key) => texts.get(key),
    cursor: () => 7,
    reveal: (key, span) => void revealed.push([key, span]),
    mark: (key, spans) => void marked.push([key, spans]),
    run: (command) => void commands.push(command),
    says: () => undefined,
    isShipped: (path) => path === '/shipped',
    ...{ units, lastSearch },
    otherModels: {
      of: (key) => Promise.resolve([{ id: 'race/0a0a0a0a/1', title: `gru of ${key}` }]),
      pathOf: (id) => `/models/${id}`,
    },
    lessonRequests: {
      of: (key) => (key === text.key ? lesson : undefined),
      wish: (key, wish) => void wishes.push([key, wish]),
      onDidChange: lessonChanges.listen,
      dispose: () => undefined,
    },
    save(key, file) {
      saved.push([key, file]);
      return Promise.resolve(success({ name: file.name }));
    },
  });
  const page = connect<PanelHostContract, PanelPageContract>(
    pageEnd,
    {
      document: (panel) => void told.push(['document', panel]),
      cursor: (request) => void told.push(['cursor', request]),
      offset: (request) => void told.push(['offset', request]),
      status: (request) => void told.push(['status', request]),
      curve: (request) => void told.push(['curve', request]),
      lesson: (request) => void told.push(['lesson', request]),
      unit: (request) => void told.push(['unit', request]),
      exportPicture: () => true,
    },
    { after: () => () => undefined },
    () => undefined,
  );
  const text = textOf('file:///a.txt', 'some text', 3);
  texts.set(text.key, text);
  const ready = (): void =>
    sessions.apply(text, { kind: 'restored', description: description(), path: '/m' });
  /** Lets all that waits happen. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
    for (const then of [...pending]) {
      pending.delete(then);
      then();
    }
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return {
    asked,
    calledOff,
    told,
    revealed,
    marked,
    commands,
    saved,
    answers,
    explained,
    sessions,
    texts,
    wishes,
    lessonChanges,
    log,
    talk,
    page,
    text,
    ...{ units, lastSearch },
    ready,
    settle,
  };
}

describe('The talk with the panel', () => {
  it('says that no text is open', async () => {
    const { page } = stage();
    expect(await page.call('ready', {})).toMatchObject({
      documentKey: '',
      status: { state: 'idle' },
    });
  });

  it('says that there is no model yet', async () => {
    const { talk, page, text } = stage();
    talk.show(text.key);
    const panel = await page.call('ready', {});
    expect(panel.notice).toContain('has no model yet');
    expect(panel.overview).toBeUndefined();
  });

  it('gives back what the page kept, and drops what is none', async () => {
    const { page } = stage();
    const kept = {
      documentKey: 'file:///a.txt',
      tab: 'units',
      layer: 1,
      gate: 'candidate',
      unit: 4,
    };
    expect(await page.call('ready', { kept })).toMatchObject({ kept });
    for (const wrong of [{ ...kept, tab: '<script>' }, { ...kept, layer: -1 }, 'text', null]) {
      expect(await page.call('ready', { kept: wrong })).not.toHaveProperty('kept');
    }
  });

  it('describes a document with its overview at the cursor', async () => {
    const { asked, talk, page, text, ready } = stage();
    ready();
    talk.show(text.key);
    const panel = await page.call('ready', {});
    expect(panel).toMatchObject({ name: text.name, overview, status: { state: 'ready' } });
    expect(panel.notice).toBeUndefined();
    expect(asked[0]).toEqual(['overview', { documentKey: text.key, offset: 7 }]);
  });

  it('describes what a model judges instead of next words, and where the cursor is', async () => {
    const { asked, told, talk, page, text, sessions, settle } = stage();
    const task = { task: 'classes', names: ['bad', 'good'], asked: 'last' } as const;
    const judging = { ...description(), task };
    sessions.apply(text, { kind: 'restored', description: judging, path: '/m' });
    talk.show(text.key);
    const panel = await page.call('ready', {});
    expect(panel.judging).toMatchObject({ task, offset: 7, documentVersion: text.version });
    expect([panel.overview, panel.notice, asked]).toEqual([undefined, undefined, []]);
    talk.cursorMoved();
    await settle();
    expect(told).toEqual([['offset', { offset: 7 }]]);
  });

  it('opens at the token of a link, once', async () => {
    const { talk, page, text, ready } = stage();
    ready();
    talk.show(text.key, 11);
    expect((await page.call('ready', {})).open).toEqual({ tab: 'gates', token: 11 });
    expect((await page.call('ready', {})).open).toBeUndefined();
  });

  it('opens the explanation of a token, without one that of the cursor’s place, and a unit’s page', async () => {
    const { told, talk, page, text, ready, settle, answers } = stage();
    ready();
    talk.explain(text.key, 11);
    const first = (await page.call('ready', {})).open;
    expect(first).toEqual({ tab: 'predictions', token: 11, explained: 11 });
    const open = async () => {
      await settle();
      return (told.findLast(([kind]) => kind === 'document')?.[1] as PanelDocument).open;
    };
    talk.explain(text.key);
    expect(await open()).toEqual({ tab: 'predictions', token: 4, explained: 4 });
    const unit = { layer: 0, gate: 'cellState', unit: 3 } as const;
    talk.showUnit(text.key, unit);
    expect(await open()).toEqual({ tab: 'units', token: 4, unit });
    answers.overview = success({ ...overview, cursorInside: false });
    talk.explain(text.key);
    expect(await open()).toEqual({ tab: 'predictions', token: 4, explained: 5 });
  });

  it('calls an explanation off when another is asked for, and after an edit', async () => {
    const { explained, talk, page, text, ready } = stage();
    ready();
    talk.show(text.key);
    const ask = (token: number) => page.call('explain', { token, choice: 'actual' });
    await ask(5);
    await ask(6);
    expect(explained.map(({ cancelled }) => cancelled)).toEqual([true, false]);
    talk.edited();
    expect(explained[1]?.cancelled).toBe(true);
    await expect(page.call('explain', { token: 1, choice: 'worst' as never })).rejects.toThrow();
  });

  it('tells nothing before the page listens', async () => {
    const { told, talk, text, ready, settle } = stage();
    talk.show(text.key);
    ready();
    talk.cursorMoved();
    await settle();
    expect(told).toEqual([]);
  });

  it('tells of another document, another cursor and an edit', async () => {
    const { told, talk, page, text, ready, settle } = stage();
    await page.call('ready', {});
    ready();
    talk.show(text.key);
    await settle();
    expect(told.map(([kind]) => kind)).toEqual(['document']);
    talk.cursorMoved();
    talk.cursorMoved();
    talk.edited();
    await settle();
    expect(told.map(([kind]) => kind).toSorted()).toEqual(['cursor', 'document', 'document']);
    expect(told.find(([kind]) => kind === 'cursor')?.[1]).toEqual({ token: 4 });
  });

  it('tells status and curve as they come, and the document when the weights are newer', async () => {
    const { told, sessions, talk, page, text, settle } = stage();
    talk.show(text.key);
    await page.call('ready', {});
    sessions.apply(text, { kind: 'started', start: 'afresh' });
    sessions.apply(text, { kind: 'published', model: liveModel(2) });
    sessions.apply(text, { kind: 'progress', report: report(0.1) });
    await settle();
    const kinds = told.map(([kind]) => kind);
    expect(kinds.slice(0, 2)).toEqual(['status', 'curve']);
    expect(kinds).toContain('document');
    const last = told.findLast(([kind]) => kind === 'document')?.[1] as PanelDocument;
    expect(last.status.modelVersion).toBe(2);
    expect(told.find(([kind]) => kind === 'curve')?.[1]).toEqual({ points: [], restart: true });
  });

  it('asks the reader what comes after a token, while the trained weights are looked through', async () => {
    const { asked, talk, page, text, ready } = stage();
    ready();
    talk.show(text.key);
    await page.call('predict', { token: 5, count: 10 });
    expect(asked.at(-1)).toEqual(['predict', { documentKey: text.key, token: 5, count: 10 }]);
    await page.call('predict', { token: -1, count: 10 });
    expect(asked.at(-1)).toEqual(['predict', { documentKey: text.key, token: -1, count: 10 }]);
  });

  it('reveals only what is still where it was', async () => {
    const { revealed, talk, page, text } = stage();
    talk.show(text.key);
    await page.call('reveal', { start: 1, end: 4, documentVersion: 2 });
    expect(revealed).toEqual([]);
    await page.call('reveal', { start: 1, end: 4, documentVersion: 3 });
    expect(revealed).toEqual([[text.key, { start: 1, end: 4 }]]);
  });

  it('marks what is pointed at as long as it is still there, and nothing after an edit', async () => {
    const { marked, talk, page, text } = stage();
    talk.show(text.key);
    const spans = [{ start: 1, end: 4 }];
    await page.call('mark', { spans, documentVersion: 3 });
    await page.call('mark', { spans, documentVersion: 2 });
    talk.edited();
    expect(marked).toEqual([
      [text.key, spans],
      [text.key, []],
      [text.key, []],
    ]);
  });

  it('reveals a place in another chapter of the manuscript, and in no other file', async () => {
    const { revealed, talk, page, text, sessions } = stage();
    const folder = folderText('file:///');
    const known = description({ files: ['a.txt', 'b.txt'] });
    sessions.apply(folder, { kind: 'restored', description: known, path: '/m' });
    talk.show(text.key);
    const place = { start: 1, end: 4, documentVersion: 3 };
    await page.call('reveal', { ...place, chapter: 'file:///b.txt' });
    expect(revealed).toEqual([]);
    sessions.lend(folder.key, text);
    for (const chapter of ['file:///x.exe', 'other:///b.txt', 'file:///../b.txt']) {
      await page.call('reveal', { ...place, chapter });
    }
    expect(revealed).toEqual([]);
    await page.call('reveal', { ...place, chapter: 'file:///b.txt' });
    expect(revealed).toEqual([['file:///b.txt', { start: 1, end: 4 }]]);
  });

  it('hands questions about memory to the analyst, and calls them off with the page', async () => {
    const { asked, calledOff, talk, page, text, ready } = stage();
    ready();
    talk.show(text.key);
    const question = { token: 5, layer: 0, unit: 3, count: 100 };
    expect(await page.call('ledger', question)).toEqual(success({ passage: {} }));
    expect(asked.at(-1)).toEqual(['ledger', { ...question, documentKey: text.key }]);
    const listeners: (() => void)[] = [];
    const cancel = {
      cancelled: false,
      whenCancelled: (listener: () => void) => void listeners.push(listener),
    };
    const long = { token: 5, replacement: { kind: 'likely' }, count: 1000 } as const;
    const answer = page.call('substitution', long, { cancel });
    await vi.waitFor(() => expect(asked.at(-1)?.[0]).toBe('substitution'));
    for (const listener of listeners) listener();
    await expect(answer).rejects.toThrow(/cancelled/);
    await vi.waitFor(() => expect(calledOff).toEqual(['substitution']));
  });

  it('sends the files of models that a question names, and no path comes from the page', async () => {
    const { page, asked, ready, settle, talk, text } = stage();
    ready();
    talk.show(text.key);
    await page.call('ready', {});
    const question = { token: 5, count: 10, beside: ['race/0a0a0a0a/1'] };
    void page.call('gradient', { ...question, paths: ['/etc/passwd'] } as never);
    await settle();
    const paths = ['/models/race/0a0a0a0a/1'];
    expect(asked.at(-1)).toEqual(['gradient', { ...question, documentKey: text.key, paths }]);
    const wild = page.call('gradient', { ...question, beside: ['race/../../x/1'] });
    await expect(wild).rejects.toThrow();
    expect(await page.call('otherModels', {})).toMatchObject({
      ok: true,
      value: [{ id: 'race/0a0a0a0a/1' }],
    });
  });

  it('sends the labels of the last search in the document with what is about labels', async () => {
    const { asked, lastSearch, talk, page, text, ready } = stage();
    ready();
    talk.show(text.key);
    const labels = { by: 'headings' } as const;
    const one = { layer: 0, gate: 'forgetGate', to: { kind: 'mean', amount: 0 }, from: 1 } as const;
    const trace = { layer: 0, unit: 0, gate: 'cellState' } as const;
    const question = { interventions: [one], count: 100, trace };
    lastSearch.set('file:///other.txt', { labels, title: 'Headings' });
    await page.call('whatIf', question);
    expect(asked.at(-1)?.[1]).not.toHaveProperty('labels');
    lastSearch.set(text.key, { labels, title: 'Headings' });
    await page.call('whatIf', question);
    expect(asked.at(-1)?.[1]).toEqual({ ...question, documentKey: text.key, labels });
    await page.call('predict', { token: 5, count: 10 });
    expect(asked.at(-1)?.[1]).not.toHaveProperty('labels');
  });

  it('hands on what if, and nothing that is neither a number nor a name', async () => {
    const { asked, talk, page, text, ready } = stage();
    ready();
    talk.show(text.key);
    const one = {
      layer: 0,
      gate: 'forgetGate',
      to: { kind: 'mean', amount: 0.5 },
      from: 79,
    } as const;
    const trace = { layer: 0, unit: 0, gate: 'cellState' } as const;
    const question = { interventions: [one], count: 100, trace };
    expect(await page.call('whatIf', question)).toEqual(success({ words: {} }));
    expect(asked.at(-1)).toEqual(['whatIf', { ...question, documentKey: text.key }]);
    const wrong = [
      { ...question, interventions: [] },
      { ...question, count: 1e6 },
      ...[{ from: -1 }, { units: [] }, { units: ['<b>'] }, { gate: '' }, { to: { kind: 'mean', amount: NaN } }].map((change) => ({ ...question, interventions: [{ ...one, ...change }] })), // prettier-ignore
    ];
    for (const bad of wrong) await expect(page.call('whatIf', bad as never)).rejects.toThrow();
    expect(asked.filter(([method]) => method === 'whatIf')).toHaveLength(1);
  });

  it('tells which unit is looked at in a document, and hears of another one', async () => {
    const { told, units, talk, page, text, ready, settle } = stage();
    ready();
    units.choose(text.key, { layer: 0, unit: 2, gate: 'outputGate' });
    talk.show(text.key);
    const { chosen } = await page.call('ready', {});
    expect(chosen).toEqual({ layer: 0, unit: 2, gate: 'outputGate' });
    await page.call('lookAt', { unit: { layer: 0, unit: 5 } });
    expect(units.of(text.key)).toEqual({ layer: 0, unit: 5 });
    units.choose(text.key, { layer: 0, unit: 7, gate: 'cellState' });
    units.choose('file:///other.txt', { layer: 0, unit: 1 });
    await settle();
    const units7 = told.filter(([kind]) => kind === 'unit').at(-1);
    expect(units7?.[1]).toEqual({ layer: 0, unit: 7, gate: 'cellState' });
    await page.call('lookAt', {});
    expect(units.of(text.key)).toBeUndefined();
  });

  it('keeps the unit whose page was opened, for the hover', () => {
    const { units, talk, text, ready } = stage();
    ready();
    talk.showUnit(text.key, { layer: 1, gate: 'forgetGate', unit: 3 });
    expect(units.of(text.key)).toEqual({ layer: 1, gate: 'forgetGate', unit: 3 });
  });

  it('writes a unit’s name into the model’s file, and tells the page all names', async () => {
    const { asked, told, talk, page, text, ready, settle } = stage();
    ready();
    talk.show(text.key);
    await page.call('ready', {});
    const named = await page.call('nameUnit', { layer: 0, unit: 3, name: '  quotes ' });
    expect(named).toEqual(success({ '0:3': 'quotes' }));
    expect(asked.find(([method]) => method === 'nameUnit')?.[1]).toEqual({
      ...{ layer: 0, unit: 3, name: 'quotes', path: '/m' },
    });
    await settle();
    const last = told.findLast(([kind]) => kind === 'document')?.[1] as PanelDocument;
    expect(last.unitNames).toEqual({ '0:3': 'quotes' });
    expect(last.earlierNames).toBeUndefined();
  });

  it('marks names that were given to earlier weights, and tells them as they were given', async () => {
    const { told, talk, page, text, sessions, ready, settle } = stage();
    ready();
    talk.show(text.key);
    await page.call('ready', {});
    await page.call('nameUnit', { layer: 0, unit: 3, name: 'quotes' });
    const further = { ...summary(), sha256: 'b'.repeat(64) };
    sessions.apply(text, { kind: 'finished', summary: further, path: '/m' });
    await settle();
    const last = told.findLast(([kind]) => kind === 'document')?.[1] as PanelDocument;
    expect(last.unitNames).toEqual({ '0:3': 'quotes (earlier weights)' });
    expect(last.earlierNames).toEqual({ '0:3': 'quotes' });
  });

  it('names no unit while a training is about to replace the file, or where there is none', async () => {
    const { asked, sessions, talk, page, text, ready } = stage();
    talk.show(text.key);
    const ask = () => page.call('nameUnit', { layer: 0, unit: 3, name: 'quotes' });
    expect(await ask()).toMatchObject({ failure: { kind: 'noModel' } });
    ready();
    sessions.apply(text, { kind: 'started', start: 'continue' });
    expect(await ask()).toMatchObject({ failure: { kind: 'alreadyTraining' } });
    expect(asked.map(([method]) => method)).not.toContain('nameUnit');
  });

  it('runs the four commands of the page and no other', async () => {
    const { commands, page } = stage();
    await page.call('run', { command: 'stopTraining' });
    await expect(page.call('run', { command: 'deleteAllModels' as never })).rejects.toThrow();
    expect(commands).toEqual(['stopTraining']);
  });

  it('gathers a file from its parts, and names it after the document and the view', async () => {
    const { saved, talk, page, text } = stage();
    talk.show(text.key);
    const part = (index: number, last: boolean, ...bytes: number[]) =>
      page.call('save', { view: 'gates', kind: 'csv', index, last, part: Uint8Array.from(bytes) });
    expect(await part(0, false, 1, 2)).toEqual(success({}));
    expect(saved).toEqual([]);
    expect(await part(1, true, 3)).toEqual(success({ name: 'file-a-gates.csv' }));
    expect(saved).toEqual([
      [text.key, { name: 'file-a-gates.csv', kind: 'csv', bytes: Uint8Array.of(1, 2, 3) }],
    ]);
    await expect(part(1, true, 3)).rejects.toThrow();
  });

  it('takes no file name, no path and no megabytes at once from the page', async () => {
    const { saved, talk, page, text } = stage();
    talk.show(text.key);
    const good = {
      view: 'gates',
      kind: 'png',
      index: 0,
      last: true,
      part: new Uint8Array(1),
    } as const;
    for (const wrong of [
      { ...good, view: '../../etc/passwd' },
      { ...good, kind: 'exe' as never },
      { ...good, index: 64 },
      { ...good, part: new Uint8Array(1_000_001) },
      { ...good, part: 'text' as never },
    ]) {
      await expect(page.call('save', wrong)).rejects.toThrow();
    }
    expect(saved).toEqual([]);
  });

  it('exports the picture only where a page listens', async () => {
    const { talk, page, text } = stage();
    talk.show(text.key);
    expect(await talk.exportPicture()).toBe(false);
    await page.call('ready', {});
    expect(await talk.exportPicture()).toBe(true);
  });

  it.each([
    ['cellSteps', { layer: 0, unit: 0, from: 0, count: 9, terms: 4 }],
    ['cellSteps', { layer: 0, unit: 0, from: 0, count: 1, terms: 1e6 }],
    ['gateMap', { layer: 0, gate: 7, from: 0, count: 1, units: 1 }],
    ['gateMap', { layer: 0, gate: 'inputGate', from: 0, count: 1e9, units: 1 }],
    ['gateMap', { layer: -1, gate: 'inputGate', from: 0, count: 1, units: 1 }],
    ['unitTable', { layer: 0, unit: 0.5, from: 0, count: 1 }],
    ['predict', { token: 'x', count: 10 }],
    ['tokens', { from: 0, count: 1e9 }],
    ['substitution', { token: 1, replacement: { kind: 'all' }, count: 10 }],
    ['substitution', { token: 1, replacement: { kind: 'word', word: '' }, count: 10 }],
    ['substitution', { token: 1, replacement: { kind: 'likely' }, count: 1e6 }],
    ['cellChanges', { token: 1, replacement: { kind: 'likely' }, at: 4, units: 1e4 }],
    ['ledger', { token: 1, layer: 0, unit: -1, count: 10 }],
    ['layerSurvey', { layer: 0.5, token: 1 }],
    ['unitPage', { layer: 0, unit: 1, gate: 'x'.repeat(61), token: 1 }],
    ['ablation', { ...{ layer: 0, unit: 1, what: 'hiddenState' }, value: NaN, token: 1, count: 1 }],
    ['nameUnit', { layer: 0, unit: 1, name: 'x'.repeat(61) }],
    ['reveal', null],
  ] as const)(
    'turns away a malformed %s before any thread hears of it',
    async (method, request) => {
      const { asked, log, talk, page, text, ready } = stage();
      ready();
      talk.show(text.key);
      await expect(page.call(method, request as never)).rejects.toThrow();
      expect(asked).toEqual([]);
      expect(log).toHaveLength(1);
    },
  );
});

describe('the weights that the panel looks through', () => {
  const untrained = { kind: 'snapshot', index: 0 } as const;

  it('go with every question once they are chosen, and the page is told first', async () => {
    const { page, talk, text, ready, asked, told, settle } = stage();
    ready();
    talk.show(text.key);
    await page.call('ready', {});
    await expect(page.call('chooseWeights', { weights: untrained })).resolves.toMatchObject({
      ok: true,
    });
    expect(told.at(-1)).toMatchObject(['document', { weights: untrained }]);
    void page.call('unitTable', { layer: 0, unit: 1, from: 0, count: 2 });
    void page.call('predict', { token: -1, count: 5 });
    await settle();
    const of = (name: string) => asked.filter(([method]) => method === name).at(-1)?.[1];
    expect(of('unitTable')).toMatchObject({ weights: untrained });
    expect(of('predict')).toMatchObject({ weights: untrained });
  });

  it('are the trained ones again when the model is another one', async () => {
    const { page, talk, text, ready, sessions, told, settle } = stage();
    ready();
    talk.show(text.key);
    await page.call('ready', {});
    await page.call('chooseWeights', { weights: untrained });
    const newer = { ...description(), modelVersion: 77 };
    sessions.apply(text, { kind: 'restored', description: newer, path: '/m' });
    await settle();
    expect(told.filter(([method]) => method === 'document').at(-1)).toMatchObject([
      'document',
      { weights: { kind: 'trained' } },
    ]);
  });

  it('are the trained ones where the snapshot is gone, and who chose it hears so', async () => {
    const { page, talk, text, ready, answers, told } = stage();
    ready();
    talk.show(text.key);
    await page.call('ready', {});
    let calls = 0;
    Object.defineProperty(answers, 'overview', {
      get: () => (calls++ === 0 ? failed({ kind: 'noSnapshot' }) : success(overview)),
    });
    const chosen = await page.call('chooseWeights', { weights: untrained });
    expect(chosen).toMatchObject({ ok: false, failure: { kind: 'noSnapshot' } });
    expect(told.at(-1)).toMatchObject(['document', { weights: { kind: 'trained' } }]);
  });
});

describe('A lesson in the panel', () => {
  it('is told with its document, and again when something happens in it', async () => {
    const { talk, ready, settle, told, text, page, lessonChanges } = stage();
    ready();
    talk.showLesson(text.key);
    const panel = await page.call('ready', {});
    expect(panel.lesson).toEqual(panelLesson());
    expect(panel.open).toEqual({ tab: 'lesson', token: 4 });
    lessonChanges.fire('file:///other.txt');
    lessonChanges.fire(text.key);
    await settle();
    expect(told.filter(([method]) => method === 'lesson')).toEqual([['lesson', panelLesson()]]);
  });

  it('hears what the page wishes for the document that it is about, and refuses nonsense', async () => {
    const { talk, settle, text, page, wishes } = stage();
    talk.show(text.key);
    page.tell('lesson', { do: 'train', seed: 7 });
    page.tell('lesson', { do: 'train', seed: -1 });
    page.tell('lesson', { do: 'delete' } as never);
    await settle();
    expect(wishes).toEqual([[text.key, { do: 'train', seed: 7 }]]);
  });

  it('writes no name into the network that came with it', async () => {
    const { talk, sessions, text, page, asked } = stage();
    const path = '/shipped';
    sessions.apply(text, {
      kind: 'restored',
      description: description(),
      path,
      lender: { key: 'lesson:x', name: 'x', by: 'choice' },
    });
    talk.show(text.key);
    const named = await page.call('nameUnit', { layer: 0, unit: 3, name: 'gender' });
    expect(named).toMatchObject({
      ok: false,
      failure: { kind: 'shippedModel', sentence: sentence({ kind: 'shippedModel' }) },
    });
    expect(asked.map(([method]) => method)).not.toContain('nameUnit');
  });
});
