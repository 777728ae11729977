/**
 * The hands and eyes of a scenario: what a user can do with a workbench and see in it, in
 * Playwright. Every look waits until what it looks for is there and says what was there instead.
 * Text comes with plain spaces, where VS Code draws no-break ones.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { drawnText, middleOfWord } from './drawnText';
import { atRest } from './rest';
import type { Served } from './stages';

const plain = (text: string): string => text.replace(/[\u00a0\u00b7]/g, ' ').trim();

/** The file of a colour theme, as the workbench names it in its class. */
const themeFiles = {
  'Light Modern': /light_modern/,
  'Dark Modern': /dark_modern/,
  'Light High Contrast': /hc[_-]light/,
  'Dark High Contrast': /hc[_-]black/,
} as const;

/** Workbenches share a machine, and not all of them are fast: nothing is waited for that must not come. */
const patience = 30_000;

export class Workbench {
  /** Errors of every console and page since the scenario began, noise included. */
  readonly consoleErrors: string[] = [];
  private files: string;

  constructor(
    /** For what has no helper here. */
    readonly page: Page,
    private readonly served: Served,
    private readonly picturesFolder: string,
  ) {
    this.files = served.folder;
    page.setDefaultTimeout(patience);
    page.on('console', (message) => {
      if (message.type() === 'error') {
        this.consoleErrors.push(`${message.text()} (${message.location().url})`);
      }
    });
    page.on('pageerror', (error) => this.consoleErrors.push(error.stack ?? error.message));
    // "Leave site?" on a reload.
    page.on('dialog', (dialog) => void dialog.accept());
  }

  /** Where the scenario's files are: the folder in the window, or one in it. */
  get folder(): string {
    return this.files;
  }

  /** Where the extension keeps its files. */
  get storage(): string {
    return this.served.storage;
  }

  /** Others have played here, with folders of their own in the one of the window. */
  private get isShared(): boolean {
    return this.folder !== this.served.folder;
  }

  private get isOpen(): boolean {
    return this.page.url().startsWith('http');
  }

  // Opening

  /** A scenario begins, with its files in a folder; others may have played here before. */
  begin(folder: string): void {
    this.files = folder;
    this.consoleErrors.length = 0;
  }

  /** Opens the workbench, if it is not open, with a file in the editor. */
  async open(file?: string): Promise<void> {
    if (this.isShared) {
      if (!this.isOpen) await this.goTo();
      if (file) await this.openFile(file);
    } else await this.goTo(file);
  }

  private async goTo(file?: string): Promise<void> {
    await this.page.goto(this.served.url(file && path.join(this.folder, file)));
    await this.ready();
    if (file) await this.tab(file).waitFor();
  }

  /** Of the same user, with an extension host of its own. */
  async anotherWindow(): Promise<Workbench> {
    const page = await this.page.context().newPage();
    const other = new Workbench(page, this.served, this.picturesFolder);
    other.files = this.files;
    return other;
  }

  /** Opens a further file of the workspace in the workbench that is there. */
  async openFile(name: string): Promise<void> {
    await this.press('Control+P');
    await this.quickInput.fill(path.join(this.folder, name));
    // Files of that name which others opened here before are listed first, for a moment.
    const own = this.isShared ? [path.basename(this.folder)] : [];
    await this.quickRow(name, ...own).click();
    await this.tab(name).waitFor();
  }

  /** *Developer: Reload Window*: editors and the panel come back, the extension host is a new one. */
  async reload(): Promise<void> {
    const before = await this.page.evaluate(() => performance.timeOrigin);
    await this.choosePaletteRow('Developer: Reload Window');
    // The page that goes takes its palette with it, so nothing here can be waited for on it.
    await this.page.waitForFunction((old) => performance.timeOrigin > old, before);
    await this.ready();
  }

