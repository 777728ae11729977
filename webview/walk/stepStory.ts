/** A sentence of the story with its numbers as the page writes them. */
import type { Told } from '../../src/shared/questions/cellSteps';
import { gateValue } from '../parts/numbers';

export const toldText = (told: Told): string =>
  told.map((part) => (typeof part === 'number' ? gateValue(part) : part)).join('');
