import { ActionIcon, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconArrowLeft, IconHandStop, IconMessage2, IconUserCircle } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { Conversation } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useChannelsById } from '@/features/channels/data';
import { serverNow } from '@/lib/server_time';
import { moment, span } from '@/lib/time';
import { customerName, firstName } from '@/lib/words';
import { joinConversation } from '@/live/socket';
import { Badge } from '@/ui/bits';
import { Empty, LoadError, Warning } from '@/ui/notes';
import { AssignPicker } from './assign';
import css from './conversation.module.css';
import { threadQuery, type Thread } from './data';
import { useRead } from './read';
import { RefusedAct } from './refused';
import { Reply } from './reply';
import { ConversationActs, ResolveButton } from './resolve';
import { ThreadView } from './thread';
import type { InboxSearch } from './views';

interface PaneProps {
  id: string;
  search: InboxSearch;
  /** Opens the customer where there is no third pane. */
  onCustomer?: () => void;
}

function Waiting() {
  return (
    <div className={css.waiting} role="status" aria-label="Loading the conversation">
      <Skeleton height={48} width="55%" radius={12} />
      <Skeleton height={36} width="40%" radius={12} />
      <Skeleton height={56} width="60%" radius={12} ml="auto" />
    </div>
  );
}

/** One conversation: who it is with, its messages and acts, and the answer being written. */
export function ConversationPane({ id, search, onCustomer }: PaneProps) {
  const thread = useQuery(threadQuery(id));
  useEffect(() => joinConversation(id), [id]);
  useRead(thread.data);
  if (thread.isPending) {
    return (
      <>
        <div className={css.head}>
          <BackLink search={search} />
          <Skeleton height={14} width={160} />
        </div>
        <Waiting />
      </>
    );
  }
  if (!thread.data) {
    const problem = asProblem(thread.error);
    if (problem.status === 404) return <Missing search={search} />;
    return <LoadError what="The conversation" problem={problem} retry={() => void thread.refetch()} />;
  }
  return (
    <>
      <Head thread={thread.data} search={search} {...(onCustomer ? { onCustomer } : {})} />
      <Asked thread={thread.data} />
      <div className={css.refused}>
        <RefusedAct conversation={id} />
      </div>
      <ThreadView thread={thread.data} />
      <Reply thread={thread.data} />
    </>
  );
}

function BackLink({ search }: { search: InboxSearch }) {
  return (
    <ActionIcon
      className={css.back}
      aria-label="Back to the list"
      renderRoot={(props) => <Link to="/" search={search} {...props} />}
    >
      <IconArrowLeft size={20} stroke={1.75} />
    </ActionIcon>
  );
}

function Missing({ search }: { search: InboxSearch }) {
  return (
    <Empty
      title="There is no such conversation"
      acts={
        <Link to="/" search={search} className="link">
          Back to the list
        </Link>
      }
    >
      The address may be mistyped, or the conversation belongs to another workspace.
    </Empty>
  );
}

const STATUS: Record<Conversation['status'], string> = {
  open: 'Open',
  pending: 'Pending, waits for the customer',
  resolved: 'Resolved',
  closed: 'Closed',
};

function subtitle(thread: Conversation): string {
  if (thread.status === 'pending' && thread.snoozed_until) {
    return `Put aside until ${moment(thread.snoozed_until, serverNow())}, or until the customer writes`;
  }
  const first = thread.first_response_at;
  if (first) return `${STATUS[thread.status]} · first answer after ${span(thread.created_at, first)}`;
  return thread.status === 'open' ? 'Open · no answer yet' : STATUS[thread.status];
}

function Head({
  thread,
  search,
  onCustomer,
}: {
  thread: Thread;
  search: InboxSearch;
  onCustomer?: () => void;
}) {
  const channel = useChannelsById().get(thread.channel_id ?? '');
  return (
    <div className={css.head}>
      <BackLink search={search} />
      <div className="grow">
        <div className={css.title}>
          <h2 className="t14 w6 truncate">{customerName(thread.customer)}</h2>
          {thread.needs_handoff && (
            <Badge tone="away">
              <IconHandStop size={12} stroke={2.25} aria-hidden />
              <span className={css.badgeWords}>Asked for a person</span>
            </Badge>
          )}
          {!thread.needs_handoff && (
            <span className={css.channel}>
              <Badge>
                <IconMessage2 size={12} stroke={2.25} aria-hidden />
                {channel?.name ?? 'Without a channel'}
              </Badge>
            </span>
          )}
        </div>
        <p className="t12 ink3 truncate">{subtitle(thread)}</p>
      </div>
      <AssignPicker thread={thread} />
      <ResolveButton thread={thread} />
      {onCustomer && (
        <ActionIcon aria-label="Customer" className={css.customer} onClick={onCustomer}>
          <IconUserCircle size={20} stroke={1.75} />
        </ActionIcon>
      )}
      <ConversationActs thread={thread} />
    </div>
  );
}

const REASON: Record<string, string> = {
  user_requested: 'they asked for it themselves',
  complex_issue: 'the question is difficult',
};

/** Somebody wants a person: said until the conversation is given to one. */
function Asked({ thread }: { thread: Thread }) {
  if (!thread.needs_handoff) return null;
  const reason = thread.handoff_reason ?? '';
  const name = firstName(customerName(thread.customer));
  return (
    <div className={css.asked}>
      <Warning>
        <span className="w6">{name} waits for a person</span>
        {reason && `: ${REASON[reason] ?? reason}`}. It counts as a hand-off until somebody holds it.
      </Warning>
    </div>
  );
}
