/** What the scenarios of the lessons share: the shipped lessons, and looks at their page and steps. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import * as v from 'valibot';
import {
  lessonIds,
  lessonSchema,
  type Lesson,
  type LessonStep,
} from '../../../src/shared/lessons/lessons';
import type { Workbench } from './workbench';

export const shippedLessons: readonly Lesson[] = lessonIds.map((id) =>
  v.parse(
    lessonSchema,
    JSON.parse(readFileSync(path.join(process.cwd(), 'media/lessons', `${id}.json`), 'utf8')),
  ),
);

/** A window of 1280 x 720 at 200 %, as on a projector. */
export const projector = { width: 640, height: 360, zoom: 2 };

const visible = '[role=tabpanel]:visible';

/** @returns milliseconds from the choice in the list until the page is drawn */
export async function openFromList(workbench: Workbench, lesson: Lesson): Promise<number> {
  // Of a long list VS Code draws only the rows in view.
  await workbench.quickInput.fill(lesson.title);
  const before = performance.now();
  await workbench.choose(lesson.title);
  await pageOf(workbench, lesson);
  return performance.now() - before;
}

/** Waits until the page of a lesson is there, down to its table. */
export async function pageOf(workbench: Workbench, { title }: Lesson): Promise<FrameLocator> {
  const panel = await workbench.panelFrame();
  await panel.locator('.lesson h2', { hasText: title }).waitFor();
  await panel.locator('.lesson .claims tbody tr').last().waitFor();
  return panel;
}

/** Until no view says that it is still computing. */
export async function settled(workbench: Workbench, panel: FrameLocator): Promise<void> {
  await workbench.until(
    async () => (await panel.locator(`${visible} .long-state`).allInnerTexts()).join(''),
    (text) => !text.includes('…'),
    'every answer of the view',
    60_000,
  );
  await workbench.atRest();
}

/** That a step has put the right view on the right word. */
export async function checkStep(panel: FrameLocator, step: LessonStep): Promise<void> {
  const shown = panel.locator(visible);
  assert.equal(await shown.getAttribute('id'), `panel-${step.tab}`);
  const unit = step.unit === undefined ? undefined : `unit ${step.unit}`;
  const word = step.word === '\n' ? '↵' : step.word;
  switch (step.tab) {
    case 'memory': {
      assert.equal((await shown.locator('.replacement .word').innerText()).trim(), `“${word}”`);
      const put = shown.locator('.replacement select').first();
      const chosen = await put.evaluate(
        (select: HTMLSelectElement) => select.selectedOptions[0].text,
      );
      assert.equal(chosen.replace(/ \(.*/, ''), step.replacement);
      return;
    }
    case 'gates': {
      const gates = shown.locator('.picker select, input[name=gate]:checked').first();
      assert.equal(await gates.inputValue(), step.gate);
      const reading = await shown.locator('.reading').first().innerText();
      assert.ok(reading.includes(`“${word}”`), reading);
      assert.ok(unit !== undefined && reading.includes(unit), `${reading} tells of ${unit}`);
      return;
    }
    case 'walk': {
      assert.equal((await shown.locator('.strip-word.here').innerText()).trim(), word);
      const chosen = await shown.locator('input[type=number]').first().inputValue();
      assert.equal(Number(chosen), step.unit);
      return;
    }
    case 'predictions':
      assert.equal((await shown.locator('.context .asked').innerText()).trim(), word);
      return;
    case 'units':
      assert.equal((await shown.locator('h2').first().innerText()).trim().toLowerCase(), unit);
      return;
    case 'training':
    case 'classes':
    case 'labels':
      return;
    default:
      step.tab satisfies never;
  }
}

/** What a step asks to look at, by tab; each has to be on the screen as a whole. */
const looks: Readonly<Record<LessonStep['tab'], readonly string[]>> = {
  memory: ['.verdict'],
  gates: ['.reading', '.map'],
  walk: ['.strip-word.here', '.story'],
  predictions: ['.bar-row.came'],
  units: ['.chart canvas'],
  training: [],
  classes: ['.example-words'],
  labels: ['.example-words'],
};

export async function checkOnScreen(panel: FrameLocator, step: LessonStep): Promise<void> {
  const shown = panel.locator(visible);
  for (const look of looks[step.tab]) await checkWhole(shown.locator(look).first(), look);
  if (step.tab === 'memory') {
    await checkWhole(await strongest(shown), 'the word that changes most');
  }
  await checkWhole(panel.locator('.lesson-row .button').first(), 'the way back');
}

/** The word whose prediction changes most, by the bits in its name. */
async function strongest(shown: Locator): Promise<Locator> {
  const words = shown.locator('.coloured-text .text-word');
  const labels = await words.evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''));
  const bits = labels.map((label) => {
    const [, by = '0'] = /, ([+−]?[\d.]+) bits$/.exec(label) ?? [];
    return Math.abs(Number(by.replace('−', '-')));
  });
  return words.nth(bits.indexOf(Math.max(...bits)));
}

async function checkWhole(part: Locator, name: string): Promise<void> {
  const { top, bottom, height } = await part.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return { top: box.top, bottom: box.bottom, height: innerHeight };
  });
  const where = `${name} is from ${top.toFixed(0)} to ${bottom.toFixed(0)} of ${height}`;
  assert.ok(bottom > top && top >= -1 && bottom <= height + 1, where);
}
