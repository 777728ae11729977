/** The buttons for what can be done now; each runs a command of the palette. */
import type { JSX } from 'preact';
import type { SessionState } from '../../src/shared/api';
import type { PanelHost } from './hostPort';

type RunCommand = 'train' | 'pauseTraining' | 'resumeTraining' | 'stopTraining';

const titles: Readonly<Record<RunCommand, string>> = {
  train: 'Train',
  pauseTraining: 'Pause',
  resumeTraining: 'Resume',
  stopTraining: 'Stop',
};

export function possibleCommands(state: SessionState): readonly RunCommand[] {
  switch (state) {
    case 'training':
      return ['pauseTraining', 'stopTraining'];
    case 'paused':
      return ['resumeTraining', 'stopTraining'];
    case 'idle':
    case 'ready':
    case 'failed':
      return ['train'];
    default:
      return state satisfies never;
  }
}

export function TrainingCommands(properties: {
  readonly state: SessionState;
  readonly host: PanelHost;
}): JSX.Element {
  const { state, host } = properties;
  return (
    <div class="commands">
      {possibleCommands(state).map((command, place) => (
        <button
          key={command}
          type="button"
          class={place === 0 ? 'button primary' : 'button'}
          onClick={() => host.tell('run', { command })}
        >
          {titles[command]}
        </button>
      ))}
    </div>
  );
}
