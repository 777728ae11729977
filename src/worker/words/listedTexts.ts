/**
 * The plain words of open texts that have no model here but whose words VS Code lists beside those of
 * the text being written. A text is told whole and kept as its words alone; what is not asked for any
 * more is forgotten.
 */
import type { DocumentText } from '../../shared/contracts/documents';
import type { TextVersion } from '../../shared/questions/editor/wordList';
import { plainWordsIn } from './plainWords';

export interface ListedTexts {
  tell(text: DocumentText): void;
  /** Of those texts, in their order; the others are forgotten. */
  wordsOf(texts: readonly TextVersion[]): {
    readonly words: readonly ReadonlySet<string>[];
    /** Keys of texts that were not told, or in another version. */
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
