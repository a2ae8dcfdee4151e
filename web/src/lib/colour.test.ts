import { describe, expect, it } from 'vitest';
import { widgetColours } from './colour';

describe('the colours of a widget', () => {
  it('writes white and draws a brass mark on the house colour', () => {
    expect(widgetColours('#241F17')).toEqual({
      ground: 'rgb(36 31 23)',
      words: 'rgb(255 255 255)',
      mark: 'rgb(227 184 96)',
    });
  });

  it('writes dark on a light ground, and draws the mark in the same where brass could not be seen', () => {
    const { words, mark } = widgetColours('#ffe');
    expect(words).toBe('rgb(33 29 23)');
    expect(mark).toBe(words);
  });

  it('falls back to the house colour for what is no colour', () => {
    expect(widgetColours('url(x)').ground).toBe('rgb(36 31 23)');
  });
});
