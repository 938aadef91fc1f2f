import type { FrameLocator, Locator, Page } from 'playwright-core';

export interface Squiggle {
  readonly severity: string;
  /** The text above it. */
  readonly text: string;
}

/** An element as the page draws it. */
interface Drawn {
  readonly className: string;
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** As much of the DOM's type as is needed; the rest of the code has no business with the DOM. */
interface Element {
  readonly className: string;
  readonly textContent: string;
  getBoundingClientRect(): Drawn;
}

/** A function of the page, for code that runs there. */
declare function getComputedStyle(element: Element, pseudo: string): { readonly content: string };

/** The workbench in a page. Every action waits for what it causes, never for time to pass. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Until the window is restored. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: 30_000 });
    await this.page.locator('#status\\.problems').waitFor();
  }

  /** Answers the question whether the folder's authors are trusted. */
  async answerTrust(trusted: boolean): Promise<void> {
    const dialog = this.page.locator('.monaco-dialog-box');
    await dialog.getByRole('button', { name: trusted ? /^Yes/ : /^No/ }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** The editor of a file, by its name. */
  editor(file: string): Locator {
    return this.page.locator(`.editor-instance .monaco-editor[data-uri$="/${file}"]`);
  }

  async open(file: string): Promise<Locator> {
    await this.pick('Control+P', file);
    const editor = this.editor(file);
    await editor.locator('.view-line').first().waitFor();
    return editor;
  }

  /** What is underlined in a file, from top to bottom; measured where the editor draws it. */
  async squiggles(file: string): Promise<Squiggle[]> {
    const editor = this.editor(file);
    const lines = await editor.locator('.view-line > span').evaluateAll(draw);
    const marks = await editor.locator('[class*="squiggly-"]').evaluateAll(draw);
    return marks
      .toSorted((one, other) => one.top - other.top || one.left - other.left)
      .map((mark) => ({
        severity: /squiggly-(\w+)/.exec(mark.className)?.[1] ?? '',
        text: textAbove(mark, lines),
      }));
  }

  /** Shows the hover at a place and returns it. */
  async hover(file: string, line: number, column: number): Promise<Locator> {
    await this.goTo(file, line, column);
    return this.pressed(
      ['Control+K', 'Control+I'],
      this.page.locator('.monaco-editor .monaco-hover:visible'),
    );
  }

  /** The document inside the preview of a Markdown file. */
  preview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Runs a command of the palette by its full title. */
  async command(title: string): Promise<void> {
    await this.pick('F1', `>${title}`, title);
  }

  /** What the palette offers for a text, as far as it is drawn. */
  async commands(text: string): Promise<string[]> {
    const input = await this.quickInput('F1');
    await input.locator('input.input').fill(`>${text}`);
    const rows = input.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: text }).first().waitFor();
    const texts = await rows.locator('.label-name').allInnerTexts();
    await this.page.keyboard.press('Escape');
    await input.waitFor({ state: 'hidden' });
    return texts.map((row) => row.replaceAll('\u00A0', ' ').trim());
  }

  /** Puts the cursor there; line and column count from 1. */
  async goTo(file: string, line: number, column: number): Promise<void> {
    await this.editor(file).locator('.view-line').first().click();
    const input = await this.quickInput('Control+G');
    await input.locator('input.input').fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active:not(.dirty)').waitFor();
  }

  /** Opens the lightbulb's menu at the cursor and returns its entries. */
  async quickFixes(): Promise<Locator> {
    const entries = this.page.locator('.action-widget .monaco-list-row.action');
    await this.pressed(['Control+.'], entries.first());
    return entries;
  }

  /** Rows of the Problems panel, which it opens. */
  async problems(): Promise<Locator> {
    const panel = this.page.locator('.markers-panel-container');
    if (!(await panel.isVisible())) await this.pressed(['Control+Shift+M'], panel);
    return panel.locator('.monaco-list-row');
  }

  /** A tree in the side bar, by the name of its view. */
  tree(view: string): Tree {
    return new Tree(this.page.locator(`.pane:has(.pane-header[aria-label^="${view}"])`));
  }

  /** Makes the side bar wide enough for long rows. */
  async widenSideBar(to: number): Promise<void> {
    const { mouse } = this.page;
    const bar = await this.page.locator('#workbench\\.parts\\.sidebar').boundingBox();
    if (!bar) throw new Error('there is no side bar');
    const y = bar.y + bar.height / 2;
    await mouse.move(bar.x + bar.width + 2, y);
    await mouse.down();
    await mouse.move(to, y, { steps: 5 });
    await mouse.up();
    await mouse.move(to + 200, y);
  }

  /** Chooses a row of the list that is open at the top of the window. */
  async choose(row: string): Promise<void> {
    await this.page
      .locator('.quick-input-list .monaco-list-row:visible')
      .filter({ hasText: row })
      .first()
      .click();
  }

  /** What the terminal at hand shows. */
  async terminalText(): Promise<string> {
    const rows = await this.page.locator('.terminal-wrapper.active .xterm-rows > div').allInnerTexts();
    return rows.map((row) => row.replaceAll('\u00A0', ' ').trimEnd()).join('\n');
  }

  /** The window's top entry field: files, commands, lines, questions. */
  async quickInput(key: string): Promise<Locator> {
    return this.pressed([key], this.page.locator('.quick-input-widget:visible'));
  }

