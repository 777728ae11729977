/** Which word is replaced, by what, and how far its traces are followed. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { WordProbability } from '../../../src/shared/api';
import { Button, Select } from '../../parts/controls';
import { percent, whole } from '../../parts/numbers';
import { visibleWord } from '../../parts/words';
import type { ReplacementChoice } from '../props';

export const followed = [200, 1000, 4000] as const;

export interface ReplacementPickerProperties {
  readonly word: string;
  readonly token: number;
  readonly tokens: number;
  readonly likely: readonly WordProbability[];
  readonly choice: ReplacementChoice;
  readonly setChoice: (choice: ReplacementChoice) => void;
  readonly chooseWord: (token: number) => void;
}

export function ReplacementPicker(properties: ReplacementPickerProperties): JSX.Element {
  const { word, token, tokens, likely, choice, setChoice, chooseWord } = properties;
  const { replacement, count } = choice;
  const put = replacement.kind === 'word' ? replacement.word : undefined;
  const listed = likely.findIndex(({ word: one }) => one === put);
  return (
    <div class="bar replacement">
      <div class="group">
        <span>
          Instead of <bdi class="word">“{visibleWord(word)}”</bdi>{' '}
          <span class="quiet">
            (word {whole(token + 1)} of {whole(tokens)})
          </span>
        </span>
        <Button disabled={token <= 0} onClick={() => chooseWord(token - 1)}>
          Word before
        </Button>
        <Button disabled={token >= tokens - 1} onClick={() => chooseWord(token + 1)}>
          Word after
        </Button>
      </div>
      <div class="group">
        <Select
          label="put"
          choices={[
            ['average', 'the average of likely words'],
            ...(put !== undefined && listed < 0 ? [['own', visibleWord(put)] as const] : []),
            ...likely.map(
              (one, n) =>
                [String(n), `${visibleWord(one.word)} (${percent(one.probability)})`] as const,
            ),
          ]}
          chosen={put === undefined ? 'average' : listed < 0 ? 'own' : String(listed)}
          onChoose={(at) => {
            const word = likely[Number(at)]?.word;
            setChoice({
              count,
              replacement: word === undefined ? { kind: 'likely' } : { kind: 'word', word },
            });
          }}
        />
        <OwnWord
          onWord={(chosen) => setChoice({ count, replacement: { kind: 'word', word: chosen } })}
        />
        <Select
          label="and follow"
          choices={followed.map((words) => [String(words), `${whole(words)} words`] as const)}
          chosen={String(count)}
          onChoose={(words) => setChoice({ replacement, count: Number(words) })}
        />
      </div>
    </div>
  );
}

function OwnWord({ onWord }: { readonly onWord: (word: string) => void }): JSX.Element {
  const [typed, setTyped] = useState('');
  return (
    <form
      class="group"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== '') onWord(typed.trim());
      }}
    >
      <label class="labelled">
        <span class="unseen">Another word in the vocabulary</span>
        <input
          type="text"
          class="field"
          size={12}
          maxLength={200}
          placeholder="another word"
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      <button type="submit" class="button" disabled={typed.trim() === ''}>
        Use this word
      </button>
    </form>
  );
}
