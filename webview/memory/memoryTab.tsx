/**
 * The view of memory: first what is left of a word, by replacing it with another; then the ledger of
 * direct writes, which counts only a part of what is remembered, and says so.
 */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Overview } from '../../src/shared/questions/gates';
import type { Substitution } from '../../src/shared/questions/memory';
import { EmptyState } from '../page/emptyState';
import { settledVersion, useLongAnswer } from '../answers/useLongAnswer';
import type { ViewProperties } from '../page/viewProperties';
import { DirectWrites } from './directWrites';
import { lastFelt, strongest } from './forgetting';
import type { ReplacementChoice } from './props';
import { WhatIsLeft } from './substitution/whatIsLeft';
import './memory.css';

export function MemoryTab(properties: ViewProperties): JSX.Element {
  const { page, host } = properties;
  const overview = page.panel?.overview;
  if (!overview || overview.tokens === 0) {
    const promise =
      'Here you will see how long the network remembers a word: which later predictions change when another word stands in its place.';
    return page.panel ? <EmptyState page={page} host={host} promise={promise} /> : <p>…</p>;
  }
  return <MemoryOf {...properties} overview={overview} />;
}

function MemoryOf(properties: ViewProperties & { readonly overview: Overview }): JSX.Element {
  const { page, host, overview } = properties;
  const [picked, setPicked] = useState<{ token: number; cursor: number }>();
  const [choice, setChoice] = useState<ReplacementChoice>({
    replacement: { kind: 'likely' },
    // Large networks take a tenth of a second a word.
    count: overview.layers * overview.hiddenSize > 600 ? 200 : 1000,
  });
  useEffect(() => {
    const word = page.step?.replacement;
    if (word !== undefined) setChoice((now) => ({ ...now, replacement: { kind: 'word', word } }));
  }, [page.step]);
  const [selection, setSelection] = useState<{ of: string; token: number }>();

  const [unit, setUnit] = useState<number>();

  const own = picked?.cursor === page.cursor ? picked.token : page.cursor;
  const token = Math.max(0, Math.min(own, overview.tokens - 1));
  const version = settledVersion(page);
  const active = page.tab === 'memory' && version !== undefined;
  const subject = page.panel?.documentKey ?? '';
  const question = active ? { token, ...choice } : undefined;
  const left = useLongAnswer(
    (asked: NonNullable<typeof question>, cancel) => host.call('substitution', asked, { cancel }),
    question,
    subject,
    version ?? '',
  );
  const answer = left.held?.answer;
  const of = JSON.stringify(left.held?.question);
  const selected =
    selection && selection.of === of
      ? selection.token
      : answer
        ? firstSelection(answer)
        : undefined;

  function chooseWord(chosen: number): void {
    setPicked({ token: chosen, cursor: page.cursor });
    const { context, later } = answer ?? {};
    const span = [context, later].flatMap((words) => words?.spans[chosen - words.from] ?? [])[0];
    if (!answer || !span) return;
    host.tell('reveal', { ...span, documentVersion: answer.documentVersion });
  }

  const shared = { ...properties, token, active, version: version ?? '', subject };
  return (
    <>
      <WhatIsLeft
        {...shared}
        left={left}
        choice={choice}
        setChoice={setChoice}
        chooseWord={chooseWord}
        selected={selected}
        select={(chosen) => setSelection({ of, token: chosen })}
        lookInto={(layer, chosen) => {
          properties.choose({ layer });
          setUnit(chosen);
          document.getElementById('direct-writes')?.scrollIntoView();
        }}
      />
      <DirectWrites
        {...shared}
        unit={unit}
        setUnit={setUnit}
        at={(selected ?? token + 1) - 1}
        word={token}
        waiting={!answer}
      />
    </>
  );
}

/** The last word that feels it: so far the memory has to reach. */
function firstSelection({ token, size }: Substitution): number | undefined {
  const last = lastFelt(size);
  const place = last >= 0 ? last : strongest(size);
  return place < 0 ? undefined : token + 1 + place;
}
