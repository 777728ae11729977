/** Entry point of the panel's page. */
import { startPanel } from './startPanel';
import type { VsCodeApi } from './wire';
import './panel.css';

declare function acquireVsCodeApi(): VsCodeApi;

const root = document.getElementById('panel');
if (!root) throw new Error('The page has no element #panel');
startPanel(acquireVsCodeApi(), root, window);
