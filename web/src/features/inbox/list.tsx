import { Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Conversation } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useMembersById } from '@/features/team/data';
import { useRowsInSight } from '@/lib/rows_in_sight';
import { useKey } from '@/shell/keys';
import { useIsPhone } from '@/shell/phone';
import { LoadError } from '@/ui/notes';
import { listQuery } from './data';
import css from './list.module.css';
import { ListEmpty } from './list_empty';
import { ListHead } from './list_head';
import { Row } from './row';
import type { InboxSearch, ListKey } from './views';

interface ListProps {
  listKey: ListKey;
  search: InboxSearch;
  meId: string;
  chosen: string | undefined;
}

function Waiting() {
  return (
    <div className={css.waiting} role="status" aria-label="Loading conversations">
      {Array.from({ length: 9 }, (_, index) => (
        <div key={index} className={css.waitingRow}>
          <Skeleton circle height={32} />
          <div className="grow">
            <Skeleton height={10} width="45%" mb={8} />
            <Skeleton height={8} width="80%" />
          </div>
        </div>
      ))}
    </div>
  );
}

/** A list of the inbox, drawn only where it is seen, read 50 at a time. */
export function ConversationList({ listKey, search, meId, chosen }: ListProps) {
  const list = useInfiniteQuery(listQuery(listKey, meId));
  const me = useMe();
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return (
    <section className={css.pane} aria-label="Conversations">
      <ListHead listKey={listKey} search={search} />
      {list.isPending && <Waiting />}
      {list.isError && !list.data && (
        <LoadError
          what="The conversations"
          problem={asProblem(list.error)}
          retry={() => void list.refetch()}
        />
      )}
      {list.data && items.length === 0 && <ListEmpty listKey={listKey} />}
      {items.length > 0 && (
        <Rows
          items={items}
          search={search}
          meName={me?.user.full_name ?? ''}
          chosen={chosen}
          more={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : null}
          end={!list.hasNextPage}
        />
      )}
    </section>
  );
}

interface RowsProps {
  items: Conversation[];
  search: InboxSearch;
  meName: string;
  chosen: string | undefined;
  more: (() => void) | null;
  end: boolean;
}

function useMove(items: Conversation[], chosen: string | undefined, show: (index: number) => void) {
  const [cursor, setCursor] = useState<string | null>(null);
  const move = (step: number) => {
    const from = items.findIndex((item) => item.id === (cursor ?? chosen));
    const next = Math.min(items.length - 1, Math.max(0, from + step));
    const item = items[next];
    if (!item) return;
    show(next);
    setCursor(item.id);
  };
  useKey('j', () => move(1));
  useKey('k', () => move(-1));
  // Only the row that was left forgets: by then the next one may have been chosen.
  const forget = useCallback((id: string) => setCursor((now) => (now === id ? null : now)), []);
  return { cursor, forget };
}

function Rows({ items, search, meName, chosen, more, end }: RowsProps) {
  const members = useMembersById();
  const height = useIsPhone() ? 60 : 56;
  const scroll = useRef<HTMLDivElement>(null);
  const { from, to, show } = useRowsInSight(scroll, items.length, height);
  const { cursor, forget } = useMove(items, chosen, show);
  useEffect(() => {
    if (more && to >= items.length - 10) more();
  }, [more, to, items.length]);
  return (
    <div className={css.scroll} ref={scroll}>
      <ul className={css.rows} style={{ height: items.length * height }}>
        {items.slice(from, to).map((conversation, offset) => {
          const index = from + offset;
          return (
            <Row
              key={conversation.id}
              conversation={conversation}
              assignee={members.get(conversation.assignee_id ?? '') ?? null}
              search={search}
              meName={meName}
              chosen={conversation.id === chosen}
              focused={conversation.id === cursor}
              onLeft={forget}
              top={index * height}
              height={height}
              position={index + 1}
              total={end ? items.length : -1}
            />
          );
        })}
      </ul>
    </div>
  );
}
