import { ActionIcon, Skeleton } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import {
  IconCircleCheck,
  IconCircleDot,
  IconEye,
  IconId,
  IconMail,
  IconMessage2,
  IconX,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { api, ok } from '@/api/client';
import { may } from '@/api/may';
import type { Conversation, Customer, CustomerShown } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useChannelsById } from '@/features/channels/data';
import { dayYear, exact, month } from '@/lib/time';
import { customerName } from '@/lib/words';
import { PersonalActs } from '@/features/personal/acts';
import { ConversationTags } from '@/features/tags/on_conversation';
import { Badge, When } from '@/ui/bits';
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
          <h2 className={css.name}>
            <span className="t16 truncate">{name}</span>
            {customer?.identified && (
              <span title="Your page has signed who this is">
                <Badge tone="live">known</Badge>
              </span>
            )}
          </h2>
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
      <section className={css.section}>
        <h3 className={css.heading}>Tags</h3>
        <ConversationTags thread={thread} />
      </section>
      <Facts thread={thread} />
      {customer && <Fields customer={customer} />}
      {thread.customer_id && <Earlier customerId={thread.customer_id} except={thread.id} />}
      {customer && <Personal customer={customer} />}
    </>
  );
}

/** What is held about the customer, for whoever may hand it out and erase it; that they were erased, for everybody. */
function Personal({ customer }: { customer: Customer }) {
  const allowed = may(useMe(), 'customers.erase');
  const erased = customer.erased_at !== null;
  if (!allowed && !erased) return null;
  return (
    <section className={css.section}>
      <h3 className={css.heading}>Personal data</h3>
      {erased && <ErasedLine id={customer.id} />}
      {allowed && <PersonalActs whose={{ kind: 'customer', id: customer.id }} erased={erased} />}
    </section>
  );
}

/** When they were erased, and by whom. */
function ErasedLine({ id }: { id: string }) {
  const shown = useQuery(customerQuery(id)).data;
  if (!shown?.erased_at) return null;
  return (
    <p className="t13 ink2">
      Erased on {dayYear(shown.erased_at)} by {shown.erased_by ?? 'somebody who was erased since'}.
    </p>
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

/** What the page says of the customer, and where they are: its word, and no proof. */
function Fields({ customer }: { customer: Customer }) {
  const fields = Object.entries(customer.fields);
  if (fields.length === 0 && !customer.page) return null;
  return (
    <>
      {fields.length > 0 && (
        <section className={css.section}>
          <h3 className={css.heading}>Customer fields</h3>
          <dl className={css.facts}>
            {fields.map(([name, value]) => (
              <Fragment key={name}>
                <dt className="truncate" title={name}>
                  {name}
                </dt>
                <dd className={css.value}>{value}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      )}
      {customer.page && (
        <section className={css.section}>
          <h3 className={css.heading}>Last seen on</h3>
          <p className={css.page}>
            <IconEye size={16} stroke={1.75} aria-hidden />
            <a href={customer.page} target="_blank" rel="noopener noreferrer" className="truncate link">
              {pageWords(customer.page)}
            </a>
          </p>
        </section>
      )}
    </>
  );
}

/** The path of a page, or its host where that is all. */
function pageWords(address: string): string {
  try {
    const { host, pathname } = new URL(address);
    return pathname === '/' ? host : decodeURI(pathname);
  } catch {
    return address;
  }
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
