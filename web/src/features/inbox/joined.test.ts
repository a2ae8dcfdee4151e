import { describe, expect, it } from 'vitest';
import { joined, type Thread } from './data';
import { conversation, message } from './sample';

const thread = (ids: string[], earlier: string | null): Thread => ({
  ...conversation({ messages: ids.map((id) => message({ id })) }),
  earlier,
});
const ids = (result: Thread) => result.messages.map((each) => each.id);

describe('reading a conversation again', () => {
  it('keeps the earlier messages that were asked for', () => {
    const result = joined(thread(['1', '2', '3', '4'], 'before 1'), thread(['3', '4', '5'], 'before 3'));
    expect(ids(result)).toEqual(['1', '2', '3', '4', '5']);
    expect(result.earlier).toBe('before 1');
  });

  it('keeps a message that arrived while it was read', () => {
    expect(ids(joined(thread(['1', '2', '3'], null), thread(['1', '2'], null)))).toEqual(['1', '2', '3']);
  });

  it('begins anew where something lies between', () => {
    const result = joined(thread(['1', '2'], null), thread(['8', '9'], 'before 8'));
    expect(ids(result)).toEqual(['8', '9']);
    expect(result.earlier).toBe('before 8');
  });
});
