import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useMe } from '@/features/auth/me';
import { Header } from '@/shell/header';
import { useKey } from '@/shell/keys';
import { Bell } from '@/ui/bell';
import { ConversationPane } from './conversation';
import { CustomerPane } from './customer';
import { useNobodyYet } from './nobody_yet';
import css from './inbox.module.css';
import { ConversationList } from './list';
import { listKey, type InboxSearch } from './views';

const FirstSteps = lazy(() => import('./first_steps').then((part) => ({ default: part.FirstSteps })));

function NothingChosen() {
  return (
    <div className={css.nothing}>
      <Bell size={40} className={css.nothingMark} />
      <p className="t14 ink3">Choose a conversation, or move with j and k.</p>
    </div>
  );
}

/** Three panes at 1200 px and more, two at 900, one below: the list, the conversation, the customer. */
export function Inbox() {
  const me = useMe();
  const { id } = useParams({ strict: false }) as { id?: string };
  const search = useSearch({ strict: false }) as InboxSearch;
  const navigate = useNavigate();
  const two = useMediaQuery('(min-width: 900px)', undefined, { getInitialValueInEffect: false });
  const three = useMediaQuery('(min-width: 1200px)', undefined, { getInitialValueInEffect: false });
  const [customerOpen, setCustomerOpen] = useState(false);
  const nobodyYet = useNobodyYet();
  useKey('u', () => void navigate({ to: '/', search }));
  if (!me) return null;
  const list = <ConversationList listKey={listKey(search)} search={search} meId={me.user.id} chosen={id} />;
  const showList = two || !id;
  const showCustomer = id && (three || customerOpen);
  return (
    <div className={css.page}>
      <Header trail={[]} />
      <main id="main" tabIndex={-1} className={css.panes} data-customer={showCustomer ? true : undefined}>
        <h1 className="visuallyHidden">Inbox</h1>
        {nobodyYet && !id ? (
          <div className={css.whole}>
            <Suspense>
              <FirstSteps />
            </Suspense>
          </div>
        ) : (
          <>
            {showList && list}
            {(two || id) && (
              <section className={css.thread} aria-label="Conversation">
                {id ? (
                  <ConversationPane
                    key={id}
                    id={id}
                    search={search}
                    {...(three ? {} : { onCustomer: () => setCustomerOpen(!customerOpen) })}
                  />
                ) : (
                  <NothingChosen />
                )}
              </section>
            )}
            {showCustomer && (
              <CustomerPane key={id} id={id} onClose={three ? null : () => setCustomerOpen(false)} />
            )}
          </>
        )}
      </main>
    </div>
  );
}
