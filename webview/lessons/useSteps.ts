/**
 * A step of a lesson: its view, on its word. The word is looked for where the lesson's own text has it,
 * or next to that where the text was written in since; the page then shows that place, and so does the
 * text.
 */
import { useState } from 'preact/hooks';
import type { Passage } from '../../src/shared/model/passage';
import type { LessonStep } from '../../src/shared/lessons/lessons';
import type { ViewProperties } from '../page/viewProperties';
import { visibleWord } from '../parts/words';

/** Words before and after the lesson's own place where its word may stand now. */
const around = 200;

export interface Steps {
  go(number: number): void;
  /** Why the last step found no word, as a sentence. */
  readonly lost: string | undefined;
}

export function useSteps({ page, host, choose }: ViewProperties): Steps {
  const [lost, setLost] = useState<string>();
  const { steps } = page.panel?.lesson?.lesson ?? {};

  async function go(number: number): Promise<void> {
    const step = steps?.[number];
    if (!step) return;
    setLost(undefined);
    if (step.offset !== undefined) return goToExample(number, step, step.offset);
    const from = Math.max(0, step.token - around);
    const answer = await host.call('tokens', { from, count: 2 * around });
    if (!answer.ok) return setLost(answer.failure.sentence);
    const token = nearest(answer.value, step);
    const span = token === undefined ? undefined : answer.value.spans[token - answer.value.from];
    if (token === undefined || !span) {
      return setLost(isGone(step));
    }
    const { tab, layer, gate, unit, replacement } = step;
    choose({
      ...{ tab, cursor: token },
      ...(layer !== undefined && { layer }),
      ...(gate && { gate }),
      ...(tab === 'units' && unit !== undefined && { unit }),
      step: {
        number,
        ...(unit !== undefined && { unit }),
        ...(replacement !== undefined && { replacement }),
      },
    });
    host.tell('reveal', { ...span, documentVersion: answer.value.documentVersion });
  }

  /** Of a text that is judged: the example is looked for where the lesson's own text has it. */
  async function goToExample(number: number, step: LessonStep, offset: number): Promise<void> {
    const answer = await host.call('exampleAt', { offset });
    if (!answer.ok) return setLost(answer.failure.sentence);
    const { example, documentVersion } = answer.value;
    const isWord = (at: number): boolean =>
      example.tokens[at]?.toLowerCase() === step.word.toLowerCase();
    const places = example.tokens.map((_, at) => at).filter(isWord);
    const [at] = places.sort(
      (one, other) => Math.abs(one - step.token) - Math.abs(other - step.token),
    );
    const span = at === undefined ? undefined : example.spans[at];
    if (!span) return setLost(isGone(step));
    choose({ tab: step.tab, step: { number } });
    host.tell('reveal', { ...span, documentVersion });
  }

  return {
    go: (number) => void go(number).catch((error: unknown) => setLost(String(error))),
    lost,
  };
}

const isGone = ({ word }: LessonStep): string =>
  `“${visibleWord(word)}” is no longer in the text. Open the lesson again to restore it.`;

/** The lesson's word that stands nearest to where it was. */
function nearest({ tokens, from }: Passage, { word, token }: LessonStep): number | undefined {
  const places = tokens.flatMap((one, n) => (one === word ? [from + n] : []));
  const distance = (place: number): number => Math.abs(place - token);
  return places.sort((one, other) => distance(one) - distance(other))[0];
}