  private async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 4 * patience });
    await this.statusBarItem().waitFor({ timeout: 4 * patience });
  }

  tab(name: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: name }).first();
  }

  async closeTab(name: string): Promise<void> {
    await this.tab(name).click();
    await this.palette('View: Close Editor');
  }

  // Keys and commands

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Types as a hand does, so that suggestions have time to appear. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 40 });
  }

  /** Runs a command by its full title, for instance `Gatescope: Train on This File`. */
  async palette(title: string): Promise<void> {
    await this.choosePaletteRow(title);
    // What the command opens may be a quick pick again: the palette's own rows have to be gone.
    await this.page
      .locator('.quick-input-widget:visible .monaco-list-row', { hasText: title })
      .first()
      .waitFor({ state: 'detached' });
  }

  /**
   * Keys pressed in a webview reach the workbench late, one by one: a focus that arrives after F1
   * closes the palette again. A user would press F1 once more, and so does this.
   */
  private async choosePaletteRow(title: string): Promise<void> {
    const tries = 3;
    for (let left = tries; left > 0; left--) {
      try {
        await this.press('F1');
        await this.quickInput.fill(`>${title}`, { timeout: patience / tries });
        await this.quickRow(title).click({ timeout: patience / tries });
        return;
      } catch (error) {
        if (left === 1) throw error;
      }
    }
  }

  /** The titles that the palette offers for these words. */
  async paletteOffers(words: string): Promise<string[]> {
    await this.press('F1');
    await this.quickInput.fill(`>${words}`);
    const rows = await this.quickRows();
    await this.press('Escape');
    return rows;
  }

  // Quick picks and input boxes

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible input.input').first();
  }

  private quickRow(...texts: string[]): Locator {
    const rows = this.page.locator(
      '.quick-input-widget:visible .quick-input-list .monaco-list-row',
    );
    return texts.reduce((found, hasText) => found.filter({ hasText }), rows).first();
  }

  /** The rows of the quick pick that is open. */
  async quickRows(): Promise<string[]> {
    const rows = this.page.locator(
      '.quick-input-widget:visible .quick-input-list .monaco-list-row',
    );
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).map((text) => plain(text).replace(/\s*\n\s*/g, ' '));
  }

  /** Chooses a row of the quick pick that is open. */
  async choose(text: string): Promise<void> {
    await this.quickRow(text).click();
  }

  /** Answers the input box that is open. */
  async answer(text: string): Promise<void> {
    await this.quickInput.fill(text);
    await this.press('Enter');
  }

  // The text

  private get editor(): Locator {
    return this.page.locator('.editor-group-container .editor-instance .monaco-editor').first();
  }

  /** Puts the cursor somewhere in the active editor; line and column count from 1. */
  async cursorTo(line: number, column = 1): Promise<void> {
    await this.focusEditor();
    await this.press('Control+G');
    await this.quickInput.fill(`:${line}:${column}`);
    await this.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden' });
  }

  async cursorToEnd(): Promise<void> {
    await this.focusEditor();
    await this.press('Control+End');
  }

  /** Gives the keyboard to the first editor group, without moving its cursor. */
  async focusEditor(): Promise<void> {
    const focused = this.page.locator('.monaco-editor.focused').first();
    await this.press('Control+1');
    // A page that still has the keyboard may keep a key to itself: pressing again changes nothing else.
    await this.until(
      async () => {
        const isFocused = await focused.isVisible();
        if (!isFocused) await this.press('Control+1');
        return isFocused;
      },
      (isFocused) => isFocused,
      'an editor with the keyboard',
    );
  }

  /** The visible lines of the first editor, ghost text left out. */
  async visibleText(): Promise<string> {
    return this.editor.evaluate(drawnText);
  }

  /** Saves the active editor and reads the file from the disk. */
  async savedText(name: string): Promise<string> {
    await this.press('Control+S');
    await this.page
      .locator('.tabs-container .tab.dirty', { hasText: name })
      .first()
      .waitFor({ state: 'detached' });
    return readFileSync(path.join(this.folder, name), 'utf8');
  }

  // Ghost text and hovers

  private get ghost(): Locator {
    return this.page.locator('[class*=ghost-text-decoration], .ghost-text').first();
  }

  /** The ghost text at the cursor, as soon as there is one. */
  async ghostText({ timeout = patience } = {}): Promise<string> {
    const all = this.page.locator('[class*=ghost-text-decoration]');
    return this.until(
      async () => (await all.allTextContents()).join('').replace(/\u00a0/g, ' '),
      // A word list that opens takes the ghost away and gives it back.
      (text) => text !== '',
      'ghost text',
      timeout,
    );
  }

  async waitForNoGhostText(): Promise<void> {
    await this.ghost.waitFor({ state: 'detached' });
  }

  async restMouseOn(word: string): Promise<void> {
    const { x, y } = await this.positionOf(word);
    await this.page.mouse.move(x - 2, y);
    await this.page.mouse.move(x, y);
  }

  /** Rests the mouse on a visible word of the text and reads the hover. */
  async hover(word: string): Promise<string> {
    await this.restMouseOn(word);
    const content = this.page
      .locator('.monaco-hover:visible .monaco-hover-content')
      .filter({ hasNotText: /^Loading/ })
      .first();
    await content.waitFor();
    return plain(await content.innerText());
  }

  /** Clicks a link of the hover that is open. */
  async clickHoverLink(text: string): Promise<void> {
    await this.page.locator('.monaco-hover:visible a', { hasText: text }).first().click();
  }

  /** The middle of a word's first visible occurrence in the first editor, in page coordinates. */
  private async positionOf(word: string): Promise<{ x: number; y: number }> {
    const position = await this.editor.evaluate(middleOfWord, word);
    if (!position) throw new Error(`“${word}” is not in the visible text.`);
    return position;
  }

  // Status bar and notifications

  statusBarItem(): Locator {
    return this.page.locator('.part.statusbar .statusbar-item[id^="gatescope.gatescope"]').first();
  }

  /** The item's text, as soon as it matches. */
  async statusBarText(pattern = /./, { timeout = patience } = {}): Promise<string> {
    return this.until(
      async () => (await this.statusBarItem().innerText()).replace(/\u00a0/g, ' ').trim(),
      (text) => pattern.test(text),
      `the status bar to show ${String(pattern)}`,
      timeout,
    );
  }

  async clickStatusBar(): Promise<void> {
    await this.statusBarItem().click();
  }

  /** What the notifications on screen say, without their buttons. */
  async notifications(): Promise<string[]> {
    const shown = this.page.locator(
      '.notifications-toasts .notification-list-item-message:visible',
    );
    return (await shown.allInnerTexts()).map(plain);
  }

  /** The first notification that matches, as soon as there is one. */
  async notification(pattern: RegExp, { timeout = patience } = {}): Promise<string> {
    const all = await this.until(
      () => this.notifications(),
      (shown) => shown.some((text) => pattern.test(text)),
      `a notification that says ${String(pattern)}`,
      timeout,
    );
    return all.find((text) => pattern.test(text)) ?? '';
  }

  /** Presses a button of a notification. */
  async pressNotificationButton(label: string): Promise<void> {
    const buttons = this.page.locator('.notifications-toasts .monaco-button');
    await buttons.filter({ hasText: label }).first().click();
  }

  async clearNotifications(): Promise<void> {
    await this.palette('Notifications: Clear All Notifications');
  }

  // The panel

  /** The document inside the (first visible) webview, when it is ready. */
  async panelFrame(): Promise<FrameLocator> {
    // A page of the walkthrough may be one too, and was there before.
    const outer = this.page.locator('iframe.webview.ready').last().contentFrame();
    const inner = outer.frameLocator('iframe#active-frame');
    await inner.locator('body').waitFor({ state: 'attached', timeout: 30_000 });
    return inner;
  }

  // Rest

  /**
   * Waits until the workbench, and the panel where there is one, neither change nor move any more.
   * What must not come is given more frames than what comes needs.
   */
  async atRest(frames = 6): Promise<void> {
    await this.page.locator('body').evaluate(atRest, frames);
    const webview = this.page.locator('iframe.webview.ready:visible');
    if ((await webview.count()) === 0) return;
    const body = (await this.panelFrame()).locator('body');
    // Who closes the panel in the meantime has nothing to wait for.
    await body.evaluate(atRest, frames).catch(() => undefined);
  }

  /** Chooses another colour theme, and waits until it is there. */
  async colourTheme(name: keyof typeof themeFiles): Promise<void> {
    await this.palette('Preferences: Color Theme');
    await this.answer(name);
    await this.until(
      () => this.look(),
      (classes) => themeFiles[name].test(/vscode-theme-\S+/.exec(classes)?.[0] ?? ''),
      `the theme ${name}`,
    );
    await this.atRest();
  }

  /** Classes, those of the theme among them. */
  async look(): Promise<string> {
    const names = await this.page.locator('.monaco-workbench').first().getAttribute('class');
    return names ?? '';
  }

  // Evidence

  /** @returns the picture's path, in test/out/<leg>/ */
  async screenshot(name: string): Promise<string> {
    const file = path.join(this.picturesFolder, `${name}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }

  /** Looks again and again until what it sees is good; fails with what it saw last. */
  async until<T>(
    look: () => Promise<T>,
    good: (seen: T) => boolean,
    what: string,
    timeout = patience,
  ): Promise<T> {
    const end = performance.now() + timeout;
    // What takes long is looked at less often: a look costs the processor that it waits for.
    for (let pause = 50; ; pause = Math.min(pause * 1.2, 250)) {
      const seen = await look();
      if (good(seen)) return seen;
      if (performance.now() > end) {
        throw new Error(`Waited ${timeout / 1000} s for ${what}; saw ${JSON.stringify(seen)}.`);
      }
      await this.page.waitForTimeout(pause);
    }
  }
}
