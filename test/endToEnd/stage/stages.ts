/**
 * The stages of a lane. One is kept from scenario to scenario, for those that share it; each of them
 * finds a folder of its own there. The others get a stage to themselves. What a stage needs from this
 * machine is handed in.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { standStill, stillness } from '../../../scripts/host/still.mjs';
import type { Leg, Scenario } from './scenario';
import { tidy } from './tidy';
import { Workbench } from './workbench';

/** A VS Code in a fresh profile, with the extension, and an empty folder in its window. */
export interface Served {
  readonly folder: string;
  /** Where the extension keeps its files. */
  readonly storage: string;
  /** @param file a path, opened in the editor */
  url(file?: string): string;
  stop(): Promise<void>;
}

export interface StageNeeds {
  readonly browser: Browser;
  /** Of screenshots. */
  picturesFolder(leg: Leg): string;
  serve(leg: Leg, wishes: Pick<Scenario, 'environment' | 'settings'>): Promise<Served>;
}

export interface Stages {
  /** The one that is kept can be used. */
  isKeptFor(scenario: Scenario, leg: Leg): boolean;
  /** @param afresh whatever is kept */
  enter(scenario: Scenario, leg: Leg, afresh: boolean): Promise<Workbench>;
  /** Before a scenario has passed: the next one may come. */
  tidy(): Promise<void>;
  /** Nobody plays here any more. */
  close(): Promise<void>;
}

interface Stage {
  /** Somebody has played here. */
  isUsed: boolean;
  /** Stages of one kind are alike; undefined: of one scenario alone. */
  readonly kind: string | undefined;
  readonly served: Served;
  readonly context: BrowserContext;
  readonly workbench: Workbench;
}

const usualWindow = { width: 1440, height: 900, zoom: 1 };

/** Who shares a stage trains as long as the others. */
const settingsOf = ({ stage, settings = {} }: Scenario): Readonly<Record<string, unknown>> =>
  stage === undefined ? settings : { 'gatescope.training.seconds': 5, ...settings };

/** What a stage has to be like that others have played on; undefined: a fresh one. */
export function kindOf(scenario: Scenario, leg: Leg): string | undefined {
  const { stage, window = usualWindow, environment = {} } = scenario;
  if (stage === undefined) return undefined;
  return JSON.stringify([leg, window, environment, settingsOf(scenario)]);
}

export function createStages({ browser, picturesFolder, serve }: StageNeeds): Stages {
  let current: Stage | undefined;

  async function build(scenario: Scenario, leg: Leg): Promise<Stage> {
    const kind = kindOf(scenario, leg);
    const { environment = {} } = scenario;
    const served = await serve(leg, { environment, settings: settingsOf(scenario) });
    // As after a first training: what is laid into a new folder is noticed seconds later, if at all.
    mkdirSync(path.join(served.storage, 'models'), { recursive: true });
    const { zoom, ...viewport } = scenario.window ?? usualWindow;
    const context = await browser.newContext({ viewport, deviceScaleFactor: zoom, ...stillness });
    await context.addInitScript(standStill);
    const workbench = new Workbench(await context.newPage(), served, picturesFolder(leg));
    return { kind, served, context, workbench, isUsed: false };
  }

  async function close(): Promise<void> {
    const closing = current;
    current = undefined;
    await closing?.context.close();
    await closing?.served.stop();
  }

  const isKeptFor: Stages['isKeptFor'] = (scenario, leg) =>
    current?.kind !== undefined &&
    current.kind === kindOf(scenario, leg) &&
    !(scenario.stage === 'first' && current.isUsed);

  return {
    isKeptFor,
    close,
    async enter(scenario, leg, afresh) {
      if (afresh || !isKeptFor(scenario, leg)) await close();
      current ??= await build(scenario, leg);
      const { served, workbench, kind } = current;
      const own = scenario.title.toLowerCase().replace(/\W+/g, '-');
      const folder = kind === undefined ? served.folder : path.join(served.folder, own);
      layFiles(folder, scenario);
      workbench.begin(folder);
      current.isUsed = true;
      return workbench;
    },
    async tidy() {
      if (current?.kind === undefined) return;
      const { workbench } = current;
      await tidy(workbench);
      rmSync(workbench.folder, { recursive: true, force: true });
    },
  };
}

function layFiles(folder: string, { files = {} }: Scenario): void {
  mkdirSync(folder, { recursive: true });
  cpSync(path.resolve('media/samples'), folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), content);
  }
}
