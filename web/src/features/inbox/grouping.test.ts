import { describe, expect, it } from 'vitest';
import type { Act } from '@/api/model';
import { pieces } from './grouping';
import { message } from './sample';

const on = (day: number, time: string) => `2026-11-${day}T${time}.000000Z`;
const act = (created_at: string): Act => ({
  id: `act ${created_at}`,
  act: 'assigned',
  by: 'ada',
  by_name: 'Ada',
  to: 'ben',
  to_name: 'Ben',
  created_at,
});

const shape = (result: ReturnType<typeof pieces>) =>
  result.map((piece) => (piece.kind === 'messages' ? piece.messages.map((each) => each.id) : piece.kind));

describe('the pieces of a conversation', () => {
  it('groups what one person says within a minute', () => {
    const result = pieces(
      [
        message({ id: '1', created_at: on(24, '12:00:00') }),
        message({ id: '2', created_at: on(24, '12:00:40') }),
        message({ id: '3', created_at: on(24, '12:02:00') }),
      ],
      [],
    );
    expect(shape(result)).toEqual(['day', ['1', '2'], ['3']]);
  });

  it('keeps two teammates apart', () => {
    const ours = { sender_type: 'agent', created_at: on(24, '12:00:00') } as const;
    const result = pieces(
      [message({ ...ours, id: '1', sender_id: 'ada' }), message({ ...ours, id: '2', sender_id: 'ben' })],
      [],
    );
    expect(shape(result)).toEqual(['day', ['1'], ['2']]);
  });

  it('puts an act between the messages at its time', () => {
    const result = pieces(
      [
        message({ id: '1', created_at: on(24, '12:00:00') }),
        message({ id: '2', created_at: on(24, '12:00:30') }),
      ],
      [act(on(24, '12:00:10'))],
    );
    expect(shape(result)).toEqual(['day', ['1'], 'act', ['2']]);
  });

  it('draws a line for each day', () => {
    const result = pieces(
      [
        message({ id: '1', created_at: on(23, '12:00:00') }),
        message({ id: '2', created_at: on(24, '12:00:00') }),
      ],
      [],
    );
    expect(shape(result)).toEqual(['day', ['1'], 'day', ['2']]);
  });
});
