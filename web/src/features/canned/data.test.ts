import { describe, expect, it } from 'vitest';
import { askedAt, fitting } from './data';

describe('a canned reply', () => {
  it.each([
    ['/', 1, { word: '', from: 0 }],
    ['/hel', 4, { word: 'hel', from: 0 }],
    ['Hi Ines\n/Sorry', 14, { word: 'sorry', from: 8 }],
    ['and/or', 6, null],
    ['https://', 8, null],
    ['/hel lo', 7, null],
    ['/hel lo', 4, { word: 'hel', from: 0 }],
  ])('is asked for in %j at %d: %j', (text, caret, asked) => {
    expect(askedAt(text, caret)).toEqual(asked);
  });

  it('is found by its shortcut first, then by its title', () => {
    const reply = (shortcut: string, title: string) => ({
      id: shortcut,
      shortcut,
      title,
      content: '',
      created_at: '',
      updated_at: '',
    });
    const all = [reply('bye', 'Thanks and goodbye'), reply('thanks', 'Thank you'), reply('vat', 'Invoice')];
    expect(fitting(all, 'than').map((each) => each.shortcut)).toEqual(['thanks', 'bye']);
    expect(fitting(all, '')).toHaveLength(3);
    expect(fitting(all, 'zzz')).toEqual([]);
  });
});
