/** What a new model is to be made of: as the settings say, or as a command was told; checked before it is trained. */
import type { ChosenCell } from '../../shared/cellChoice';
import type { ReaderContract } from '../../shared/contracts/reader';
import { success, type Failure, type Result } from '../../shared/failures';
import type { JudgingTask } from '../../shared/tasks';
import type { TrainingOptions } from '../../shared/model/training';
import type { CellsMade } from '../../shared/questions/editor/cells';
import type { Settings } from '../../shared/settings';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, deadlines } from '../threads/threadCalls';

export interface ModelChoice {
  readonly options: Pick<TrainingOptions, 'cells' | 'direction' | 'readout' | 'memory'>;
  readonly made: CellsMade;
}

/**
 * @param cells in place of those of the settings
 * @param judges where it is not for the next word
 */
export type AskModelChoice = (
  cells?: readonly ChosenCell[],
  judges?: JudgingTask['task'],
) => Promise<Result<ModelChoice, Failure>>;

interface Needs {
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call'>;
  readonly settings: () => Settings;
  /** Of the setting, files with their texts. */
  readonly chosenCells: () => Promise<Result<readonly ChosenCell[], Failure>>;
}

export const createModelChoice =
  ({ reader, settings, chosenCells }: Needs): AskModelChoice =>
  async (given, judges) => {
    const now = settings();
    const layers = now['model.layers'];
    const options = {
      direction: now['model.direction'],
      readout: now['model.readout'],
      memory: now['model.memory'],
    };
    const isUsual = !given && !judges && now['model.cell'] === 'lstm';
    if (
      isUsual &&
      options.direction === 'forward' &&
      options.readout === 'linear' &&
      options.memory === 0
    ) {
      return success({ options: {}, made: { made: 'lstm', cellTitle: 'LSTM', layers } });
    }
    const cells = given ? success(given) : await chosenCells();
    if (!cells.ok) return cells;
    const chosen = { ...options, cells: cells.value };
    const request = { ...chosen, layers, ...(judges ? { judges } : {}) };
    const asked = reader.call('cellsMade', request, { deadline: deadlines.panel });
    const made = await answerOf(asked);
    return made.ok ? success({ options: chosen, made: made.value }) : made;
  };
