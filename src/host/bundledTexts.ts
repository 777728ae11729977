/** The texts that came with the extension: lessons and samples. */
import * as vscode from 'vscode';
import { registerOpenLesson } from './lessons/openLesson';
import { registerOpenSample } from './lessons/openSample';
import type { Services } from './services';

export const registerTexts = (services: Services): vscode.Disposable =>
  vscode.Disposable.from(registerOpenLesson(services), registerOpenSample(services));
