/**
 * The editor's documents as this thread sees them. What the host says of them concerns their mirrored
 * texts, their views through models, and the background reading. Each of the three has its own file;
 * this one holds no state and passes every message on to all that it concerns.
 */
import type { DocumentsContract, ModelSource } from '../../shared/contracts/documents';
import type { Handlers } from '../../shared/wire/rpc';
import type { Models } from '../models/models';
import type { Clock } from '../platform/clock';
import { createBackgroundReading, type BackgroundReading } from './backgroundReading';
import { createDocumentViews, type DocumentViews } from './documentViews';
import { dropTokens, type MirroredDocument } from './mirroredDocument';
import { createMirroredTexts, type MirroredTexts } from './mirroredTexts';

export interface Documents
  extends
    DocumentViews,
    Pick<BackgroundReading, 'settled' | 'chores'>,
    Pick<MirroredTexts, 'find'> {
  readonly handlers: Handlers<DocumentsContract>;
}

export interface DocumentsOptions {
  readonly models: Models;
  /** Count the words of documents, for completion. */
  readonly counting: boolean;
  /** Keep the whole document in coarse columns, for pictures. */
  readonly overviews?: boolean;
  /** After every change that gives background work something to do. */
  readonly changed: () => void;
  readonly clock: Clock;
  /** Called when work that nobody waits for fails. */
  readonly onBug: (error: unknown) => void;
}

export function createDocuments(options: DocumentsOptions): Documents {
  const { models, changed, clock, onBug, overviews = false } = options;
  const texts = createMirroredTexts({ ...options, breathe: () => clock.nextTurn() });
  const reading = createBackgroundReading({ find: texts.find, wake: changed, clock });
  const { asked, settled, chores } = reading;
  const views = createDocumentViews({ texts, models, withOverviews: overviews, asked, onBug });
  const handlers = { ...handlersOf(options, { texts, views, reading }), ...texts.chapterHandlers };
  return { handlers, ...views, settled, chores, find: texts.find };
}

interface Parts {
  readonly texts: MirroredTexts;
  readonly views: DocumentViews;
  readonly reading: BackgroundReading;
}

function handlersOf(
  options: DocumentsOptions,
  { texts, views, reading }: Parts,
): Pick<
  Handlers<DocumentsContract>,
  'openDocument' | 'editDocument' | 'closeDocument' | 'useModel'
> {
  const { models, counting, changed, onBug } = options;
  return {
    openDocument(document) {
      texts.open(document);
      changed();
    },
    editDocument(edit) {
      if (!texts.edit(edit)) return;
      reading.typed();
      changed();
    },
    closeDocument({ documentKey }) {
      texts.close(documentKey);
      reading.closed(documentKey);
      models.keep(texts.sources());
    },
    useModel({ documentKey, source, manuscript }) {
      const document = texts.find(documentKey);
      if (!document) return;
      texts.moveTo(document, manuscript);
      chooseModel(document, source, models);
      models.keep(texts.sources());
      changed();
      // In training: the user is about to write.
      if (counting && source && source.kind !== 'file') {
        views.completionDocument(documentKey).then(changed, onBug);
      }
    },
  };
}

function chooseModel(
  document: MirroredDocument,
  source: ModelSource | undefined,
  models: Models,
): void {
  document.source = source;
  document.counted?.experts.forget();
  if (source) models.recheck(source);
  else dropTokens(document);
}
