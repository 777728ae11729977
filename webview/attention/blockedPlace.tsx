/** A place of the source is kept from the network: what it writes then, and how probable the rest still is. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type {
  BlockedPair,
  BlockEffect,
  WrittenPair,
} from '../../src/shared/questions/attention/pairs';
import { useAnswer } from '../answers/useAnswer';
import { percent } from '../parts/numbers';
import { NumbersTable, type NumbersRow } from '../parts/numbersTable';
import { visibleWord } from '../parts/words';
import { joinedTokens } from './texts';
import { TokenStrip } from './tokenStrip';
import type { WrittenProperties } from './properties';

export function BlockedPlace(properties: WrittenProperties): JSX.Element | null {
  const { source, written, host, judging, active, subject } = properties;
  const [blocked, setBlocked] = useState<number>();
  const [marked, setMarked] = useState<number>();
  useEffect(() => setBlocked(undefined), [source]);
  const question = blocked === undefined ? undefined : { source, position: blocked };
  const answer = useAnswer(
    (asked: { readonly source: string; readonly position: number }) =>
      host.call('blockedPair', asked),
    active ? question : undefined,
    judging,
    `${subject} ${source} ${blocked}`,
  );
  if (written.sourceTokens.length === 0) return null;
  const found = blocked === undefined ? undefined : answer.held?.answer;
  return (
    <section class="attention-part">
      <h2>Block a place of the source</h2>
      <TokenStrip
        label="Block a place of the source"
        {...{ marked }}
        onMark={setMarked}
        onPick={(place) => setBlocked(place === blocked ? undefined : place)}
        tokens={written.sourceTokens.map((token, place) => ({
          ...{ token, isPressed: place === blocked, says: `place ${place + 1}: block it` },
        }))}
      />
      {found ? (
        <Effects {...properties} found={found} />
      ) : (
        <p class="quiet" role="status">
          {answer.trouble ??
            (blocked === undefined
              ? 'Press a token: the target is written again without it.'
              : '…')}
        </p>
      )}
    </section>
  );
}

function Effects(properties: WrittenProperties & { readonly found: BlockedPair }): JSX.Element {
  const { found, overview } = properties;
  const { before, unseen, unread, position } = found;
  const token = visibleWord(before.sourceTokens[position] ?? '');
  const unit = overview.units.target;
  const textOf = ({ targetTokens }: WrittenPair): string =>
    targetTokens.length === 0 ? 'nothing' : joinedTokens(targetTokens, unit);
  const rowOf = (key: string, head: string, effect: BlockEffect): NumbersRow => ({
    ...{ key, head },
    cells: [
      <span key="target" class="attention-output">
        <bdi>{textOf(effect.written)}</bdi>
      </span>,
      effect.isSame ? 'no' : 'yes',
      percent(effect.kept.at(-1) ?? 0),
      lossesOf(before, effect),
    ],
  });
  return (
    <>
      <p role="status">{summaryOf(token, position, found)}</p>
      <NumbersTable
        label="Table: what blocking a place changes"
        wide
        caption="What was written before is in the first row. The last column names the tokens of it that lose most."
        heads={['Place', 'Written', 'Changed', 'Probability of the first', 'Loses most']}
        rows={[
          {
            ...{ key: 'before', head: 'not blocked', current: true },
            cells: [
              <span key="target" class="attention-output">
                <bdi>{textOf(before)}</bdi>
              </span>,
              '',
              percent(before.probabilities.reduce((product, one) => product * one, 1)),
              '',
            ],
          },
          ...(unseen ? [rowOf('unseen', 'attention may not look there', unseen)] : []),
          rowOf('unread', 'an unknown token is read there', unread),
        ]}
      />
    </>
  );
}

function summaryOf(token: string, position: number, { unseen, unread }: BlockedPair): string {
  const place = `“${token}”, place ${position + 1}`;
  const said = (effect: BlockEffect): string =>
    effect.isSame ? 'the target stays the same' : 'another target is written';
  const looked = unseen ? ` Without a look at it, ${said(unseen)}.` : '';
  return `${place} is blocked.${looked} With an unknown token in its place, ${said(unread)}.`;
}

/** Less than that is no loss worth a name. */
const leastLoss = 0.02;

function lossesOf({ targetTokens, probabilities }: WrittenPair, { kept }: BlockEffect): string {
  const losses = Array.from(probabilities, (before, row) => ({
    row,
    loss: before - (kept[row] ?? 0),
  }));
  const most = losses
    .filter(({ loss }) => loss >= leastLoss)
    .sort((one, other) => other.loss - one.loss)
    .slice(0, 3);
  if (most.length === 0) return 'none';
  return most
    .map(({ row, loss }) => {
      const token = targetTokens[row];
      return `${token === undefined ? 'the end' : `“${visibleWord(token)}” (${row + 1})`} −${Math.round(100 * loss)} points`;
    })
    .join(', ');
}
