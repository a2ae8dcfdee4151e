import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconExternalLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Conversation, Widget } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { demoPage } from '@/features/channels/snippet';
import { listQuery } from '@/features/inbox/data';
import { customerName } from '@/lib/words';
import { When } from '@/ui/bits';
import { Bell } from '@/ui/bell';
import { Face } from '@/ui/face';
import css from './welcome.module.css';

/** The newest conversation of the workspace, as soon as there is one. */
export function useFirstMessage(): Conversation | null {
  const me = useMe();
  const list = useInfiniteQuery(
    listQuery({ view: 'all', channel: null, status: null, tag: null }, me?.user.id ?? ''),
  );
  return list.data?.pages[0]?.items[0] ?? null;
}

/** Waits for the first message, and shows it the moment it arrives. */
export function Listening({ widget }: { widget: Widget }) {
  const arrived = useFirstMessage();
  return (
    <div aria-live="polite">{arrived ? <Arrived conversation={arrived} /> : <Waiting widget={widget} />}</div>
  );
}

function Waiting({ widget }: { widget: Widget }) {
  return (
    <section className={css.listening} aria-label="Listening for the first message">
      <Bell size={24} className={css.listeningMark} />
      <div className="grow">
        <p className="t14 w5">Listening for the first message</p>
        <p className="t13 ink2">It appears here the moment it arrives.</p>
      </div>
      <Button
        component="a"
        href={demoPage(widget.id)}
        target="_blank"
        rel="noopener"
        rightSection={<IconExternalLink size={14} stroke={2} />}
      >
        Ring the bell yourself
      </Button>
    </section>
  );
}

function Arrived({ conversation }: { conversation: Conversation }) {
  const name = customerName(conversation.customer);
  return (
    <section className={css.arrived} aria-label="The first message">
      <Face id={conversation.customer_id ?? conversation.id} name={name} size={32} />
      <div className="grow">
        <p className="t13">
          <span className="w6">{name}</span>{' '}
          <span className="ink3">
            · <When at={conversation.preview?.created_at ?? conversation.created_at} sentence />
          </span>
        </p>
        <p className="t14">{conversation.preview?.content}</p>
      </div>
      <Button component={Link} to={`/c/${conversation.id}`}>
        Answer
      </Button>
    </section>
  );
}
