/**
 * The wall between the host and the analyst thread: everything about a model and a document that
 * takes longer than a keystroke.
 */
import type { ActivationsContract } from '../questions/editor/activations';
import type { AveragesContract } from '../questions/editor/averages';
import type { CellCheckContract } from '../questions/editor/cells';
import type { ColourAnswer, ColourRequest } from '../questions/editor/colours';
import type { ExamplesContract } from '../questions/examples';
import type { ForgetContract } from '../questions/editor/learnt';
import type { SimilarContract } from '../questions/editor/similar';
import type { UnitSearchContract } from '../questions/editor/unitSearch';
import type { NumericColumn, Recognised } from '../examples';
import type { Failure, Result } from '../failures';
import type { LessonContract } from '../lessons/lessonTraining';
import type { ImportContract } from '../model/importing';
import type { ModelTestContract } from '../modelTests';
import type { ModelFilesContract, VocabularyFit } from '../model/modelFiles';
import type { TensorContract } from '../model/tensors';
import type { Overview } from '../questions/gates';
import type { PanelQuestions } from '../questions/panelQuestions';
import type { AskedOfThread } from '../questions/question';
import type { UnitNamesContract } from '../questions/units';
import type { DocumentsContract } from './documents';

export interface AnalystContract
  extends
    DocumentsContract,
    AskedOfThread<PanelQuestions>,
    UnitNamesContract,
    LessonContract,
    UnitSearchContract,
    SimilarContract,
    ImportContract,
    ActivationsContract,
    CellCheckContract,
    ExamplesContract,
    ForgetContract,
    AveragesContract,
    ModelTestContract,
    TensorContract,
    ModelFilesContract {
  /** What a text could be learnt as, the likeliest first. */
  recogniseTask(request: {
    readonly name: string;
    readonly text: string;
  }): Result<readonly Recognised[], Failure>;
  /** Columns of a table that a series can be made of, to choose from. */
  numericColumns(request: {
    readonly name: string;
    readonly text: string;
  }): Result<readonly NumericColumn[], Failure>;
  overview(request: {
    readonly documentKey: string;
    readonly offset: number;
  }): Result<Overview, Failure>;
  /** The values that a stretch of the text is coloured by. */
  colours(request: ColourRequest): Result<ColourAnswer, Failure>;
  vocabularyFit(request: { readonly documentKey: string }): Result<VocabularyFit, Failure>;
}
