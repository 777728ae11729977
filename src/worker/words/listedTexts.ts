/**
 * The plain words of open texts that have no model here but whose words VS Code lists along with those
 * of the text being written. A text is sent whole and only its words are kept; texts that are no longer
 * asked for are dropped.
 */
import type { DocumentText } from '../../shared/contracts/documents';
import type { TextVersion } from '../../shared/questions/editor/wordList';
import { plainWordsIn } from './plainWords';

export interface ListedTexts {
  tell(text: DocumentText): void;
  /** The words of those texts, in their order; the others are dropped. */
  wordsOf(texts: readonly TextVersion[]): {
    readonly words: readonly ReadonlySet<string>[];
    /** Keys of texts that were not sent, or were sent in another version. */
    readonly missing: readonly string[];
  };
}

interface Listed {
  readonly version: number;
  readonly words: ReadonlySet<string>;
}

export function createListedTexts(): ListedTexts {
  let listed = new Map<string, Listed>();
  return {
    tell({ documentKey, version, text }) {
      listed.set(documentKey, { version, words: new Set(plainWordsIn(text)) });
    },
    wordsOf(texts) {
      const kept = new Map<string, Listed>();
      const missing: string[] = [];
      for (const { documentKey, version } of texts) {
        const found = listed.get(documentKey);
        if (found?.version === version) kept.set(documentKey, found);
        else missing.push(documentKey);
      }
      listed = kept;
      return { words: [...kept.values()].map(({ words }) => words), missing };
    },
  };
}
