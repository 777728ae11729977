/** The kernels of one trial. */
import { platformEngine } from '../worker/platform/wasm';

export const createTrialKernels = () =>
  platformEngine().createKernels({
    ...{ threads: 1, budgetBytes: 256 << 20, interrupted: () => false },
    // The figures are the same on every machine.
    arithmetic: 'separate',
  });
