/** Entry point of the page of a `.safetensors` file. Its style sheet comes after the common one. */
import './parts/base.css';
import { startTensors } from './tensors/startTensors';
import type { VsCodeApi } from './page/hostPort';

declare function acquireVsCodeApi(): VsCodeApi;

const root = document.getElementById('panel');
if (!root) throw new Error('The page has no element #panel');
startTensors(acquireVsCodeApi(), root, window);
