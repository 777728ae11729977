import { trainingThrough } from '../stage/faults';

export default trainingThrough('trainer:hang@20', 'hangs in the middle of a training');
