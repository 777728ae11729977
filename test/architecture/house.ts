/**
 * The house as tables: buildings and whom they may import, the floors of each, the nouns of features.
 * This file only says; `rules.ts` checks.
 */

export const buildings = [
  'engine',
  'shared',
  'worker',
  'cli',
  'host',
  'extension',
  'webview',
] as const;
export type Building = (typeof buildings)[number];

/** Whom each building may import besides itself. */
export const neighbours: Record<Building, readonly Building[]> = {
  engine: [],
  shared: ['engine'],
  worker: ['engine', 'shared'],
  cli: ['worker', 'engine', 'shared'],
  host: ['shared'],
  extension: ['host', 'shared'],
  webview: ['shared'],
};

/**
 * The rooms of each building, the lowest floor first: a file imports its own room and floors below,
 * never a room of its own floor or above. A room is a folder, or a file that stands in none.
 */
export const floors: Record<Building, readonly (readonly string[])[]> = {
  engine: [
    ['math', 'random', 'steps', 'kernels', 'text'],
    ['cells', 'experts'],
    ['twin', 'network', 'ghostText', 'evaluation'],
    ['training', 'reading', 'files', 'search'],
    ['inspection', 'tasks', 'exports'],
    ['lessons', 'experiments', 'race', 'comparison'],
    ['claims'],
  ],
  shared: [
    ['cellChoice', 'examples', 'tasks'],
    ['api', 'failures', 'manifest', 'schemas', 'settings', 'taskResults', 'unknownWords', 'wire'],
    ['model'],
    ['laboratory', 'lessons', 'modelTests', 'questions'],
    ['contracts'],
    ['pages'],
  ],
  worker: [
    ['platform', 'words'],
    ['cells'],
    ['scheduling', 'models', 'tensors'],
    ['view', 'taskModels', 'training', 'importing', 'exports'],
    ['experts'],
    ['documents'],
    ['examples', 'ghostText', 'generation', 'learnt', 'pairs', 'questions', 'race', 'series'],
    ['search'],
    ['modelTests'],
    ['reader', 'analyst', 'trainer', 'laboratory'],
    ['worker'],
  ],
  cli: [
    ['decodeText'],
    ['command'],
    ['cellOptions', 'trialKernels'],
    ['examples'],
    [
      ...[
        'bench',
        'cells',
        'claims',
        'conformance',
        'evaluate',
        'experiments',
        'exports',
        'importing',
      ],
      ...['inspection', 'lessons', 'predict', 'race', 'tokens', 'trace', 'train'],
    ],
    ['modelTests'],
    ['cli'],
    ['start'],
  ],
  host: [
    ['common', 'threads', 'pages'],
    ['texts'],
    ['sessions'],
    ['units', 'tasks'],
    [
      ...['cells', 'colours', 'exports', 'generation', 'ghostText', 'hover', 'learnt'],
      ...['mirroring', 'status'],
    ],
    ['search', 'silence', 'training'],
    ['models'],
    ['importing', 'lessons', 'modelTests'],
    ['panel', 'tensors', 'laboratory'],
    ['services'],
    ['api', 'features'],
  ],
  extension: [['extension']],
  webview: [
    ['help', 'parts'],
    ['colours'],
    ['page', 'vector'],
    ['answers', 'charts', 'figure', 'results', 'timeLapse'],
    [
      ...['attention', 'examples', 'gates', 'gradient', 'laboratory', 'lessons', 'predictions'],
      ...['series', 'stateMap', 'tensors', 'training', 'units'],
    ],
    ['memory', 'walk'],
    ['whatIf'],
    ['startPanel'],
    ['panel'],
  ],
};

/** Files of its own in a folder, at most: the sixteenth shows that it holds two subjects. */
export const mostFiles = 15;

/** Source that no import of ours leads to, because it is another language. */
export const assembly = 'src/engine/kernels/assembly/';

interface Feature {
  /** Where it lives, in every building that has a part of it. */
  readonly rooms: readonly string[];
  /** Other words for it: no file or folder is called so. */
  readonly notCalled: readonly string[];
}

