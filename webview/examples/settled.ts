/** Whether what takes long may be asked: while it trains, the weights are others every second. */
import type { Page } from '../page/page';

export const settledAnswers = ({ status }: Page): boolean => status.state !== 'training';
