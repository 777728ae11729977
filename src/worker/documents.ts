/**
 * The editor's documents as this thread sees them: their text, followed edit by edit, and the model
 * chosen for each. Tokens and ids are made when they are first asked for, because the kind of
 * tokens is the model's; an edit then moves only what it touches.
 *
 * A `View` is a document seen through its model. It stays right while the document is edited and
 * until the model changes; then the next `view` is another one.
 */
import type { Trace } from '../engine/inspection/trace';
import { createTrace } from '../engine/inspection/trace';
import type { Predictor } from '../engine/model/predictor';
import type { TokenizedText } from '../engine/text/tokenizedText';
import type { DocumentsContract, ModelSource, TextChange } from '../shared/documents';
import type { Failure, Result } from '../shared/failures';
import { failed, success } from '../shared/failures';
import type { Handlers } from '../shared/rpc';
import type { Versions } from '../shared/reader';
import type { LoadedModel, Models } from './models';
import type { Breathe } from './openText';
import { openText } from './openText';
import type { TokenIds } from './tokenIds';
import { createTokenIds } from './tokenIds';

export interface View {
  readonly documentKey: string;
  readonly versions: Versions;
  readonly text: TokenizedText;
  readonly model: LoadedModel;
  readonly ids: TokenIds;
  readonly predictor: Predictor;
  readonly trace: Trace;
}

export interface Documents {
  readonly handlers: Handlers<DocumentsContract>;
  /** The document through the newest weights of its model. */
  view(documentKey: string): Promise<Result<View, Failure>>;
  /** The views made so far, the one asked for last first; for work in the background. */
  recent(): readonly View[];
}

interface Mirror {
  readonly key: string;
  version: number;
  /** Superseded by `view.text` where there is a view. */
  raw: string;
  source: ModelSource | undefined;
  view: OpenView | undefined;
}

type OpenView = View & { edit(change: TextChange): void };

export interface DocumentsOptions {
  readonly models: Models;
  /** After every change that gives background work something to do. */
  readonly changed: () => void;
  readonly breathe: Breathe;
}

export function createDocuments({ models, changed, breathe }: DocumentsOptions): Documents {
  const mirrors = new Map<string, Mirror>();
  let recent: string[] = [];

  const sources = (): ModelSource[] =>
    [...mirrors.values()].flatMap(({ source }) => (source ? [source] : []));

  const handlers: Handlers<DocumentsContract> = {
    openDocument({ documentKey, version, text }) {
      const source = mirrors.get(documentKey)?.source;
      mirrors.set(documentKey, { key: documentKey, version, raw: text, source, view: undefined });
      changed();
    },
    editDocument({ documentKey, version, changes }) {
      const mirror = mirrors.get(documentKey);
      if (!mirror) return;
      for (const change of changes) applyChange(mirror, change);
      mirror.version = version;
      changed();
    },
    closeDocument({ documentKey }) {
      mirrors.delete(documentKey);
      recent = recent.filter((key) => key !== documentKey);
      models.keep(sources());
    },
    useModel({ documentKey, source }) {
      const mirror = mirrors.get(documentKey);
      if (!mirror) return;
      mirror.source = source;
      if (source) models.recheck(source);
      else dropView(mirror);
      models.keep(sources());
      changed();
    },
  };

  return {
    handlers,
    async view(documentKey) {
      for (;;) {
        const mirror = mirrors.get(documentKey);
        if (!mirror) return failed({ kind: 'stale' });
        const { source } = mirror;
        if (!source) return failed({ kind: 'noModel', name: nameOf(documentKey) });
        const model = await models.load(source);
        // While the file was read, the document may have been closed or given another model.
        if (mirrors.get(documentKey) !== mirror || mirror.source !== source) continue;
        if (!model) return failed({ kind: 'noModel', name: nameOf(documentKey) });
        const { version } = mirror;
        const text =
          keptText(mirror, model) ?? (await openText(rawText(mirror), model.kind, breathe));
        if (mirrors.get(documentKey) !== mirror || mirror.version !== version) continue;
        recent = [documentKey, ...recent.filter((key) => key !== documentKey)];
        return success(currentView(mirror, model, text));
      }
    },
    recent: () => recent.flatMap((key) => mirrors.get(key)?.view ?? []),
  };
}

function applyChange(mirror: Mirror, change: TextChange): void {
  if (mirror.view) return mirror.view.edit(change);
  const { offset, length, text } = change;
  mirror.raw = mirror.raw.slice(0, offset) + text + mirror.raw.slice(offset + length);
}

function dropView(mirror: Mirror): void {
  mirror.raw = rawText(mirror);
  mirror.view = undefined;
}

const rawText = ({ view, raw }: Mirror): string => view?.text.text ?? raw;

/** The tokens made for the model before do for this one if they are of its kind. */
const keptText = ({ view }: Mirror, { kind }: LoadedModel): TokenizedText | undefined =>
  view?.text.kind === kind ? view.text : undefined;

function currentView(mirror: Mirror, model: LoadedModel, text: TokenizedText): View {
  const { view } = mirror;
  if (view?.model === model && view.versions.modelVersion === model.version()) return view;
  const fresh = openView(mirror, model, text);
  mirror.view = fresh;
  return fresh;
}

function openView(mirror: Mirror, model: LoadedModel, text: TokenizedText): OpenView {
  const ids = createTokenIds(text, model.vocabulary);
  const { predictor } = model;
  const trace = createTrace(predictor, () => ids);
  const modelVersion = model.version();
  return {
    documentKey: mirror.key,
    get versions() {
      return { documentVersion: mirror.version, modelVersion };
    },
    text,
    model,
    ids,
    predictor,
    trace,
    edit(change) {
      const tokens = text.edit(change);
      ids.replace(tokens);
      trace.invalidate(tokens.firstChanged);
    },
  };
}

/** The last part of a key that is a URI: what a person calls the document. */
function nameOf(documentKey: string): string {
  const last = documentKey.split('/').at(-1) ?? documentKey;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
