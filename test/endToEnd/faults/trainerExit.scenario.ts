import { trainingThrough } from '../stage/faults';

export default trainingThrough('trainer:exit@20', 'dies in the middle of a training');
