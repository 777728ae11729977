/**
 * The names that `package.json` contributes, once more in types: `test/manifest.test.ts` holds the
 * two against each other, so that a name cannot drift.
 */
export const commands = {
  train: 'gatescope.train',
  trainAfresh: 'gatescope.trainAfresh',
  trainAs: 'gatescope.trainAs',
  trainOnFiles: 'gatescope.trainOnFiles',
  averageSeeds: 'gatescope.averageSeeds',
  pauseTraining: 'gatescope.pauseTraining',
  resumeTraining: 'gatescope.resumeTraining',
  stopTraining: 'gatescope.stopTraining',
  completeWord: 'gatescope.completeWord',
  generateText: 'gatescope.generateText',
  showGates: 'gatescope.showGates',
  exportTrace: 'gatescope.exportTrace',
  exportPicture: 'gatescope.exportPicture',
  colourText: 'gatescope.colourText',
  explainWord: 'gatescope.explainWord',
  hoverWord: 'gatescope.hoverWord',
  findUnits: 'gatescope.findUnits',
  findSimilar: 'gatescope.findSimilar',
  classifySelection: 'gatescope.classifySelection',
  showWrongLabels: 'gatescope.showWrongLabels',
  openSample: 'gatescope.openSample',
  openLesson: 'gatescope.openLesson',
  openLaboratory: 'gatescope.openLaboratory',
  runExperiment: 'gatescope.runExperiment',
  raceCells: 'gatescope.raceCells',
  compareModels: 'gatescope.compareModels',
  drawAutomaton: 'gatescope.drawAutomaton',
  showLearnt: 'gatescope.showLearnt',
  forgetWord: 'gatescope.forgetWord',
  chooseCell: 'gatescope.chooseCell',
  newCell: 'gatescope.newCell',
  trainWithCell: 'gatescope.trainWithCell',
  checkCell: 'gatescope.checkCell',
  toggleCompletion: 'gatescope.toggleCompletion',
  explainSilence: 'gatescope.explainSilence',
  toggleWordList: 'gatescope.toggleWordList',
  importModel: 'gatescope.importModel',
  exportModel: 'gatescope.exportModel',
  useModelHere: 'gatescope.useModelHere',
  renameModel: 'gatescope.renameModel',
  deleteModel: 'gatescope.deleteModel',
  deleteAllModels: 'gatescope.deleteAllModels',
  showLog: 'gatescope.showLog',
} as const;
export type CommandName = keyof typeof commands;

/** Run by the status bar item; not in the palette. */
export const menuCommand = 'gatescope.showMenu';

/** The button of the view of found units; not in the palette. */
export const searchAgainCommand = 'gatescope.searchUnitsAgain';

/** Esc while a ghost of ours shows; not in the palette. */
export const hideGhostCommand = 'gatescope.hideGhostText';
/** For VS Code’s `when`: the ghost at the cursor, if there is one, is ours. */
export const ghostContext = 'gatescope.ghostText';

/** A tree in a container of its own, `gatescope`. */
export const modelsView = 'gatescope.models';

/** What *Find Units for Selection* found; in the same container, there once something was searched. */
export const unitsView = 'gatescope.units';
export const unitsContext = 'gatescope.unitsSearched';

export const panelViewType = 'gatescope.panel';

/** The page of races, comparisons and experiments: what does not follow the cursor. */
export const laboratoryViewType = 'gatescope.laboratory';

/** The read-only editor of `.safetensors` files; for PyTorch's own, whose endings others use too, it is only offered. */
export const tensorsViewType = 'gatescope.tensors';
export const torchViewType = 'gatescope.torchTensors';

/** The language of `.cell` files: a cell as its equations. */
export const cellLanguage = 'gatescope-cell';
