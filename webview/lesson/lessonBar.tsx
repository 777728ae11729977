/** Above the other tabs: what the step says that led here, the way back, and the way on. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../controls';
import type { ViewProperties } from '../view';
import { useSteps } from './steps';

export function LessonBar(properties: ViewProperties): JSX.Element | null {
  const { page, choose } = properties;
  const { go, lost } = useSteps(properties);
  const bar = useRef<HTMLElement>(null);
  // The button of the step is hidden with its tab: whoever has no mouse goes on from here.
  useEffect(() => bar.current?.focus(), [page.step]);
  const lesson = page.panel?.lesson?.lesson;
  if (!lesson || page.tab === 'lesson') return null;
  const number = page.step?.number;
  const isLast = number === lesson.steps.length - 1;
  return (
    <nav class="lesson-bar" aria-label="Lesson" tabIndex={-1} ref={bar}>
      {number !== undefined && (
        <p>
          <b>
            Step {number + 1} of {lesson.steps.length}
          </b>{' '}
          {lesson.steps[number]?.say}
        </p>
      )}
      {lost !== undefined && <p role="status">{lost}</p>}
      <div class="group">
        <Button onClick={() => choose({ tab: 'lesson' })}>Back to the lesson</Button>
        {!isLast && (
          <Button onClick={() => go((number ?? -1) + 1)}>
            {number === undefined ? 'First step' : 'Next step'}
          </Button>
        )}
      </div>
    </nav>
  );
}
