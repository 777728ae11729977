/** Which other models of the text are in the picture: its own, and those of races on it. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { OtherModel } from '../../src/shared/pages/panel';
import { mostBeside, type BesideGradient } from '../../src/shared/questions/gradient';
import type { PanelHost } from '../page/hostPort';

/** Asked again with every version of the model: a training makes new ones. */
export function useOtherModels(
  host: PanelHost,
  active: boolean,
  version: string,
): readonly OtherModel[] {
  const [others, setOthers] = useState<readonly OtherModel[]>([]);
  useEffect(() => {
    if (!active) return;
    let gone = false;
    host.call('otherModels', {}).then(
      (answer) => {
        if (!gone && answer.ok) setOthers(answer.value);
      },
      // The picture of the text's own network is whole without them.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [active, version]);
  return others;
}

export function BesidePicker(properties: {
  readonly others: readonly OtherModel[];
  readonly chosen: readonly string[];
  readonly answers: readonly BesideGradient[];
  readonly onChoose: (chosen: readonly string[]) => void;
}): JSX.Element {
  const { others, chosen, answers, onChoose } = properties;
  if (others.length === 0) {
    return (
      <p class="quiet">
        Train a second model on this text, or race cells on it, to see several networks in one
        picture.
      </p>
    );
  }
  const troubles = answers.flatMap((one) =>
    'problem' in one && chosen.includes(one.id)
      ? [{ title: others.find(({ id }) => id === one.id)?.title ?? '', problem: one.problem }]
      : [],
  );
  return (
    <fieldset class="beside-models">
      <legend>In the same picture (up to {mostBeside})</legend>
      {others.map(({ id, title }) => {
        const isChosen = chosen.includes(id);
        return (
          <label key={id}>
            <input
              type="checkbox"
              checked={isChosen}
              disabled={!isChosen && chosen.length >= mostBeside}
              onChange={() =>
                onChoose(isChosen ? chosen.filter((one) => one !== id) : [...chosen, id])
              }
            />{' '}
            <bdi>{title}</bdi>
          </label>
        );
      })}
      {troubles.map(({ title, problem }) => (
        <p key={title} class="notice" role="status">
          <bdi>{title}</bdi>: {problem}
        </p>
      ))}
    </fieldset>
  );
}
