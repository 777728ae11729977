/**
 * Above the other tabs: what the step says that led here, the way back, and the way on. These stay
 * in view when the page is scrolled.
 */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../parts/controls';
import type { ViewProperties } from '../page/viewProperties';
import { bringIntoView } from './bringIntoView';
import { useSteps } from './useSteps';

export function LessonBar(properties: ViewProperties): JSX.Element | null {
  const { page, choose } = properties;
  const { go, lost } = useSteps(properties);
  const row = useRef<HTMLDivElement>(null);
  // The button of the step is hidden with its tab: whoever has no mouse goes on from here.
  useEffect(() => {
    if (!row.current || !page.step) return;
    row.current.focus({ preventScroll: true });
    return bringIntoView(row.current.closest('main') ?? row.current);
  }, [page.step]);
  const lesson = page.panel?.lesson?.lesson;
  if (!lesson || page.tab === 'lesson') return null;
  const number = page.step?.number;
  const isLast = number === lesson.steps.length - 1;
  return (
    <nav class="lesson-bar" aria-label="Lesson">
      <div class="lesson-says">
        {number !== undefined && (
          <p>
            <b>
              Step {number + 1} of {lesson.steps.length}
            </b>{' '}
            {lesson.steps[number]?.say}
          </p>
        )}
        {lost !== undefined && <p role="status">{lost}</p>}
      </div>
      <div class="group lesson-row" tabIndex={-1} ref={row}>
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
