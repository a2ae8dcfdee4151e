import { expect, type Locator, type Page } from '@playwright/test';

/** The widget on somebody's page, as a visitor handles it. */
export class Widget {
  readonly launcher: Locator;
  readonly panel: Locator;
  readonly field: Locator;

  constructor(readonly page: Page) {
    const widget = page.locator('deskbell-widget');
    this.launcher = widget.locator('button.launcher');
    this.panel = widget.getByRole('dialog', { name: /^Chat with/ });
    this.field = this.panel.getByRole('textbox', { name: 'Write a message' });
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await expect(this.field).toBeVisible();
  }

  async close(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Close the chat' }).click();
    await expect(this.panel).toBeHidden();
  }

  /** Writes, and waits until the server has taken it. */
  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.panel.getByRole('button', { name: 'Send' }).click();
    await expect(this.mine(text)).toHaveClass(/\bsent\b/);
  }

  /** A message of the visitor's own. */
  mine(text: string): Locator {
    return this.panel.locator('.mine', { hasText: text });
  }

  /** A message of the team. */
  theirs(text: string): Locator {
    return this.panel.locator('.theirs', { hasText: text });
  }

  /** A line between the messages. */
  line(text: string | RegExp): Locator {
    return this.panel.locator('.line', { hasText: text });
  }

  async choose(entry: string): Promise<void> {
    await this.panel.getByRole('button', { name: 'More' }).click();
    await this.panel.getByRole('menuitem', { name: entry }).click();
  }
}
