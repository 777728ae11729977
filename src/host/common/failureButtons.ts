/** The buttons below a failure's sentence: what a person can do about it. Pure. */
import type { Failure } from '../../shared/failures';
import type { CommandName } from '../../shared/manifest';

export interface FailureButton {
  readonly label: string;
  /** Without one the button only closes the message. */
  readonly run?:
    | {
        readonly kind: 'command';
        readonly command: CommandName;
        /** It is about the text that failed, whichever is in front by then. */
        readonly isAboutText?: boolean;
      }
    | { readonly kind: 'settings'; readonly query: string }
    | { readonly kind: 'reload' };
}

const command = (label: string, name: CommandName): FailureButton => ({
  label,
  run: { kind: 'command', command: name },
});
const sample = command('Open a Sample Text', 'openSample');
const log = command('Show Log', 'showLog');
const afresh = (label: string): FailureButton => ({
  label,
  run: { kind: 'command', command: 'trainAfresh', isAboutText: true },
});
const leave: FailureButton = { label: 'Leave It' };

export function failureButtons(failure: Failure): FailureButton[] {
  switch (failure.kind) {
    case 'noEditor':
    case 'noText':
    case 'tooShort':
    case 'fewCharacters':
    case 'nothingLearnt':
      return [sample];
    case 'alreadyTraining':
      return failure.sameDocument
        ? [afresh('Start Afresh'), leave]
        : [command('Stop', 'stopTraining')];
    case 'badCell':
      return [
        command('Choose Cell…', 'chooseCell'),
        { label: 'Open Settings', run: { kind: 'settings', query: 'gatescope.model' } },
      ];
    case 'overBudget':
      return [{ label: 'Open Settings', run: { kind: 'settings', query: 'gatescope.model' } }];
    case 'unsettled':
      return [command('Pause', 'pauseTraining'), command('Stop', 'stopTraining')];
    case 'modelOverBudget':
      return [
        { label: 'Open Settings', run: { kind: 'settings', query: 'gatescope.training.memoryMB' } },
      ];
    case 'noModel':
      return [command('Train on This File', 'train')];
    case 'overflow':
      return [command('Use Another Model', 'useModelHere')];
    case 'vocabularyChanged':
    case 'damagedCheckpoint':
      // Of several files whoever trained them asks: the command is about the text in front.
      return failure.several ? [] : [afresh('Train Afresh'), leave];
    case 'trainingLost':
    case 'corruptModel':
    case 'notFinite':
    case 'notEncoded':
    case 'disk':
      return [log];
    case 'runCutOff':
    case 'threadLost':
      return [{ label: 'Reload Window', run: { kind: 'reload' } }, log];
    case 'hoversOff':
      return [
        { label: 'Open Settings', run: { kind: 'settings', query: 'gatescope.inspection.hover' } },
      ];
    case 'noPicture':
    case 'tooManyActivations':
      return [command('Show Gate Activations', 'showGates')];
    case 'notImported':
    case 'notExported':
    case 'notShown':
    case 'pickle':
    case 'otherModel':
    case 'noFolder':
    case 'noTextFiles':
    case 'tooManyFiles':
    case 'tooMuchText':
    case 'fileTooLarge':
    case 'binaryFile':
    case 'tooLarge':
    case 'trainedElsewhere':
    case 'notTraining':
    case 'stoppedEarly':
    case 'badPlan':
    case 'nothingJudged':
    case 'badExamples':
    case 'borrowedModel':
    case 'shippedModel':
    case 'noOtherModel':
    case 'infiniteStates':
    case 'fewStates':
    case 'notJudging':
    case 'notWriting':
    case 'otherTask':
    case 'notOpen':
    case 'noToken':
    case 'noCounts':
    case 'nothingToForget':
    case 'noWordHere':
    case 'noSnapshot':
    case 'noUnit':
    case 'tooLargeToCheck':
    case 'noQuantity':
    case 'noLedger':
    case 'unknownWord':
    case 'noLabels':
    case 'allLabelled':
    case 'tooFewLabels':
    case 'labelsTooClose':
    case 'badPattern':
    case 'slowPattern':
    case 'badLabelTable':
    case 'noUnitsOn':
    case 'beyondIndex':
    case 'untestable':
    case 'racedTextChanged':
    case 'racedModelGone':
    case 'stale':
      return [];
    default:
      return failure satisfies never;
  }
}
