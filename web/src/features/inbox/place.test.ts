import { describe, expect, it } from 'vitest';
import { place, type ListPage } from './data';
import { conversation } from './sample';

const at = (id: string, minute: number) =>
  conversation({ id, updated_at: `2026-11-24T10:${String(minute).padStart(2, '0')}:00.000000Z` });

type Lists = Parameters<typeof place>[0];

const lists = (...pages: ListPage[]): Lists => ({ pages, pageParams: pages.map(() => null) });
const ids = (result: Lists) => result.pages.map((page) => page.items.map((item) => item.id));

const two = () =>
  lists(
    { items: [at('a', 50), at('b', 40)], next: 'more' },
    { items: [at('c', 30), at('d', 20)], next: 'more' },
  );

describe('placing a conversation in a list', () => {
  it('moves one that was touched to the top', () => {
    expect(ids(place(two(), at('c', 59), true))).toEqual([['c', 'a', 'b'], ['d']]);
  });

  it('takes out one that no longer belongs', () => {
    expect(ids(place(two(), at('b', 41), false))).toEqual([['a'], ['c', 'd']]);
  });

  it('puts a new one where its time says', () => {
    expect(ids(place(two(), at('x', 35), true))).toEqual([
      ['a', 'b'],
      ['x', 'c', 'd'],
    ]);
  });

  it('leaves one older than everything read to its own page', () => {
    expect(ids(place(two(), at('x', 10), true))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('puts it at the end where the list is read to its end', () => {
    const whole = lists({ items: [at('a', 50)], next: null });
    expect(ids(place(whole, at('x', 10), true))).toEqual([['a', 'x']]);
  });

  it('puts the first into an empty list', () => {
    expect(ids(place(lists({ items: [], next: null }), at('x', 10), true))).toEqual([['x']]);
  });
});
