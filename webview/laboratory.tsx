/** Entry point of the laboratory's page. Its style sheet comes after the common one. */
import './parts/base.css';
import { startLaboratory } from './laboratory/startLaboratory';
import type { VsCodeApi } from './page/hostPort';

declare function acquireVsCodeApi(): VsCodeApi;

const root = document.getElementById('panel');
if (!root) throw new Error('The page has no element #panel');
startLaboratory(acquireVsCodeApi(), root, window);
