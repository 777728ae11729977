/**
 * Above the other tabs, from a step of a lesson on: what the step says, the way back, the way on and
 * the way out. These stay in view when the page is scrolled.
 */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../parts/controls';
import { CutText } from '../parts/small/cutText';
import type { Page } from '../page/page';
import type { ViewProperties } from '../page/viewProperties';
import { bringIntoView } from './bringIntoView';
import { useSteps } from './useSteps';

/** Whether a step of the lesson is told above the other tabs. */
export const isStepping = ({ panel, step, tab }: Page): boolean =>
  panel?.lesson !== undefined && step !== undefined && tab !== 'lesson';

export function LessonBar(properties: ViewProperties): JSX.Element | null {
  const { page, choose } = properties;
  const { go, lost } = useSteps(properties);
  const row = useRef<HTMLDivElement>(null);
  // The button of the step is hidden with its tab: users without a mouse continue from here.
  useEffect(() => {
    if (!row.current || !page.step) return;
    row.current.focus({ preventScroll: true });
    return bringIntoView(row.current.closest('main') ?? row.current);
  }, [page.step]);
  const { lesson } = page.panel?.lesson ?? {};
  if (!lesson || !page.step || !isStepping(page)) return null;
  const { number } = page.step;
  const isLast = number === lesson.steps.length - 1;
  const close = (): void => {
    choose({ step: undefined });
    document.getElementById(`tab-${page.tab}`)?.focus();
  };
  return (
    <nav class="lesson-bar" aria-label="Lesson">
      <div class="lesson-says">
        <CutText key={number} two>
          <b>
            Step {number + 1} of {lesson.steps.length}
          </b>{' '}
          {lesson.steps[number]?.say}
        </CutText>
        {lost !== undefined && <p role="status">{lost}</p>}
      </div>
      <div class="group lesson-row" tabIndex={-1} ref={row}>
        <Button onClick={() => choose({ tab: 'lesson' })}>Back to the lesson</Button>
        {!isLast && <Button onClick={() => go(number + 1)}>Next step</Button>}
        <Button label="Close the step" square onClick={close}>
          ×
        </Button>
      </div>
    </nav>
  );
}
