import { ActionIcon, Skeleton } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { IconCircleCheck, IconCircleDot, IconId, IconMail, IconMessage2, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { api, ok } from '@/api/client';
import type { Conversation, CustomerShown } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useChannelsById } from '@/features/channels/data';
import { exact, month } from '@/lib/time';
import { customerName } from '@/lib/words';
import { When } from '@/ui/bits';
import { Face } from '@/ui/face';
import { LoadError } from '@/ui/notes';
import css from './customer.module.css';
import { threadQuery, type Thread } from './data';

const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id],
    queryFn: () =>
      ok(
        api.GET('/api/v1/customers/{customer_id}', { params: { path: { customer_id: id } } }),
      ) as Promise<CustomerShown>,
  });

const STATUS: Record<Conversation['status'], string> = {
  open: 'Open',
  pending: 'Pending',
  resolved: 'Resolved',
  closed: 'Closed',
};

/** Who the customer is, and what was said before. */
export function CustomerPane({ id, onClose }: { id: string; onClose: (() => void) | null }) {
  const thread = useQuery(threadQuery(id)).data;
  return (
    <aside className={css.pane} aria-label="Customer" data-over={onClose ? true : undefined}>
      {onClose && (
        <ActionIcon aria-label="Close the customer" className={css.close} onClick={onClose}>
          <IconX size={16} stroke={1.75} />
        </ActionIcon>
      )}
      {thread ? <Known thread={thread} /> : <Waiting />}
    </aside>
  );
}

function Waiting() {
  return (
    <div className={css.who} role="status" aria-label="Loading the customer">
      <Skeleton circle height={48} />
      <div className="grow">
        <Skeleton height={12} width="60%" mb={8} />
        <Skeleton height={10} width="40%" />
      </div>
    </div>
  );
}

function Known({ thread }: { thread: Thread }) {
  const channel = useChannelsById().get(thread.channel_id ?? '');
  const { customer } = thread;
  const name = customerName(customer);
  return (
    <>
      <div className={css.who}>
        <Face id={thread.customer_id ?? thread.id} name={name} size={48} />
        <div className="grow">
          <h2 className="t16 truncate">{name}</h2>
          <p className="t12 ink2 truncate">
            {customer ? (
              <>
                First wrote <When at={customer.created_at} sentence />
              </>
            ) : (
              'No customer yet'
            )}
          </p>
        </div>
      </div>
      <ul className={css.lines}>
        {customer?.email && (
          <li>
            <IconMail size={16} stroke={1.75} aria-hidden />
            <a href={`mailto:${customer.email}`} className="truncate">
              {customer.email}
            </a>
          </li>
        )}
        <li>
          <IconMessage2 size={16} stroke={1.75} aria-hidden />
          <span className="truncate">
            {channel ? `Writes through ${channel.name}` : 'Has no channel yet'}
          </span>
        </li>
        {customer?.external_id && (
          <li>
            <IconId size={16} stroke={1.75} aria-hidden />
            <span className="truncate">{customer.external_id} in your own system</span>
          </li>
        )}
      </ul>
      <Facts thread={thread} />
      {thread.customer_id && <Earlier customerId={thread.customer_id} except={thread.id} />}
    </>
  );
}

function Facts({ thread }: { thread: Thread }) {
  return (
    <section className={css.section}>
      <h3 className={css.heading}>This conversation</h3>
      <dl className={css.facts}>
        <dt>Status</dt>
        <dd>{STATUS[thread.status]}</dd>
        <dt>Opened</dt>
        <dd>
          <When at={thread.created_at} sentence />
        </dd>
        <dt>Messages</dt>
        <dd className="tnum">{thread.earlier ? `${thread.messages.length}+` : thread.messages.length}</dd>
        {thread.customer && (
          <>
            <dt>Customer since</dt>
            <dd title={exact(thread.customer.created_at)}>{month(thread.customer.created_at)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Earlier({ customerId, except }: { customerId: string; except: string }) {
  const customer = useQuery(customerQuery(customerId));
  if (customer.isError) {
    return (
      <LoadError
        what="Earlier conversations"
        problem={asProblem(customer.error)}
        retry={() => void customer.refetch()}
      />
    );
  }
  const earlier = (customer.data?.conversations ?? []).filter((each) => each.id !== except);
  return (
    <section className={css.section}>
      <h3 className={css.heading}>
        Earlier conversations <span className="tnum">{customer.data ? earlier.length : ''}</span>
      </h3>
      {customer.data && earlier.length === 0 && <p className="t12 ink3">None. This is the first.</p>}
      <ul className={css.earlier}>
        {earlier.map((each) => (
          <li key={each.id}>
            <Link to="/c/$id" params={{ id: each.id }} className={css.earlierLink}>
              <span className="t13 w6 truncate">{each.preview?.content ?? 'Nothing was said'}</span>
              <span className={css.earlierLine}>
                {each.status === 'resolved' || each.status === 'closed' ? (
                  <IconCircleCheck size={12} stroke={2.25} aria-hidden />
                ) : (
                  <IconCircleDot size={12} stroke={2.25} aria-hidden />
                )}
                <span>
                  {STATUS[each.status]} · <When at={each.updated_at} sentence />
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
