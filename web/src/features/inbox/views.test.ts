import { describe, expect, it } from 'vitest';
import { conversation } from './sample';
import { belongs, filterOf, listKey, readSearch, sameList, searchOf, statusesOf } from './views';

const key = (search: Record<string, unknown>) => listKey(readSearch(search));

describe('the views of the inbox', () => {
  it('keeps only what it knows of an address', () => {
    expect(readSearch({ view: 'mine', channel: 'ch1', status: 'pending', other: 1 })).toEqual({
      view: 'mine',
      channel: 'ch1',
      status: 'pending',
    });
    expect(readSearch({ view: 'theirs', channel: 7, status: 'lost' })).toEqual({});
    expect(listKey({})).toEqual({ view: 'all', channel: null, status: null, tag: null });
  });

  it('shows open and pending, or resolved, or the one status that was chosen', () => {
    expect(statusesOf(key({}))).toEqual(['open', 'pending']);
    expect(statusesOf(key({ view: 'resolved' }))).toEqual(['resolved']);
    expect(statusesOf(key({ view: 'resolved', status: 'closed' }))).toEqual(['closed']);
  });

  it.each([
    [{ view: 'mine' }, { assignee_id: 'me' }, true],
    [{ view: 'mine' }, { assignee_id: 'ben' }, false],
    [{ view: 'mine' }, { assignee_id: 'me', status: 'resolved' }, false],
    [{ view: 'unassigned' }, { assignee_id: null }, true],
    [{ view: 'unassigned' }, { assignee_id: 'me' }, false],
    [{ view: 'all' }, { assignee_id: 'ben', status: 'pending' }, true],
    [{ view: 'all' }, { status: 'closed' }, false],
    [{ view: 'all', status: 'pending' }, { status: 'open' }, false],
    [{ view: 'resolved' }, { status: 'resolved' }, true],
    [{ view: 'all', channel: 'ch1' }, { channel_id: 'ch1' }, true],
    [{ view: 'all', channel: 'ch1' }, { channel_id: 'ch2' }, false],
  ] as const)('puts %j holding %j: %s', (search, given, expected) => {
    expect(belongs(conversation(given), key(search), 'me')).toBe(expected);
  });

  it('puts a conversation into the list of a tag that it carries', () => {
    const tags = [{ id: 't1', name: 'post', colour: '#ae8024' }];
    expect(belongs(conversation({ tags }), key({ tag: 't1' }), 'me')).toBe(true);
    expect(belongs(conversation({ tags }), key({ tag: 't2' }), 'me')).toBe(false);
  });

  it.each([
    { view: 'mine' },
    { view: 'unassigned', channel: 'ch1' },
    { view: 'all', status: 'pending', tag: 't1' },
    { view: 'resolved' },
    { view: 'resolved', status: 'closed' },
  ] as const)('keeps %j as a view that leads back to it', (search) => {
    expect(sameList(searchOf(filterOf(listKey(search), 'me'), 'me'), search)).toBe(true);
  });
});
