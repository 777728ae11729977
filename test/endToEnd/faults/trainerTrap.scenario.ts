import { trainingThrough } from '../stage/faults';

export default trainingThrough('trainer:trap@20', 'traps in the middle of a training');
