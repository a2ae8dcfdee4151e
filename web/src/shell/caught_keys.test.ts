import { describe, expect, it } from 'vitest';
import { NOTHING, press, type Caught } from './caught_keys';

function typed(...keys: string[]): Caught {
  return keys.reduce((caught, key) => press(caught, key) ?? caught, NOTHING);
}

describe('what is typed before its field is there', () => {
  it('becomes the first words', () => {
    expect(typed('e', 's', ' ', 'ü')).toEqual({ words: 'es ü', down: 0, enter: false });
  });

  it('can be taken back', () => {
    expect(typed('a', 'b', 'Backspace').words).toBe('a');
    expect(typed('Backspace').words).toBe('');
  });

  it('chooses and does, and hears nothing after that', () => {
    expect(typed('a', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Enter', 'e')).toEqual({
      words: 'a',
      down: 1,
      enter: true,
    });
    expect(typed('ArrowUp').down).toBe(0);
  });

  it('begins at the first entry again where other words are typed', () => {
    expect(typed('a', 'ArrowDown', 'b').down).toBe(0);
  });

  it('leaves other keys alone', () => {
    expect(press(NOTHING, 'Tab')).toBeNull();
    expect(press(NOTHING, 'Dead')).toBeNull();
    expect(press(NOTHING, 'F5')).toBeNull();
  });
});
