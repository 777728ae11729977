/** The example at the cursor: what it is, what it was judged as, and its words. */
import type { JSX } from 'preact';
import { ClassView } from './classView';
import { LabelView } from './labelView';
import type { ShownExampleProperties } from './properties';
import { partTexts } from './texts';

export function ShownExample(properties: ShownExampleProperties): JSX.Element {
  const { shown } = properties;
  const { example, count, unit } = shown;
  const unknown = example.known.filter((known) => !known).length;
  return (
    <section>
      <h2>
        {unit.replace(/^./, (letter) => letter.toUpperCase())}{' '}
        {(example.number + 1).toLocaleString('en')} of {count.toLocaleString('en')}
      </h2>
      <p class="quiet">
        {example.part && `${partTexts[example.part]} `}
        {unknown > 0 && `${unknown} of its ${example.tokens.length} words are unknown to it. `}
        {example.cutFrom !== undefined &&
          `Only its first ${example.tokens.length} of ${example.cutFrom.toLocaleString('en')} words are shown. `}
      </p>
      {example.task === 'classes' ? (
        <ClassView {...properties} example={example} />
      ) : (
        <LabelView {...properties} example={example} />
      )}
    </section>
  );
}
