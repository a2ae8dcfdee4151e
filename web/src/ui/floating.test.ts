import { describe, expect, it } from 'vitest';
import { placeAt } from './floating';

const room = { width: 1000, height: 800 };
const menu = { width: 200, height: 300 };
const button = (left: number, top: number) => ({ left, right: left + 40, top, bottom: top + 32 });

describe('what floats at a button', () => {
  it('stands below it, at its beginning or its end', () => {
    expect(placeAt(button(500, 100), menu, room, 'start')).toEqual({ left: 500, top: 136 });
    expect(placeAt(button(500, 100), menu, room, 'end')).toEqual({ left: 340, top: 136 });
  });

  it('stands above it where there is more room', () => {
    expect(placeAt(button(500, 700), menu, room, 'start')).toEqual({ left: 500, top: 396 });
  });

  it('never leaves the window', () => {
    expect(placeAt(button(950, 100), menu, room, 'start').left).toBe(792);
    expect(placeAt(button(0, 100), menu, room, 'end').left).toBe(8);
  });
});
