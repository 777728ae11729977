/**
 * The page of a lesson: what the textbook says, three things to do, what is seen, what cannot be,
 * and the claims as numbers. Says nothing of its own about the network: the sentences came with the
 * lesson, the numbers were measured.
 */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PanelLesson } from '../../src/shared/pages/panelLesson';
import { Button } from '../parts/controls';
import type { ViewProperties } from '../page/viewProperties';
import { Claims } from './claims';
import { GapSlider } from './gapSlider';
import { NetworkPicker } from './networkPicker';
import { useSteps } from './useSteps';
import './lesson.css';

export function LessonTab(properties: ViewProperties & { readonly of: PanelLesson }): JSX.Element {
  const { of, host, page } = properties;
  const { lesson, number, trouble } = of;
  const { go, lost } = useSteps(properties);
  const current = page.step?.number;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => scrollTo(0, 0), [lesson.id]);
  // The way back vanishes with its bar; a tab that was chosen keeps the focus.
  useEffect(() => {
    if (page.tab !== 'lesson' || document.activeElement !== document.body) return;
    list.current?.querySelector<HTMLElement>('[aria-current] button')?.focus();
  }, [page.tab]);
  return (
    <div class="lesson">
      <h2>
        Lesson {number}: {lesson.title}
      </h2>
      <Section title="What the textbook says">{lesson.textbook}</Section>
      <section>
        <h3>What to do</h3>
        <ol class="lesson-steps" ref={list}>
          {lesson.steps.map((step, n) => (
            <li key={step.button} {...(n === current && { 'aria-current': 'step' as const })}>
              <p>{step.say}</p>
              <Button onClick={() => go(n)}>{step.button}</Button>
            </li>
          ))}
        </ol>
        {lost !== undefined && (
          <p class="notice" role="status">
            {lost}
          </p>
        )}
      </section>
      <GapSlider of={of} host={host} />
      <Section title="What you see here">{lesson.seen}</Section>
      {lesson.cannot !== undefined && (
        <Section title="What it cannot show">{lesson.cannot}</Section>
      )}
      <NetworkPicker {...properties} />
      {trouble !== undefined && (
        <p class="notice" role="status">
          {trouble}
        </p>
      )}
      <Claims of={of} host={host} />
      <Button onClick={() => host.tell('run', { command: 'openLesson' })}>
        Open another lesson
      </Button>
    </div>
  );
}

const Section = (properties: {
  readonly title: string;
  readonly children: string;
}): JSX.Element => (
  <section>
    <h3>{properties.title}</h3>
    <p>{properties.children}</p>
  </section>
);
