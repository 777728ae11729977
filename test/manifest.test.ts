/** The names in package.json against the names in the source, so that neither can drift. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { answerColours } from '../src/host/colours/answerColours';
import { bandColours, bands } from '../src/host/colours/colourScale';
import {
  cellLanguage,
  commands,
  ghostContext,
  hideGhostCommand,
  menuCommand,
  modelsView,
  panelViewType,
  searchAgainCommand,
  tensorsViewType,
  torchViewType,
  unitsContext,
  unitsView,
} from '../src/shared/manifest';
import { parseSettings, settingSchemas } from '../src/shared/settings';

const root = path.resolve(import.meta.dirname, '..');

const text = v.string();
const contribution = v.object({ command: text, title: text, category: text });
const manifest = v.parse(
  v.object({
    name: text,
    publisher: text,
    main: text,
    icon: text,
    engines: v.object({ vscode: text }),
    activationEvents: v.array(text),
    extensionKind: v.array(text),
    capabilities: v.object({
      untrustedWorkspaces: v.object({
        supported: v.literal('limited'),
        description: text,
        restrictedConfigurations: v.array(text),
      }),
      virtualWorkspaces: v.object({ supported: v.literal('limited'), description: text }),
    }),
    contributes: v.object({
      commands: v.array(contribution),
      languages: v.array(v.object({ id: text, extensions: v.array(text), configuration: text })),
      grammars: v.array(v.object({ language: text, scopeName: text, path: text })),
      keybindings: v.array(v.object({ command: text, key: text, when: text })),
      menus: v.object({
        commandPalette: v.array(v.object({ command: text, when: text })),
        'explorer/context': v.array(v.object({ command: text })),
        'editor/context': v.array(v.object({ command: text })),
        'view/item/context': v.array(v.object({ command: text, when: text })),
        'view/title': v.array(v.object({ command: text, when: text })),
      }),
      customEditors: v.array(
        v.object({
          viewType: text,
          selector: v.array(v.object({ filenamePattern: text })),
          priority: text,
        }),
      ),
      viewsContainers: v.object({ activitybar: v.array(v.object({ id: text, icon: text })) }),
      views: v.record(
        text,
        v.array(v.object({ id: text, name: text, when: v.exactOptional(text) })),
      ),
      viewsWelcome: v.array(v.object({ view: text, contents: text })),
      colors: v.array(v.object({ id: text, description: text, defaults: v.record(text, text) })),
      configuration: v.object({
        properties: v.record(
          text,
          v.looseObject({
            default: v.unknown(),
            scope: v.optional(text),
            markdownDescription: v.pipe(text, v.minLength(20)),
            minimum: v.optional(v.number()),
            maximum: v.optional(v.number()),
          }),
        ),
      }),
      walkthroughs: v.array(
        v.object({
          id: text,
          title: text,
          steps: v.array(
            v.object({
              description: text,
              media: v.object({
                svg: v.optional(text),
                altText: v.optional(text),
                markdown: v.optional(text),
              }),
              completionEvents: v.array(text),
            }),
          ),
        }),
      ),
    }),
  }),
  JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')),
);
const { contributes } = manifest;
const properties = contributes.configuration.properties;
const contributed = contributes.commands.map(({ command }) => command);

describe('The manifest', () => {
  it('is that of gatescope.gatescope on VS Code 1.100 and later', () => {
    expect([manifest.publisher, manifest.name]).toEqual(['gatescope', 'gatescope']);
    expect(manifest.engines.vscode).toBe('^1.100.0');
    expect(manifest.extensionKind).toEqual(['workspace']);
  });

  it('activates after the start and for a panel that comes back', () => {
    expect(manifest.activationEvents).toEqual([
      'onStartupFinished',
      `onWebviewPanel:${panelViewType}`,
    ]);
  });

  it('contributes every command of the source, and no other', () => {
    expect(contributed.toSorted()).toEqual(
      [...Object.values(commands), menuCommand, searchAgainCommand, hideGhostCommand].toSorted(),
    );
  });

  it('has one language, that of cells, with its colours', () => {
    const { languages, grammars } = contributes;
    expect(languages.map(({ id, extensions }) => [id, extensions])).toEqual([
      [cellLanguage, ['.cell']],
    ]);
    expect(grammars.map(({ language }) => language)).toEqual([cellLanguage]);
    const files = [
      ...languages.map((one) => one.configuration),
      ...grammars.map((one) => one.path),
    ];
    for (const file of files) {
      expect(
        () => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as unknown,
      ).not.toThrow();
    }
  });

  it('has all commands in the category Gatescope', () => {
    expect(contributes.commands.filter(({ category }) => category !== 'Gatescope')).toEqual([]);
  });

  it('opens .safetensors files in an editor of its own, and only offers it for PyTorch’s', () => {
    expect(contributes.customEditors).toEqual([
      {
        viewType: tensorsViewType,
        selector: [{ filenamePattern: '*.safetensors' }],
        priority: 'default',
      },
      {
        viewType: torchViewType,
        selector: [{ filenamePattern: '*.{pt,pth,ckpt,bin}' }],
        priority: 'option',
      },
    ]);
  });

  it('hides the menu command, the button of a view and a key’s command from the palette, and only those', () => {
    expect(contributes.menus.commandPalette).toEqual([
      { command: searchAgainCommand, when: 'false' },
      { command: menuCommand, when: 'false' },
      { command: hideGhostCommand, when: 'false' },
    ]);
  });

  it('takes a key only while a ghost of its own shows', () => {
    expect(contributes.keybindings.map(({ command }) => command)).toEqual([hideGhostCommand]);
    for (const { when } of contributes.keybindings) {
      expect(when).toContain(`${ghostContext} && inlineSuggestionVisible`);
    }
  });

  it('names only commands that exist in menus and walkthroughs', () => {
    const steps = JSON.stringify(contributes.walkthroughs);
    const named = [
      ...[...steps.matchAll(/(?:command|onCommand):(?:toSide:)?([\w.]+)/g)].map(([, name]) => name),
      ...contributes.menus['explorer/context'].map(({ command }) => command),
      ...contributes.menus['editor/context'].map(({ command }) => command),
      ...contributes.menus['view/item/context'].map(({ command }) => command),
      ...contributes.menus['view/title'].map(({ command }) => command),
      ...[...JSON.stringify(contributes.viewsWelcome).matchAll(/command:([\w.]+)/g)].map(
        ([, name]) => name,
      ),
    ];
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((name) => !contributed.includes(name))).toEqual([]);
  });

  it('has the view of the models in a container of its own, with a welcome, and found units', () => {
    const [container] = contributes.viewsContainers.activitybar;
    expect(contributes.views[container.id].map(({ id, when }) => [id, when])).toEqual([
      [modelsView, undefined],
      [unitsView, unitsContext],
    ]);
    expect(existsSync(path.join(root, container.icon))).toBe(true);
    expect(contributes.viewsWelcome.map(({ view }) => view)).toEqual([modelsView]);
    const menus = [...contributes.menus['view/item/context'], ...contributes.menus['view/title']];
    expect(menus.filter(({ when }) => !/^view == gatescope\.(models|units)\b/.test(when))).toEqual(
      [],
    );
  });

  it('has a colour for every band and answer, in every kind of theme', () => {
    const kinds = ['dark', 'light', 'highContrast', 'highContrastLight'];
    expect(contributes.colors.map(({ id }) => id).toSorted()).toEqual(
      [...bands.map((band) => bandColours[band]), ...answerColours].toSorted(),
    );
    for (const { defaults } of contributes.colors) expect(Object.keys(defaults)).toEqual(kinds);
  });

  it('contributes every setting of the source, at most 22', () => {
    const names = Object.keys(settingSchemas).map((name) => `gatescope.${name}`);
    expect(Object.keys(properties).toSorted()).toEqual(names.toSorted());
    expect(names.length).toBeLessThanOrEqual(22);
  });

  it('has the defaults of the source', () => {
    const defaults = parseSettings(() => undefined);
    for (const [name, value] of Object.entries(defaults)) {
      expect(properties[`gatescope.${name}`].default, name).toEqual(value);
    }
  });

  it('has the bounds of the source', () => {
    for (const name of Object.keys(settingSchemas) as (keyof typeof settingSchemas)[]) {
      const { minimum, maximum, default: usual } = properties[`gatescope.${name}`];
      if (minimum === undefined || maximum === undefined) continue;
      const parsed = (value: number): unknown => parseSettings(() => value)[name];
      expect([parsed(minimum), parsed(maximum)], name).toEqual([minimum, maximum]);
      expect([parsed(minimum - 1), parsed(maximum + 1)], name).toEqual([usual, usual]);
    }
  });

  it('takes no cell from the settings of a workspace that is not trusted', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    expect(restrictedConfigurations).toEqual(['gatescope.model.cell']);
  });

  it('lets only the machine choose threads and memory', () => {
    const ofMachine = Object.keys(properties).filter(
      (name) => properties[name].scope === 'machine',
    );
    expect(ofMachine).toEqual(['gatescope.training.threads', 'gatescope.training.memoryMB']);
  });

  it('points at pictures and pages that exist', () => {
    const steps = contributes.walkthroughs.flatMap(({ steps }) => steps);
    const files = steps.map(({ media }) => media.svg ?? media.markdown ?? '');
    expect(steps.length).toBeGreaterThan(3);
    // In the group beside it, where there is room: a button must not cover the walkthrough.
    expect(steps.filter(({ description }) => !/\]\(command:toSide:/.test(description))).toEqual([]);
    expect([manifest.icon, ...files].filter((file) => !existsSync(path.join(root, file)))).toEqual(
      [],
    );
    expect(steps.filter(({ media }) => media.svg && !media.altText)).toEqual([]);
  });
});
