/** How a word outside the vocabulary is marked on this page: one mark, and the words for it. */
import type { JSX } from 'preact';
import { unknownMark, unknownPhrase, unknownSentence } from '../../src/shared/unknownWords';
import { CutText } from './small/cutText';
import './unknownWord.css';

/** For words in a row. @param known undefined: not known yet */
export const wordClass = (known: boolean | undefined, rest = ''): string =>
  known === false ? `${rest} unknown`.trim() : rest;

/** After a word where there is room. */
export function UnknownMark({
  known,
}: {
  readonly known: boolean | undefined;
}): JSX.Element | null {
  if (known !== false) return null;
  return (
    <span class="quiet">
      {' '}
      {unknownMark} {unknownPhrase}
    </span>
  );
}

/** Above the pictures of a text of which much is unknown. */
export function UnknownNotice({ share }: { readonly share: number }): JSX.Element | null {
  const said = unknownSentence(share);
  return said === undefined ? null : <CutText class="notice">{said}</CutText>;
}
