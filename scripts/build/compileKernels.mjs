/** vitest's global set-up: the kernels that the tests load are those of the source. */
export { compileAssembly as setup } from './assembly.mjs';