/** One noun per feature, the same in every building. */
export const features: Readonly<Record<string, Feature>> = {
  ghostText: {
    rooms: ['src/host/ghostText', 'src/worker/ghostText', 'src/engine/ghostText'],
    notCalled: ['suggestion', 'inlineCompletion', 'ghost'],
  },
  learnt: {
    rooms: ['src/host/learnt', 'src/worker/learnt', 'src/shared/questions/editor/learnt.ts'],
    notCalled: ['learned', 'knowledge'],
  },
  cells: {
    rooms: [
      'src/engine/cells',
      'src/cli/cells.ts',
      'src/worker/cells',
      'src/worker/questions/cells.ts',
      'src/shared/questions/editor/cells.ts',
      'src/host/cells',
    ],
    notCalled: ['cellLanguage', 'equationEditor'],
  },
  generation: {
    rooms: ['src/host/generation', 'src/worker/generation'],
    notCalled: ['generating', 'generator'],
  },
  training: {
    rooms: ['src/host/training', 'src/worker/training', 'src/engine/training', 'webview/training'],
    notCalled: ['learning', 'fitting'],
  },
  colours: {
    rooms: [
      'src/host/colours',
      'src/worker/questions/colours',
      'src/shared/questions/editor/colours.ts',
      'webview/colours',
    ],
    notCalled: ['colouring', 'paint', 'highlight'],
  },
  search: {
    rooms: ['src/host/search', 'src/worker/search', 'src/engine/search'],
    notCalled: ['finder', 'unitSearching'],
  },
  exports: {
    rooms: ['src/host/exports', 'src/worker/exports', 'src/engine/exports', 'src/cli/exports.ts'],
    notCalled: ['exporting', 'exporter'],
  },
  lessons: {
    rooms: [
      'src/host/lessons',
      'src/worker/questions/lessons.ts',
      'src/engine/lessons',
      'src/shared/lessons',
      'src/cli/lessons',
      'webview/lessons',
    ],
    notCalled: ['lessonDesk', 'school', 'classroom'],
  },
  experiments: {
    rooms: ['src/engine/experiments', 'src/cli/experiments'],
    notCalled: ['trials', 'benchmark'],
  },
  claims: {
    rooms: ['src/engine/claims', 'src/cli/claims', 'webview/laboratory/claims'],
    notCalled: ['assertions', 'theses'],
  },
  laboratory: {
    rooms: [
      'src/shared/laboratory',
      'src/shared/contracts/laboratory.ts',
      'src/worker/laboratory',
      'src/host/laboratory',
      'webview/laboratory',
    ],
    notCalled: ['labPage', 'playground'],
  },
  importing: {
    rooms: [
      'src/host/importing',
      'src/worker/importing',
      'src/shared/model/importing.ts',
      'src/cli/importing.ts',
    ],
    notCalled: ['importer', 'loading'],
  },
  tensors: {
    rooms: ['src/host/tensors', 'src/worker/tensors', 'src/shared/model/tensors.ts'],
    notCalled: ['safetensorsEditor'],
  },
  memory: {
    rooms: ['webview/memory', 'src/worker/questions/memory', 'src/shared/questions/memory.ts'],
    notCalled: ['desks', 'inspectionDesk'],
  },
  units: {
    rooms: [
      'webview/units',
      'src/host/units',
      'src/worker/questions/units.ts',
      'src/shared/questions/units.ts',
    ],
    notCalled: ['neurons'],
  },
  whatIf: {
    rooms: ['webview/whatIf', 'src/worker/questions/whatIf.ts', 'src/shared/questions/whatIf.ts'],
    notCalled: ['counterfactual'],
  },
  gates: {
    rooms: ['webview/gates', 'src/worker/questions/gates', 'src/shared/questions/gates.ts'],
    notCalled: ['activationMap'],
  },
  documentMode: {
    rooms: ['src/host/sessions/documentMode.ts'],
    notCalled: ['hats', 'hat'],
  },
  silence: {
    rooms: [
      'src/host/silence',
      'src/worker/ghostText/silence.ts',
      'src/shared/questions/editor/silence.ts',
    ],
    notCalled: ['explainSilence', 'whyNot'],
  },
  examples: {
    rooms: ['src/worker/examples', 'src/shared/questions/examples.ts', 'webview/examples'],
    notCalled: ['judgements', 'samplesJudged'],
  },
  attention: {
    rooms: [
      'src/engine/training/pairs/attention.ts',
      'src/shared/questions/attention',
      'src/worker/questions/attention.ts',
      'webview/attention',
    ],
    notCalled: ['alignment', 'attending'],
  },
  pairs: {
    rooms: [
      'src/engine/tasks/pairs',
      'src/engine/training/pairs',
      'src/shared/questions/attention/pairs.ts',
      'src/worker/pairs',
    ],
    notCalled: ['translation', 'seq2seq'],
  },
  series: {
    rooms: [
      'src/engine/tasks/series',
      'src/engine/training/series',
      'src/worker/series',
      'src/shared/questions/series.ts',
      'webview/series',
    ],
    notCalled: ['timeSeries', 'chronology'],
  },
  modelTests: {
    rooms: [
      'src/worker/modelTests',
      'src/shared/modelTests.ts',
      'src/host/modelTests',
      'src/cli/modelTests',
    ],
    notCalled: ['testing', 'testExplorer'],
  },
  race: {
    rooms: ['src/engine/race', 'src/worker/race', 'src/cli/race'],
    notCalled: ['contest', 'tournament'],
  },
  gradient: {
    rooms: [
      'src/engine/inspection/gradient',
      'src/cli/inspection/gradient.ts',
      'src/worker/questions/gradient',
      'src/shared/questions/gradient.ts',
      'webview/gradient',
    ],
    notCalled: ['backflow'],
  },
  stateMap: {
    rooms: [
      'webview/stateMap',
      'src/worker/questions/stateMap.ts',
      'src/shared/questions/stateMap.ts',
    ],
    notCalled: ['projection', 'deepVector'],
  },
  panel: { rooms: ['src/host/panel', 'src/shared/pages/panel.ts'], notCalled: ['panelTalk'] },
  twin: { rooms: ['src/engine/twin'], notCalled: ['oracleKernels', 'twinFigure'] },
};