  /**
   * Presses keys until what they open is there. A key is lost while the focus moves from one part to another, and a menu
   * closes again when findings arrive under it; then they are pressed again.
   */
  private async pressed(keys: readonly string[], opened: Locator): Promise<Locator> {
    for (let attempt = 1; ; attempt++) {
      for (const key of keys) await this.page.keyboard.press(key);
      try {
        await opened.waitFor({ timeout: 4_000 });
        return opened;
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  /** The entry field with a text in it. It closes where a document that opens late takes the focus; then it is opened again. */
  private async filled(key: string, text: string): Promise<Locator> {
    for (let attempt = 1; ; attempt++) {
      const input = await this.quickInput(key);
      try {
        await input.locator('input.input').fill(text, { timeout: 4_000 });
        return input;
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  /** The palette knows the commands that there were when it was opened; where one is missing, it is opened again. */
  private async pick(key: string, text: string, row = text): Promise<void> {
    const entry = this.page
      .locator('.quick-input-widget:visible .quick-input-list .monaco-list-row')
      .filter({ hasText: row })
      .first();
    for (let attempt = 1; ; attempt++) {
      await this.filled(key, text);
      try {
        await entry.waitFor({ timeout: 6_000 });
        break;
      } catch (error) {
        if (attempt === 5) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
    await entry.click();
    // The field itself may be there again at once, with a question of the command.
    await entry.waitFor({ state: 'hidden' });
  }
}

/** A tree of rows. Rows are found by their label. */
export class Tree {
  readonly #rows: Locator;

  constructor(pane: Locator) {
    this.#rows = pane.locator('.monaco-list-row[role=treeitem]');
  }

  /** The texts of all rows that are drawn. */
  async rows(): Promise<string[]> {
    return (await this.#rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
  }

  async expand(label: string): Promise<void> {
    const row = this.#row(label);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) !== 'true') await row.locator('.monaco-tl-twistie').click();
    await this.#rows
      .and(row.page().locator('[aria-expanded=true]'))
      .filter({ has: this.#label(label) })
      .waitFor();
  }

  async click(label: string): Promise<void> {
    await this.#row(label).click();
  }

  /** Chooses a row beside those that are chosen already. */
  async select(label: string): Promise<void> {
    await this.#row(label).click({ modifiers: ['Control'] });
  }

  /** What a screen reader says of a row. */
  async spoken(label: string): Promise<string> {
    return (await this.#row(label).getAttribute('aria-label')) ?? '';
  }

  async collapse(label: string): Promise<void> {
    await this.#row(label).locator('.monaco-tl-twistie').click();
    await this.#rows
      .and(this.#rows.page().locator('[aria-expanded=false]'))
      .filter({ has: this.#label(label) })
      .waitFor();
  }

  /** Runs a command of a row's menu, or of a menu within it; it does not heed the mouse as soon as it is there. */
  async choose(label: string, ...entries: readonly string[]): Promise<void> {
    await this.#row(label).click({ button: 'right' });
    for (const text of entries) {
      const entry = this.#menu.locator('.action-item').getByText(text, { exact: true });
      await entry.hover();
      await this.#rows.page().keyboard.press('Enter');
    }
    await this.#menu.waitFor({ state: 'hidden' });
  }

  /** What a row's menu offers. */
  async menu(label: string): Promise<string[]> {
    await this.#row(label).click({ button: 'right' });
    const texts = await this.#menu.locator('.action-item .action-label:visible').allInnerTexts();
    await this.#rows.page().keyboard.press('Escape');
    await this.#menu.waitFor({ state: 'hidden' });
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  }

  get #menu(): Locator {
    return this.#rows.page().locator('.context-view .monaco-menu').first();
  }

  async hover(label: string): Promise<void> {
    await this.#row(label).hover();
  }

  /** The badge behind a row; '' if it has none. */
  async badge(label: string): Promise<string> {
    const marks = this.#row(label).locator(
      '[class*=monaco-decoration-badge], [class*=monaco-decoration-itemBadge]',
    );
    const texts = await marks.evaluateAll((elements: readonly Element[]) =>
      elements.map((element) => getComputedStyle(element, '::after').content),
    );
    return texts.map((text) => text.replaceAll(/^"|"$/g, '')).find((text) => /^\d/.test(text)) ?? '';
  }

  #row(label: string): Locator {
    return this.#rows.filter({ has: this.#label(label) }).first();
  }

  #label(label: string): Locator {
    return this.#rows.page().locator('.label-name').getByText(label, { exact: true });
  }
}

/** Runs in the page. */
function draw(elements: readonly Element[]): Drawn[] {
  return elements.map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const text = element.textContent.replaceAll('\u00A0', ' ');
    return { className: element.className, text, left, top, width, height };
  });
}

/** The characters that a mark underlines; all of them are equally wide. */
function textAbove(mark: Drawn, lines: readonly Drawn[]): string {
  const middle = mark.top + mark.height / 2;
  const line = lines.find(({ top, height }) => top <= middle && middle <= top + height);
  if (!line) return '';
  const column = (x: number) => Math.round(((x - line.left) / line.width) * line.text.length);
  return line.text.slice(column(mark.left), column(mark.left + mark.width));
}
