/** A reader of characters that expects what most often followed the last few in its text. */
import { buildVocabulary } from '../../../src/engine/text/words/vocabulary';
import type { Look } from '../../../src/worker/documents/look';

const remembered = 8;

interface History {
  letters: string[];
  slice(): History;
}

const history = (letters: string[]): History => ({
  letters,
  slice: () => history([...letters]),
});

/** As much of a look as a search for words needs. */
export function createCharacterLook(text: string): Look {
  const characters = [...text];
  const vocabulary = buildVocabulary(characters, { minimumCount: 1, maximumSize: 1000 });
  const probabilities = ({ letters }: History): Float32Array => {
    const found = new Float32Array(vocabulary.size);
    for (let length = Math.min(remembered, letters.length); length >= 0; length--) {
      const last = letters.slice(letters.length - length).join('\u0000');
      for (let at = length; at < characters.length; at++) {
        if (characters.slice(at - length, at).join('\u0000') !== last) continue;
        found[vocabulary.id(characters[at])]++;
      }
      const sum = found.reduce((total, count) => total + count, 0);
      if (sum > 0) return found.map((count) => count / sum);
    }
    return found;
  };
  const predictor = {
    probabilities,
    read(id: number, state: History): void {
      state.letters.push(vocabulary.words[id]);
    },
  };
  const look: unknown = {
    view: { predictor, model: { vocabulary } },
    stateBefore: () => Promise.resolve({ state: history([]) }),
    until: (step: () => boolean) => {
      while (!step());
      return Promise.resolve();
    },
  };
  return look as Look;
}
