/**
 * Entry point of the panel's page. Its style sheet comes first: those of the components stand after it.
 */
import './parts/base.css';
import './attention/attention.css';
import './examples/examples.css';
import './charts/scatter/scatter.css';
import './gradient/gradient.css';
import './series/series.css';
import { startPanel } from './startPanel';
import type { VsCodeApi } from './page/hostPort';

declare function acquireVsCodeApi(): VsCodeApi;

const root = document.getElementById('panel');
if (!root) throw new Error('The page has no element #panel');
startPanel(acquireVsCodeApi(), root, window);
